import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { CsvEncoding, CsvSource } from '../../runs/csv-source.ts';
import type { SourcePage } from '../../runs/ports.ts';
import type { CsvProblem } from './problem.ts';
import { createCsvSource } from './source.ts';

export type Files = Readonly<Record<string, string | Uint8Array>>;

export interface ReadResult {
  readonly records: SourcePage['records'];
  readonly pages: readonly SourcePage[];
  /** `members.csv:3 phone no-room`; `-` for the whole row. */
  readonly problems: readonly string[];
}

/** Writes files into a folder that goes when the test ends. */
export function folderOf(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'csv-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFiles(folder, files);
  return folder;
}

export function writeFiles(folder: string, files: Files): void {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
}

/** Reads a snapshot of a source in a folder. */
export async function readFolder(baseDir: string, definition: CsvSource): Promise<ReadResult> {
  const problems: CsvProblem[] = [];
  const source = createCsvSource(definition, { baseDir, onProblems: (found) => problems.push(...found) });
  const pages = await Array.fromAsync(source.read(null, new AbortController().signal));
  return {
    records: pages.flatMap((page) => page.records),
    pages,
    problems: problems.map(({ file, line, column, reason }) => `${file}:${line} ${column ?? '-'} ${reason}`),
  };
}

/** Bytes in an encoding. Characters that Windows-1252 lacks are question marks. */
export function encode(text: string, encoding: CsvEncoding, mark = false): Buffer {
  const marked = mark ? `\ufeff${text}` : text;
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(marked);
    case 'utf-16le':
      return Buffer.from(marked, 'utf16le');
    case 'utf-16be':
      return Buffer.from(marked, 'utf16le').swap16();
    case 'windows-1252':
      return Buffer.from(Array.from(text, (character) => windows1252.get(character) ?? 0x3f));
  }
}

/** As the standard has it: https://encoding.spec.whatwg.org/index-windows-1252.txt */
const upperControls = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const windows1252: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 256 }, (_, byte) => [
    byte >= 0x80 && byte < 0xa0 ? upperControls.charAt(byte - 0x80) : String.fromCharCode(byte),
    byte,
  ]),
);

export const windows1252Characters: readonly string[] = [...windows1252.keys()];
