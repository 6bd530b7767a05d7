import { normalizeText } from './normalize.ts';

/** Notes of a contact: ours above the delimiter line, the person's below it. Absent: nothing there. */
export interface SplitNotes {
  readonly ours?: string;
  readonly theirs?: string;
}

const lineBreak = /\r\n|\r|\n/;
/** How many lines are searched for ours where the delimiter line is missing: each asks for a hash of all before it. */
const maxOwnLines = 200;

/**
 * Tells our part of notes from the person's: everything below the first delimiter line is theirs. Where the line is
 * missing, ours are the first lines as far as `isOurs` knows them again, and otherwise nothing is.
 *
 * @param delimiter In normal form.
 * @see docs/sync-model.md#write-rules, rows B10-B14
 */
export function splitNotes(
  notes: string | undefined,
  delimiter: string,
  isOurs: (notes: string) => boolean,
): SplitNotes {
  if (notes === undefined) return {};
  const lines = notes.split(lineBreak);
  const at = lines.findIndex((line) => isDelimiter(line, delimiter));
  if (at >= 0) return notesOf(lines.slice(0, at), lines.slice(at + 1));
  const ownLines = lines.slice(0, maxOwnLines).findLastIndex((_, at) => isOurs(lines.slice(0, at + 1).join('\n'))) + 1;
  return notesOf(lines.slice(0, ownLines), lines.slice(ownLines));
}

/** Notes as they are written: ours, the delimiter line, theirs. */
export function joinNotes({ ours, theirs }: SplitNotes, delimiter: string): string | undefined {
  return normalizeText([ours, delimiter, theirs].filter((part) => part !== undefined).join('\n'));
}

/** Notes of the list without lines that would pass for the delimiter. */
export function withoutDelimiter(notes: string | undefined, delimiter: string): string | undefined {
  if (notes === undefined) return undefined;
  const lines = notes.split(lineBreak);
  const kept = lines.filter((line) => !isDelimiter(line, delimiter));
  return kept.length === lines.length ? notes : normalizeText(kept.join('\n'));
}

function isDelimiter(line: string, delimiter: string): boolean {
  return line.trim() === delimiter;
}

function notesOf(ours: readonly string[], theirs: readonly string[]): SplitNotes {
  const own = normalizeText(ours.join('\n'));
  const below = theirs.join('\n').trimEnd();
  return { ...(own === undefined ? {} : { ours: own }), ...(below.trim() === '' ? {} : { theirs: below }) };
}
