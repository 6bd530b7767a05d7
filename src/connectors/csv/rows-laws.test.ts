import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { ConnectorError } from '../../runs/connector-error.ts';
import { type CsvEncoding, csvDelimiters, csvEncodings } from '../../runs/csv-source.ts';
import { encode, folderOf, readFolder, windows1252Characters } from './csv-files.test-fixture.ts';
import { findDelimiter } from './delimiter.ts';
import { createEncodingFinder } from './encoding.ts';
import { guessCsv } from './guess.ts';
import { readRows } from './rows.ts';

/** Characters that mean something here come often. */
const special = fc.constantFrom('"', '""', ',', ';', '\t', '|', '\r', '\n', '\r\n', ' ', '\u0000', 'sep=;', 'é', '€');
const cellOf = (character: fc.Arbitrary<string>) =>
  fc.array(fc.oneof(special, character), { maxLength: 6 }).map((parts) => parts.join(''));
const anyCell = cellOf(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }));
const westernCell = cellOf(fc.constantFrom(...windows1252Characters));

const tables = fc.constantFrom(...csvEncodings).chain((encoding) =>
  fc.record({
    encoding: fc.constant<CsvEncoding>(encoding),
    rows: fc.integer({ min: 1, max: 4 }).chain((width) =>
      fc.array(fc.array(encoding === 'windows-1252' ? westernCell : anyCell, { minLength: width, maxLength: width }), {
        maxLength: 6,
      }),
    ),
    delimiter: fc.constantFrom(...csvDelimiters),
    lineEnd: fc.constantFrom('\n', '\r', '\r\n'),
    mark: encoding === 'windows-1252' ? fc.constant(false) : fc.boolean(),
    quoteAll: fc.boolean(),
    endsWithLine: fc.boolean(),
  }),
);

const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

/** Chunks of any size, so that a character or a line end may be cut. */
async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

const linesOf = (text: string) => text.split(/\r\n|\r|\n/).length;

test.prop([tables, fc.integer({ min: 1, max: 50 })])(
  'any table, written in any way, reads back the same, each row with its line',
  async ({ encoding, rows, delimiter, lineEnd, mark, quoteAll, endsWithLine }, chunkSize) => {
    const written = [
      'id',
      ...rows.map((row) =>
        row.map((cell) => (quoteAll || /["\r\n,;\t|]/.test(cell) ? quote(cell) : cell)).join(delimiter),
      ),
    ];
    const bytes = encode(written.join(lineEnd) + (endsWithLine ? lineEnd : ''), encoding, mark);
    const read = await Array.fromAsync(readRows(inChunks(bytes, chunkSize), { name: 'a.csv', encoding, delimiter }));
    const expected = rows
      .map((cells, index) => ({ cells, line: linesOf(written.slice(0, index + 1).join(lineEnd)) + 1 }))
      .filter(({ cells }) => cells.some((cell) => cell !== ''));
    expect(read.slice(1).map(({ cells, line }) => ({ cells, line }))).toEqual(expected);
  },
);

test.prop([tables])(
  'an encoding with a mark or in UTF-8 is found, as is a delimiter that all rows agree on',
  (table) => {
    const { encoding, rows, delimiter, mark } = table;
    const text = ['id', ...rows.map((row) => row.map(quote).join(delimiter))].join('\n');
    const finder = createEncodingFinder();
    finder.push(encode(text, encoding, mark));
    if (mark || (encoding === 'utf-8' && !text.includes('\u0000'))) expect(finder.encoding(true)).toBe(encoding);
    const head = ['a', 'b', 'c'].join(delimiter);
    const same = [head, ...rows.map((row) => [quote(row[0] ?? ''), 'x', 'y'].join(delimiter))].join('\r\n');
    expect(findDelimiter(same, true)).toBe(delimiter);
  },
);

test.prop([fc.integer({ min: 1, max: 60 })])(
  'quotes that hide rows are found wherever chunks end',
  async (chunkSize) => {
    const bytes = Buffer.from('id,a,b\n0,A,B\n1,"A,B\n2,"C",D\n3,E,F\n');
    const rows = readRows(inChunks(bytes, chunkSize), { name: 'a.csv', encoding: 'utf-8', delimiter: ',' });
    await expect(Array.fromAsync(rows)).rejects.toMatchObject({ code: 'invalid-answer' });
  },
);

/** Bytes that look a little like a file. */
const garbage = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
      fc
        .constantFrom('id', 'id,a\n', '"', '""', ',', ';', '\r', '\n', '\ufeff', 'sep=;\n', '1,2')
        .map((text) => Buffer.from(text)),
      fc.constantFrom([0xff, 0xfe], [0xfe, 0xff], [0xef, 0xbb, 0xbf], [0]).map((bytes) => Buffer.from(bytes)),
    ),
    { maxLength: 20 },
  )
  .map((parts) => Buffer.concat(parts));

const garbageFiles = fc
  .tuple(fc.constantFrom('', 'id,a\n', '\ufeffid;a\r\n'), garbage)
  .map(([head, bytes]) => Buffer.concat([Buffer.from(head), bytes]));

test.prop([garbageFiles, garbageFiles], { numRuns: 60 })(
  'any bytes end in records or a refusal',
  async (main, other) => {
    const folder = folderOf({ 'main.csv': main, 'other.csv': other });
    const id = { column: 'id' };
    const columns = { a: ['businessPhones', 'otherPhone'] };
    const join = [{ file: 'other.csv', on: { column: 'id', equals: 'id' }, columns }];
    const outcome = await readFolder(folder, { file: 'main.csv', id, columns, join }).catch((error: unknown) => error);
    if (outcome instanceof ConnectorError) expect(['invalid-answer']).toContain(outcome.code);
    else expect(outcome).toMatchObject({ records: expect.any(Array), problems: expect.any(Array) });
  },
);

test.prop([garbageFiles, fc.boolean()], { numRuns: 60 })(
  'any bytes end in a guess or a refusal',
  async (bytes, whole) => {
    const outcome = await guessCsv(bytes, whole).catch((error: unknown) => error);
    if (outcome instanceof ConnectorError) expect(outcome.code).toBe('invalid-answer');
    else expect(outcome).toMatchObject({ columns: expect.any(Array) });
  },
);
