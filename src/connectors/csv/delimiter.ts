import { type CsvDelimiter, csvDelimiters } from '../../runs/csv-source.ts';

const rowsLookedAt = 50;
const candidates: readonly string[] = csvDelimiters;

/**
 * Finds the delimiter from the beginning of a text: what a first line `sep=;` says, else the one by which most rows
 * have as many columns as the first; of equal ones the one with most columns, else a comma.
 *
 * @param text Whole, or cut anywhere; then the last row is not counted.
 */
export function findDelimiter(text: string, whole: boolean): CsvDelimiter {
  const named = separatorLine(text.split(/[\r\n]/, 1)[0] ?? '');
  const rows = countDelimiters(text, whole);
  const stated = csvDelimiters.find((delimiter) => delimiter === named);
  if (stated !== undefined) return stated;
  let best: CsvDelimiter = ',';
  let bestShare = 0;
  let bestCount = 0;
  csvDelimiters.forEach((delimiter, index) => {
    const counts = rows.map((row) => row[index] ?? 0);
    const first = counts[0] ?? 0;
    if (first === 0) return;
    const share = counts.filter((count) => count === first).length / counts.length;
    if (share > bestShare || (share === bestShare && first > bestCount)) {
      best = delimiter;
      bestShare = share;
      bestCount = first;
    }
  });
  return best;
}

/** The delimiter that a line `sep=;` names, as Excel reads it; null: it is no such line. */
export function separatorLine(line: string): string | null {
  return /^"?sep=(.)"?$/i.exec(line)?.[1] ?? null;
}

/** How often each delimiter occurs outside quotes, per row. Empty lines do not count. */
function countDelimiters(text: string, whole: boolean): readonly (readonly number[])[] {
  const rows: (readonly number[])[] = [];
  let counts = csvDelimiters.map(() => 0);
  let quoted = false;
  let isStart = true;
  let isEmpty = true;
  for (let index = 0; index < text.length && rows.length < rowsLookedAt; index += 1) {
    const character = text.charAt(index);
    if (quoted) {
      if (character !== '"') continue;
      if (text.charAt(index + 1) === '"') index += 1;
      else quoted = false;
      continue;
    }
    if (character === '\n' || character === '\r') {
      if (!isEmpty) rows.push(counts);
      counts = csvDelimiters.map(() => 0);
      isStart = true;
      isEmpty = true;
      continue;
    }
    isEmpty = false;
    if (character === '"' && isStart) quoted = true;
    const found = candidates.indexOf(character);
    if (found >= 0) counts[found] = (counts[found] ?? 0) + 1;
    isStart = found >= 0;
  }
  if (!isEmpty && (whole || rows.length === 0)) rows.push(counts);
  return rows;
}
