import type { Cell, Column } from './card.ts';
import type { OpenFile } from './open-file.ts';
import type { CsvProblem, CsvProblemCode } from './problem.ts';
import { brokenQuotes, type CsvRow } from './rows.ts';

/** Excel's own limit. */
const maxCellCharacters = 32_767;
const replacement = '\ufffd';

/** A row as it is used: its values trimmed, what is wrong with them named. */
export interface CheckedRow {
  readonly line: number;
  readonly cells: readonly Cell[];
  readonly problems: readonly CsvProblem[];
}

/**
 * Takes the values of a row that a definition asks for.
 * @throws {ConnectorError} `invalid-answer`: the row goes over several lines and has another number of columns than the
 *   header, so that a misplaced quote has swallowed other rows.
 */
export function checkRow(name: string, { width, columns }: OpenFile, row: CsvRow): CheckedRow {
  const problems: CsvProblem[] = [];
  const report = (column: string | null, reason: CsvProblemCode) =>
    problems.push({ file: name, line: row.line, column, reason });
  const filled = row.cells.findLastIndex((cell) => cell !== '') + 1;
  if (row.isMultiline && row.cells.length !== width) throw brokenQuotes(name, row.line);
  if (filled > width) report(null, 'too-many-columns');
  if (row.cells.length < width) report(null, 'too-few-columns');
  const cells: Cell[] = [];
  for (const column of columns) {
    const value = valueAt(row, column.index);
    if (value === '') continue;
    if (value.length > maxCellCharacters) {
      report(column.header, 'value-too-long');
      continue;
    }
    if (value.includes(replacement)) report(column.header, 'not-decodable');
    cells.push({ column, value });
  }
  return { line: row.line, cells, problems };
}

/** The value in a place of a row, without outer white space; empty: there is none. */
export function valueAt(row: CsvRow, index: Column['index']): string {
  return row.cells[index]?.trim() ?? '';
}
