import { pipeline } from 'node:stream';
import { CsvError, type Info, parse } from 'csv-parse';
import { parse as parseSync } from 'csv-parse/sync';
import { ConnectorError } from '../../runs/connector-error.ts';
import type { CsvDelimiter, CsvEncoding } from '../../runs/csv-source.ts';
import { separatorLine } from './delimiter.ts';
import { createLineIndex } from './line-index.ts';

/** Above this a row is no row: a quote was opened and not closed. */
const maxRowBytes = 1 << 20;

export interface CsvRow {
  /** On which line of the file it begins, from 1. */
  readonly line: number;
  /** Whether it goes on behind a line end, which only quotes make possible. */
  readonly isMultiline: boolean;
  readonly cells: readonly string[];
}

export interface CsvForm {
  /** Without its folder. */
  readonly name: string;
  readonly encoding: CsvEncoding;
  readonly delimiter: CsvDelimiter;
}

/**
 * Splits a file into rows, without those that are empty and without Excel's line `sep=;`.
 *
 * Quotes within a value that has none around it are part of the value.
 * @throws {ConnectorError} `invalid-answer`: quotes that do not match over several lines. Rows may be hidden in them.
 */
export async function* readRows(chunks: AsyncIterable<Uint8Array>, form: CsvForm): AsyncGenerator<CsvRow> {
  const { delimiter } = form;
  const index = createLineIndex();
  const parser = parse({ ...dialect(delimiter), relax_quotes: true, relax_column_count: true, info: true });
  // An error ends the loop below too.
  pipeline(toUtf8(chunks, form.encoding, index.feed), parser, () => {});
  let line = 1;
  let start = 0;
  let isFirst = true;
  try {
    for await (const entry of parser) {
      const { record, info }: { readonly record: readonly string[]; readonly info: Info } = entry;
      const end = index.passTo(info.bytes);
      const isMultiline = end.line - line > (end.isLineStart ? 1 : 0);
      if (isMultiline && record.some((cell) => cell.startsWith('"'))) {
        checkQuotes(index.slice(start, info.bytes), form, line);
      }
      const isSeparator = isFirst && separatorLine(record.join(delimiter)) !== null;
      isFirst = false;
      if (!isSeparator && record.some((cell) => cell !== '')) yield { line, isMultiline, cells: record };
      line = end.line;
      start = info.bytes;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new ConnectorError({
      code: 'invalid-answer',
      detail:
        error.code === 'CSV_MAX_RECORD_SIZE'
          ? `${form.name}, line ${line}: a row of more than ${maxRowBytes} bytes begins here; close its quote`
          : `${form.name}, line ${line}: a quote is opened here and never closed; close it, or complete the file`,
    });
  }
}

function dialect(delimiter: CsvDelimiter) {
  // All line ends, as files are glued together from others; the longest first.
  return { delimiter, record_delimiter: ['\r\n', '\n', '\r'], max_record_size: maxRowBytes };
}

/** The parser reads UTF-8 and tells where in it a row ends. */
async function* toUtf8(
  chunks: AsyncIterable<Uint8Array>,
  encoding: CsvEncoding,
  feed: (bytes: Buffer) => void,
): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) {
    const bytes = Buffer.from(decoder.decode(chunk, { stream: true }));
    feed(bytes);
    if (bytes.length > 0) yield bytes;
  }
  const rest = Buffer.from(decoder.decode());
  feed(rest);
  if (rest.length > 0) yield rest;
}

/** What was read over a misplaced quote, and goes on behind a line end, has swallowed other rows. */
function checkQuotes(raw: Buffer, form: CsvForm, line: number): void {
  try {
    parseSync(raw, { ...dialect(form.delimiter), relax_column_count: true });
  } catch {
    throw brokenQuotes(form.name, line);
  }
}

/** The rows that a misplaced quote hides cannot be known, so nothing of the file can be believed. */
export function brokenQuotes(name: string, line: number): ConnectorError {
  return new ConnectorError({
    code: 'invalid-answer',
    detail: `${name}, line ${line}: quotes do not match in the row that begins here; double those within a value, close those around it`,
  });
}
