import { Readable } from 'node:stream';
import type { CsvDelimiter, CsvEncoding, CsvId, CsvTarget } from '../../runs/csv-source.ts';
import { findDelimiter } from './delimiter.ts';
import { createEncodingFinder } from './encoding.ts';
import { idRank, usualTarget } from './header-names.ts';
import { decodeHead, headerText } from './open-file.ts';
import { readRows } from './rows.ts';

const samplesShown = 3;

/** What a file seems to be: shown to a person before it becomes a definition. */
export interface CsvGuess {
  readonly encoding: CsvEncoding;
  readonly delimiter: CsvDelimiter;
  /** In the order of the file; none: the file is empty. */
  readonly columns: readonly GuessedColumn[];
  readonly id: GuessedId | null;
}

export interface GuessedColumn {
  readonly header: string;
  /** `ignore`: the header says nothing known. */
  readonly target: CsvTarget;
  /** The first values that are there, at most 3. Content: for the person who looks only, never for a log. */
  readonly samples: readonly string[];
}

export interface GuessedId {
  readonly id: CsvId;
  /**
   * `usual-name`: the header is that of an id, and every row has another value. `unique-values`: no contact field, and
   * every row has another value. `made`: no such column, so an id is made of the columns that tell people apart.
   */
  readonly why: 'usual-name' | 'unique-values' | 'made';
}

/**
 * Guesses how to read a file from its beginning: encoding, delimiter, what each column is for, and which one is the id.
 * @param bytes The file or its first part; a megabyte is plenty. What is cut at the end is not looked at.
 * @throws {ConnectorError} `invalid-answer`: the quotes do not match.
 */
export async function guessCsv(bytes: Uint8Array, whole: boolean): Promise<CsvGuess> {
  const finder = createEncodingFinder();
  finder.push(bytes);
  const encoding = finder.encoding(whole);
  const delimiter = findDelimiter(decodeHead(bytes, encoding), whole);
  const rows = await readHead(bytes, whole, encoding, delimiter);
  const [header = [], ...people] = rows;
  const columns = header.map((text, index) => ({
    header: headerText(text),
    target: usualTarget(text) ?? 'ignore',
    values: people.map((cells) => cells[index]?.trim() ?? ''),
  }));
  return {
    encoding,
    delimiter,
    columns: columns.map(({ header, target, values }) => ({
      header,
      target,
      samples: values.filter((value) => value !== '').slice(0, samplesShown),
    })),
    id: guessId(columns.filter(({ header }) => header !== '')),
  };
}

async function readHead(
  bytes: Uint8Array,
  whole: boolean,
  encoding: CsvEncoding,
  delimiter: CsvDelimiter,
): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = [];
  try {
    for await (const { cells } of readRows(Readable.from([bytes]), { name: 'file', encoding, delimiter })) {
      rows.push(cells);
    }
  } catch (error) {
    // The cut may be within quotes.
    if (whole || rows.length === 0) throw error;
    return rows;
  }
  return whole || rows.length <= 1 ? rows : rows.slice(0, -1);
}

interface ColumnValues {
  readonly header: string;
  readonly target: CsvTarget;
  readonly values: readonly string[];
}

/** Ids are never e-mail addresses: they are seen in logs, and change with a name. */
function guessId(columns: readonly ColumnValues[]): GuessedId | null {
  const unique = columns.filter(
    ({ values }) =>
      values.length > 0 && new Set(values).size === values.length && !values.some((v) => v === '' || v.includes('@')),
  );
  const [named] = unique
    .flatMap(({ header }) => {
      const rank = idRank(header);
      return rank === null ? [] : [{ header, rank }];
    })
    .sort((a, b) => a.rank - b.rank);
  if (named !== undefined) return { id: { column: named.header }, why: 'usual-name' };
  // Among few rows anything is unique; an id has no spaces.
  const plain = unique.find(
    ({ target, values }) => target === 'ignore' && values.length >= samplesShown && !values.some((v) => /\s/.test(v)),
  );
  if (plain !== undefined) return { id: { column: plain.header }, why: 'unique-values' };
  const headersOf = (...targets: readonly string[]) =>
    columns.flatMap(({ header, target }) => (typeof target === 'string' && targets.includes(target) ? [header] : []));
  const emails = headersOf('emailAddresses').slice(0, 1);
  const nameColumns = headersOf('displayName', 'givenName', 'surname', 'companyName');
  const from = emails.length > 0 ? emails : nameColumns;
  return from.length > 0 ? { id: { from }, why: 'made' } : null;
}
