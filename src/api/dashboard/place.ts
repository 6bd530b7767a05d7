import { Problem } from '../endpoint/problem.ts';

/** The place at which a list that is in memory is read on: how many entries were read. @throws {Problem} `invalid-input` */
export function placeOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const place = /^p(\d{1,9})$/.exec(cursor)?.[1];
  if (place !== undefined) return Number(place);
  throw wrongCursor();
}

/** A cursor that no page has given. */
export function wrongCursor(): Problem {
  const message = 'must be the nextCursor of the page before';
  return new Problem('invalid-input', { fields: [{ path: 'query.cursor', message }] });
}

/** Cursor of the next page; null: there is none. */
export function cursorOf(place: number, length: number): string | null {
  return place < length ? `p${place}` : null;
}
