import { ignored, type SourceValues } from './source-values.ts';

type Target = string | readonly string[];

/** Where the columns of a file go: as was said of them before, else as they look, else nowhere. */
export function columnsFor(
  headers: readonly string[],
  before: SourceValues['columns'],
  guessed: Readonly<Record<string, Target>>,
): SourceValues['columns'] {
  const named = headers.filter((header, index) => header !== '' && headers.indexOf(header) === index);
  return named.map((column) => {
    const known = before.find((one) => one.column === column)?.target;
    const guess = Object.hasOwn(guessed, column) ? guessed[column] : undefined;
    return { column, target: known ?? (typeof guess === 'string' ? guess : (guess?.join(', ') ?? ignored)) };
  });
}

/** Which columns tell people apart: as before if they are there, else as the file looks, else the first. */
export function idFor(
  headers: readonly string[],
  before: readonly string[],
  guessed: readonly string[],
): readonly string[] {
  const isThere = (columns: readonly string[]) => columns.length > 0 && columns.every((one) => headers.includes(one));
  return [before, guessed].find(isThere) ?? headers.filter((header) => header !== '').slice(0, 1);
}

/** The name under which a file is kept: letters, digits, spaces, points and hyphens. */
export function fileNameOf(name: string): string {
  const stem = name
    .replace(/\.csv$/i, '')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\w .-]+/g, '-')
    .replace(/^[^\w]+/, '')
    .slice(0, 90);
  return `${stem === '' ? 'file' : stem}.csv`;
}
