import { compareByCodePoint } from '../../sync/compare-texts.ts';

/** Gives the rows in pages, as a database would; none for no rows. */
export async function* pages<Row>(rows: readonly Row[], pageSize: number): AsyncGenerator<readonly Row[]> {
  for (let start = 0; start < rows.length; start += pageSize) yield rows.slice(start, start + pageSize);
}

/** As SQLite orders texts. */
export function byText<Row>(text: (row: Row) => string): (one: Row, two: Row) => number {
  return (one, two) => compareByCodePoint(text(one), text(two));
}
