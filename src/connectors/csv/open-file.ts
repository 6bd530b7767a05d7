import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename, resolve } from 'node:path';
import { ConnectorError } from '../../runs/connector-error.ts';
import { type CsvColumns, type CsvFile, uploadOf } from '../../runs/csv-source.ts';
import { type Column, compileColumns } from './card.ts';
import { findDelimiter } from './delimiter.ts';
import { createEncodingFinder } from './encoding.ts';

import { type CsvForm, type CsvRow, readRows } from './rows.ts';

const headBytes = 64 * 1024;
const chunkBytes = 256 * 1024;

/** Where files are. */
export interface CsvPlaces {
  /** Folder that relative paths count from. */
  readonly baseDir: string;
  /** Reads a file that was uploaded. @throws {ConnectorError} `not-found` */
  readonly openUpload?: (fileName: string, signal: AbortSignal) => AsyncIterable<Uint8Array>;
}

/** A file that was looked through once: its form, and what it was. */
export interface ScannedFile {
  /** Reads its bytes again. */
  readonly open: OpenBytes;
  /** SHA-256 of its bytes. */
  readonly hash: string;
  readonly form: CsvForm;
}

/**
 * Looks through a file to find how it is written.
 * @throws {ConnectorError} `not-found`: no such file; `invalid-answer`: it cannot be read; `cancelled`.
 */
export async function scanFile(file: CsvFile, places: CsvPlaces, signal: AbortSignal): Promise<ScannedFile> {
  const { name, open } = locate(file.file, places);
  const hash = createHash('sha256');
  const finder = createEncodingFinder(file.encoding);
  let head: Buffer = Buffer.alloc(0);
  let size = 0;
  for await (const chunk of hashed(open(signal), hash)) {
    finder.push(chunk);
    if (head.length < headBytes) head = Buffer.concat([head, chunk.subarray(0, headBytes - head.length)]);
    size += chunk.length;
  }
  const encoding = finder.encoding(true);
  const delimiter = file.delimiter ?? findDelimiter(decodeHead(head, encoding), size <= head.length);
  return { open, hash: hash.digest('base64url'), form: { name, encoding, delimiter } };
}

type OpenBytes = (signal: AbortSignal) => AsyncIterable<Uint8Array>;

function locate(file: string, { baseDir, openUpload }: CsvPlaces): { readonly name: string; readonly open: OpenBytes } {
  const upload = uploadOf(file);
  if (upload === null) {
    const path = resolve(baseDir, file);
    return { name: basename(path), open: (signal) => readChunks(path, signal) };
  }
  if (openUpload === undefined) {
    throw new ConnectorError({ code: 'not-found', detail: `${upload}: there are no uploaded files here` });
  }
  return { name: upload, open: (signal) => openUpload(upload, signal) };
}

/** The text of a beginning; a character that is cut at its end is left out. */
export function decodeHead(bytes: Uint8Array, encoding: CsvForm['encoding']): string {
  return new TextDecoder(encoding).decode(bytes, { stream: true });
}

/** What is read of a file: its columns, and the rows behind the header. */
export interface OpenFile {
  readonly width: number;
  readonly columns: readonly Column[];
  /** Where a column is in a row that was named when the file was opened. */
  indexOf(header: string): number;
  /** @throws {ConnectorError} `invalid-answer`: quotes do not match, or the file is another one than was scanned. */
  readonly rows: AsyncIterable<CsvRow>;
}

/**
 * Opens a scanned file at its first row.
 * @param keys Headers of columns that are needed beside those of `columns`.
 * @throws {ConnectorError} `invalid-answer`: no header, or a named column is missing or there twice.
 */
export async function openFile(
  { open, hash, form }: ScannedFile,
  columns: CsvColumns,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<OpenFile> {
  const seen = createHash('sha256');
  const rows = readRows(hashed(open(signal), seen), form);
  const first = await rows.next();
  if (first.done === true) throw invalid(`${form.name}: the file has no header; its first line must name the columns`);
  const headers = first.value.cells.map(headerText);

  function indexOf(header: string): number {
    const name = headerText(header);
    const index = headers.indexOf(name);
    if (index < 0) throw invalid(`${form.name}: there is no column ${header}; correct the name, or the delimiter`);
    if (headers.includes(name, index + 1)) throw invalid(`${form.name}: column ${header} is there twice; rename one`);
    return index;
  }

  async function* untouched(): AsyncGenerator<CsvRow> {
    yield* rows;
    if (seen.digest('base64url') !== hash) {
      throw invalid(`${form.name}: the file changed while it was read; the next run reads it again`);
    }
  }
  try {
    keys.forEach(indexOf);
    return { width: headers.length, columns: compileColumns(columns, indexOf), indexOf, rows: untouched() };
  } catch (error) {
    await rows.return(undefined);
    throw error;
  }
}

/** Headers are compared without outer white space and in one Unicode form. */
export function headerText(header: string): string {
  return header.normalize('NFC').trim();
}

async function* hashed(chunks: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

async function* readChunks(path: string, signal: AbortSignal): AsyncGenerator<Buffer> {
  try {
    const stream: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: chunkBytes, signal });
    yield* stream;
  } catch (error) {
    if (signal.aborted) throw new ConnectorError({ code: 'cancelled', detail: 'reading the file was stopped' });
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const name = basename(path);
    if (code === 'ENOENT') {
      throw new ConnectorError({ code: 'not-found', detail: `${name}: there is no such file; correct its path` });
    }
    throw invalid(`${name}: the file cannot be read (${code}); check that it is a file and its permissions`);
  }
}

export function invalid(detail: string): ConnectorError {
  return new ConnectorError({ code: 'invalid-answer', detail });
}
