import { Readable } from 'node:stream';
import type { CsvSource } from '../../runs/csv-source.ts';
import { guessCsv } from './guess.ts';
import { invalid } from './open-file.ts';
import type { CsvProblem } from './problem.ts';
import { readRows } from './rows.ts';
import { createCsvSource } from './source.ts';

/** What is in a CSV file, for a person who decides how it is read. */
export interface CsvFileLook {
  readonly encoding: string;
  readonly delimiter: string;
  readonly columns: readonly string[];
  /** Without the header. */
  readonly rows: number;
  /** The first ones. */
  readonly sample: readonly (readonly string[])[];
  /** How the file would be read. */
  readonly guess: Pick<CsvSource, 'id' | 'columns'>;
  /** What is wrong with rows, if the file is read as is guessed; the first ones. */
  readonly problems: readonly CsvProblem[];
}

const guessedBytes = 1 << 20;
const rowsShown = 5;
const problemsShown = 100;

/**
 * Looks through a whole CSV file.
 * @param name Without a folder.
 * @throws {ConnectorError} `invalid-answer`: it has no header, or quotes do not match; `cancelled`.
 */
export async function lookAtCsv(bytes: Uint8Array, name: string, signal: AbortSignal): Promise<CsvFileLook> {
  const guess = await guessCsv(bytes.subarray(0, guessedBytes), bytes.length <= guessedBytes);
  const { encoding, delimiter } = guess;
  const columns = guess.columns.map(({ header }) => header);
  if (columns.every((header) => header === '')) {
    throw invalid(`${name}: the file has no header; its first line must name the columns`);
  }
  const sample: (readonly string[])[] = [];
  let rows = -1;
  for await (const { cells } of readRows(Readable.from([bytes]), { name, encoding, delimiter })) {
    rows += 1;
    if (rows > 0 && sample.length < rowsShown) sample.push(cells);
  }
  const definition: CsvSource = {
    file: `upload:${name}`,
    encoding,
    delimiter,
    id: guess.id?.id ?? { from: columns.filter((header) => header !== '').slice(0, 1) },
    columns: Object.fromEntries(
      guess.columns.flatMap(({ header, target }) => (isOnce(header, columns) ? [[header, target] as const] : [])),
    ),
  };
  const problems = await problemsOf(definition, bytes, signal);
  return {
    encoding,
    delimiter,
    columns,
    rows,
    sample,
    guess: { id: definition.id, columns: definition.columns },
    problems,
  };
}

async function problemsOf(
  definition: CsvSource,
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<readonly CsvProblem[]> {
  const problems: CsvProblem[] = [];
  const source = createCsvSource(definition, {
    baseDir: '',
    openUpload: async function* () {
      yield bytes;
    },
    onProblems: (found) => problems.push(...found),
  });
  for await (const _ of source.read(null, signal)) if (problems.length >= problemsShown) break;
  return problems.slice(0, problemsShown);
}

function isOnce(header: string, columns: readonly string[]): boolean {
  return header !== '' && columns.indexOf(header) === columns.lastIndexOf(header);
}
