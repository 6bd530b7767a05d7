import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type CsvSource, csvEncodings, csvSourceSchema } from '../../runs/csv-source.ts';
import { encode, type Files, folderOf, readFolder, writeFiles } from './csv-files.test-fixture.ts';
import { createCsvSource } from './source.ts';

const never = new AbortController().signal;

const people: CsvSource = {
  file: 'people.csv',
  id: { column: 'id' },
  columns: { first: 'givenName', last: 'surname', phone: 'businessPhones' },
};

const offices: CsvSource = {
  file: 'people.csv',
  id: { column: 'id' },
  columns: { last: 'surname' },
  join: [
    {
      file: 'offices.csv',
      on: { column: 'person', equals: 'id' },
      columns: {
        phone: ['businessPhones', 'otherPhone'],
        street: 'address.street',
        suite: 'address.street',
        city: 'address.city',
      },
    },
  ],
};

const read = (files: Files, definition: CsvSource = people) => readFolder(folderOf(files), definition);
const readText = (text: string, change: Partial<CsvSource> = {}) =>
  read({ 'people.csv': text }, { ...people, ...change });
const fieldsOf = async (text: string, change: Partial<CsvSource> = {}) =>
  (await readText(text, change)).records.map(({ fields }) => fields);

const plain = 'id,first,last,phone\n1,Zoë,Müller,089 1\n2,Jürgen,“Ł”,089 2\n';
const western = 'id,first,last,phone\n1,Zoë,Müller,089 1\n2,“Jürgen”,O’Hara €,089 2\n';

describe('how a file is written', () => {
  test('V1: a byte order mark is believed, whatever was stated', async () => {
    for (const encoding of ['utf-8', 'utf-16le', 'utf-16be'] as const) {
      for (const stated of csvEncodings) {
        const { records } = await read(
          { 'people.csv': encode(plain, encoding, true) },
          { ...people, encoding: stated },
        );
        expect(records.map(({ fields }) => fields.surname)).toEqual(['Müller', '“Ł”']);
      }
    }
  });

  test('V2: without one the stated encoding is', async () => {
    for (const encoding of csvEncodings) {
      const { records } = await read({ 'people.csv': encode(western, encoding) }, { ...people, encoding });
      expect(records.map(({ fields }) => fields.surname)).toEqual(['Müller', 'O’Hara €']);
    }
  });

  test('V3: zero bytes on one side are UTF-16', async () => {
    for (const encoding of ['utf-16le', 'utf-16be'] as const) {
      const { records } = await read({ 'people.csv': encode(plain, encoding) });
      expect(records.map(({ fields }) => fields.surname)).toEqual(['Müller', '“Ł”']);
    }
  });

  test('V4: what is UTF-8 to the last byte is UTF-8', async () => {
    const { records } = await read({ 'people.csv': encode(plain, 'utf-8') });
    expect(records.map(({ fields }) => fields.surname)).toEqual(['Müller', '“Ł”']);
  });

  test('V5: anything else is Windows-1252, also if the first such byte comes late', async () => {
    const many = Array.from({ length: 40_000 }, (_, index) => `x${index},a,b,c\n`).join('');
    const late = encode(`id,first,last,phone\n${many}1,Zoë,“Müller” €,089 1`, 'windows-1252');
    const { records } = await read({ 'people.csv': late });
    expect(records.at(-1)?.fields).toEqual({ givenName: 'Zoë', surname: '“Müller” €', businessPhones: ['089 1'] });
  });

  test('V6: the line sep=; names the delimiter and is no row', async () => {
    const { records, problems } = await readText(
      'sep=|\r\nid|first|last|phone\r\n|Anna, Eva; Maria||\r\n2|A,B,C|D,E,F|G,H,I\r\n',
    );
    expect(records.map(({ fields }) => fields.surname)).toEqual(['D,E,F']);
    expect(problems).toEqual(['people.csv:3 id id-missing']);
    expect(await fieldsOf('"sep=;"\nid;first;last;phone\n1;;B;\n')).toEqual([{ surname: 'B' }]);
  });

  test('V7: else the delimiter is the one by which most rows have as many columns as the header', async () => {
    for (const delimiter of [',', ';', '\t', '|']) {
      const other = delimiter === ',' ? ';' : ',';
      const rows = [`id#first#last#phone`, `1#"A${delimiter}a"#B${other}b#1${other}2`, `2#A#B${other}${other}b#3`];
      const fields = await fieldsOf(rows.join('\n').replaceAll('#', delimiter));
      expect(fields[0]).toEqual({ givenName: `A${delimiter}a`, surname: `B${other}b`, businessPhones: [`1${other}2`] });
    }
  });

  test('V8: a stated delimiter is the delimiter', async () => {
    const { records } = await readText('a,b,c,id;last\n1,2,3,7;B\n', {
      delimiter: ';',
      id: { column: 'a,b,c,id' },
      columns: { last: 'surname' },
    });
    expect(records.map(({ itemId, fields }) => [itemId, fields])).toEqual([['1,2,3,7', { surname: 'B' }]]);
  });

  test('V9: lines end as they like, and are counted as an editor does', async () => {
    const { records, problems } = await readText('id,first,last,phone\r\n1,,A,\r2,,"B\r\nb\r\rb",\n\n,,X,\r\n3,,C,');
    expect(records.map(({ fields }) => fields.surname)).toEqual(['A', 'B\r\nb\r\rb', 'C']);
    expect(problems).toEqual(['people.csv:8 id id-missing']);
  });

  test('V10: within quotes are delimiters, line ends and doubled quotes', async () => {
    const [fields] = await fieldsOf('id,first,last,phone\n1,"A ""B"" a","C,\nc",""\n');
    expect(fields).toEqual({ givenName: 'A "B" a', surname: 'C,\nc' });
  });

  test('V11: a quote within a value that has none around it is part of it', async () => {
    const { records, problems } = await readText(
      'id,first,last,phone\n1,A 5" a,B "b" c,\n2,"A" a,B,\n3,"""A"" a\nb",B,\n',
    );
    expect(records.map(({ fields }) => fields.givenName)).toEqual(['A 5" a', '"A" a', '"A" a\nb']);
    expect(problems).toEqual([]);
  });

  test('V12: empty lines and rows without any value are no rows', async () => {
    const { records, problems } = await readText('\n\nid,first,last,phone\n\n,,,\n1,,A,\n,,,\n\r\n\n');
    expect(records).toHaveLength(1);
    expect(problems).toEqual([]);
  });
});

describe('rows', () => {
  test('V13: the id is the value of its column, and the record a contact', async () => {
    const { records } = await readText('id,first,last,phone,x\n 0a , Zoë ,,,z\n', {
      columns: { first: 'givenName', x: 'extra.costCentre', phone: 'ignore' },
    });
    expect(records).toEqual([
      {
        itemId: '0a',
        kind: 'contact',
        enabled: true,
        hiddenFromLists: false,
        licensed: false,
        fields: { givenName: 'Zoë' },
        extra: { costCentre: 'z' },
      },
    ]);
  });

  test('V14: an id is made of columns: of nothing else, and showing nothing', async () => {
    const id = { from: ['first', 'last'] };
    const idsOf = async (text: string) => (await readText(text, { id })).records.map(({ itemId }) => itemId);
    const [anna, other, shifted] = await idsOf('first,last,phone\nAnna,Berg,1\nAnna,Burg,1\nAnnaB,erg,1\n');
    expect(new Set([anna, other, shifted]).size).toBe(3);
    expect(anna).toMatch(/^[\w-]{22}$/);
    expect(await idsOf('phone,last,first\n2,Berg, Anna\n')).toEqual([anna]);
    expect((await readText('first,last,phone\n,,1\n', { id })).problems).toEqual(['people.csv:2 - id-missing']);
  });

  test('V15: a row without a usable id is left out and reported', async () => {
    const { records, problems } = await readText(`id,first,last,phone\n ,A,A,1\n${'x'.repeat(256)},B,B,2\n3,C,C,3\n`);
    expect(records.map(({ itemId }) => itemId)).toEqual(['3']);
    expect(problems).toEqual(['people.csv:2 id id-missing', 'people.csv:3 id id-missing']);
  });

  test('V16: of several rows with one id the first one counts', async () => {
    const { records, pages, problems } = await readText('id,first,last,phone\n1,A,,\n2,B,,\n1,C,,\n');
    expect(records.map(({ fields }) => fields.givenName)).toEqual(['A', 'B']);
    expect(problems).toEqual(['people.csv:4 id id-duplicate']);
    expect(pages[0]?.problems).toEqual([
      { itemId: '1', code: 'id-duplicate', detail: 'people.csv, line 4, column id' },
    ]);
  });

  test('V17: a row with too many values stays a person, is read in order, and reported', async () => {
    const { records, problems } = await readText('id,first,last,phone\n1,A,B,2,3\n2,A,B,2,,\n');
    expect(records[0]?.fields).toEqual({ givenName: 'A', surname: 'B', businessPhones: ['2'] });
    expect(records).toHaveLength(2);
    expect(problems).toEqual(['people.csv:2 - too-many-columns']);
  });

  test('V18: a row with too few values stays a person, and is reported', async () => {
    const { records, problems } = await readText('id,first,last,phone\n1,A\n');
    expect(records[0]?.fields).toEqual({ givenName: 'A' });
    expect(problems).toEqual(['people.csv:2 - too-few-columns']);
  });

  test('V19: what cannot be decoded is marked and reported', async () => {
    const { records, problems } = await read(
      { 'people.csv': encode('id,first,last,phone\n1,Zoë,A,\n', 'windows-1252') },
      { ...people, encoding: 'utf-8' },
    );
    expect(records[0]?.fields.givenName).toBe('Zo\ufffd');
    expect(problems).toEqual(['people.csv:2 first not-decodable']);
  });

  test('V20: a value that is too long is left out and reported', async () => {
    const { records, problems } = await readText(
      `id,first,last,phone\n1,A,${'x'.repeat(32_768)},1\n2,A,${'x'.repeat(32_767)},1`,
    );
    expect(records.map(({ fields }) => fields.surname?.length)).toEqual([undefined, 32_767]);
    expect(problems).toEqual(['people.csv:2 last value-too-long']);
  });
});

describe('files that are refused', () => {
  const refusal = (text: string, change: Partial<CsvSource> = {}) => expect(readText(text, change)).rejects;

  test('V21: quotes that do not match over several lines', async () => {
    const head = 'id,first,last,phone\n0,A,A,0\n';
    const code = 'invalid-answer';
    await refusal(`${head}1,"A,B,1\n2,C,D,2\n`).toMatchObject({ code, message: expect.stringContaining('line 3') });
    await refusal(`${head}1,"A,B,1\n2,"C",D,2\n`).toMatchObject({ code, message: expect.stringContaining('line 3') });
    await refusal(`${head}1,"A,B,1\n2,"C,D,2\n3,"E,F,3\n`).toMatchObject({ code });
    await refusal(`${head}1,A,"B,1\n2,C,D,2\n3,E",F,3\n`).toMatchObject({
      code,
      message: expect.stringContaining('line 3'),
    });
    await refusal(`${head}1,"${'x,y\n'.repeat(300_000)}`).toMatchObject({
      code,
      message: expect.stringContaining('line 3'),
    });
  });

  test('V22: no file, no header, or not the columns that are named', async () => {
    await expect(read({})).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('people.csv') });
    await expect(readFolder(folderOf({}), { ...people, file: '.' })).rejects.toMatchObject({ code: 'invalid-answer' });
    const lacks = (column: string) => ({ code: 'invalid-answer', message: expect.stringContaining(column) });
    await refusal('').toMatchObject(lacks('header'));
    await refusal('\r\n\r\n').toMatchObject(lacks('header'));
    await refusal('id,first,last\n1,A,B\n').toMatchObject(lacks('column phone'));
    await refusal('no,first,last,phone\n1,A,B,1\n').toMatchObject(lacks('column id'));
    await refusal('id,first,last,phone,phone\n1,A,B,1,2\n').toMatchObject(lacks('column phone'));
    await refusal('first,last,phone\nA,B,1\n', { id: { from: ['first', 'mail'] } }).toMatchObject(lacks('column mail'));
    await expect(
      read({ 'people.csv': 'id,last\n1,A\n', 'offices.csv': 'phone,street,suite,city\n' }, offices),
    ).rejects.toMatchObject(lacks('offices.csv: there is no column person'));
  });

  test('V23: a file that changes while it is read', async () => {
    const text = `id,first,last,phone\n${Array.from({ length: 60_000 }, (_, id) => `${id},Anna,Berg,0891234567\n`).join('')}`;
    const baseDir = folderOf({ 'people.csv': text });
    const cursors: (string | null)[] = [];
    const whole = async () => {
      for await (const page of createCsvSource(people, { baseDir }).read(null, never)) {
        if (cursors.length === 0) appendFileSync(join(baseDir, 'people.csv'), '60000,Anna,Berg,1\n');
        cursors.push(page.cursor);
      }
    };
    await expect(whole()).rejects.toMatchObject({
      code: 'invalid-answer',
      message: expect.stringContaining('changed'),
    });
    expect(cursors.every((cursor) => cursor === null)).toBe(true);
  });
});

describe('values', () => {
  test('V24: a field with one value keeps the first, a list takes what it has room for, equal ones count once', async () => {
    const columns = { a: 'surname', b: 'surname', c: 'businessPhones', d: 'businessPhones', e: 'businessPhones' };
    const { records, problems } = await readText('id,a,b,c,d,e\n1,A,A,1,1,2\n2,A,B,1,2,3\n3,,B,,,3\n', { columns });
    expect(records.map(({ fields }) => fields)).toEqual([
      { surname: 'A', businessPhones: ['1', '2'] },
      { surname: 'A', businessPhones: ['1', '2'] },
      { surname: 'B', businessPhones: ['3'] },
    ]);
    expect(problems).toEqual(['people.csv:3 b no-room']);
  });

  test('V25: of several fields the first that has room gets the value', async () => {
    const any = ['businessPhones', 'otherPhone', 'homePhones'];
    const [fields] = await fieldsOf('id,a,b,c,d,e\n1,1,2,3,2,4\n', {
      columns: { a: any, b: any, c: any, d: any, e: any },
    });
    expect(fields).toEqual({ businessPhones: ['1', '2'], otherPhone: '3', homePhones: ['4'] });
  });

  test('V26: what has no room is reported once per person, and goes to the notes if so defined', async () => {
    const columns = { a: 'mobilePhone', b: 'mobilePhone', c: 'mobilePhone', n: 'personalNotes' };
    const text = 'id,a,b,c,n\n1,1,2,3,N\n2,1,,3,\n';
    const left = await readText(text, { columns });
    expect(left.records.map(({ fields }) => fields.personalNotes)).toEqual(['N', undefined]);
    expect(left.problems).toEqual(['people.csv:2 b no-room', 'people.csv:3 c no-room']);
    const noted = await readText(text, { columns, overflow: 'notes' });
    expect(noted.records.map(({ fields }) => fields.personalNotes)).toEqual(['N\nb: 2; c: 3', 'c: 3']);
    expect(noted.problems).toEqual(left.problems);
  });

  test('V27: an address goes as a whole to its place, or to the first free one', async () => {
    const columns = {
      s: 'address.street',
      c: 'address.city',
      bs: 'businessAddress.street',
      bc: 'businessAddress.city',
    };
    const [both, one] = await fieldsOf('id,s,c,bs,bc\n1,Any 1,,,Rome\n2,,Oslo,,\n', { columns });
    expect(both).toEqual({ businessAddress: { city: 'Rome' }, otherAddress: { street: 'Any 1' } });
    expect(one).toEqual({ businessAddress: { city: 'Oslo' } });
  });

  test('V28: columns of one part are joined: streets by line ends, others by a space', async () => {
    const columns = { a: 'homeAddress.street', b: 'homeAddress.street', c: 'homeAddress.city', d: 'homeAddress.city' };
    const [fields] = await fieldsOf('id,a,b,c,d\n1,1 Road,Floor 2,New,York\n', { columns });
    expect(fields).toEqual({ homeAddress: { street: '1 Road\nFloor 2', city: 'New York' } });
  });

  test('V29: a cell of a list may hold several entries', async () => {
    const [fields] = await fieldsOf('id,a,b,c\n1,1 ::: 2,Red; Green;,a@x ::: A@x ::: b@x\n', {
      columns: { a: 'businessPhones', b: 'categories', c: 'emailAddresses' },
    });
    expect(fields).toEqual({
      businessPhones: ['1', '2'],
      categories: ['Red', 'Green'],
      emailAddresses: [{ address: 'a@x' }, { address: 'b@x' }],
    });
  });
});

describe('joined files', () => {
  const main = 'id,last\n1,A\n2,B\n';
  const head = 'person,phone,street,suite,city\n';

  test('V30: rows of a person are added in the order of their file, each address as a whole', async () => {
    const rows = '1,11,S1,F1,C1\n2,21,,,C9\n1,12,S2,,C2\n1,13,,,C3\n1,11,S1,F1,C1\n1,14,S4,,\n1,15,S5,,C5\n';
    const { records, problems } = await read({ 'people.csv': main, 'offices.csv': head + rows }, offices);
    expect(records.map(({ fields }) => fields)).toEqual([
      {
        surname: 'A',
        businessPhones: ['11', '12'],
        otherPhone: '13',
        businessAddress: { street: 'S1\nF1', city: 'C1' },
        otherAddress: { street: 'S2', city: 'C2' },
        homeAddress: { city: 'C3' },
      },
      { surname: 'B', businessPhones: ['21'], businessAddress: { city: 'C9' } },
    ]);
    expect(problems).toEqual(['offices.csv:7 phone no-room']);
    const noted = await read({ 'people.csv': main, 'offices.csv': head + rows }, { ...offices, overflow: 'notes' });
    expect(noted.records[0]?.fields.personalNotes).toBe('phone: 14; street: S4\nphone: 15; street: S5; city: C5');
  });

  test('V31: a row that belongs to nobody is reported, in the order of the file', async () => {
    const rows = '9,1,,,\n1,2,,,\n,3,,,\n9,4,,,\n';
    const { records, pages, problems } = await read({ 'people.csv': main, 'offices.csv': head + rows }, offices);
    expect(records.map(({ fields }) => fields.businessPhones)).toEqual([['2'], undefined]);
    const stray = (line: number) => `offices.csv:${line} person join-without-person`;
    expect(problems).toEqual([stray(2), stray(4), stray(5)]);
    expect(pages.at(-1)?.problems?.[0]).toEqual({
      itemId: null,
      code: 'join-without-person',
      detail: 'offices.csv, line 2, column person',
    });
  });

  test('bad rows of a joined file are reported with their file', async () => {
    const files = { 'people.csv': main, 'offices.csv': `${head}1,1\n` };
    const { problems } = await read(files, offices);
    expect(problems).toEqual(['offices.csv:2 - too-few-columns']);
  });
});

describe('cursor', () => {
  const files = { 'people.csv': 'id,last\n1,A\n', 'offices.csv': 'person,phone,street,suite,city\n1,1,,,\n' };
  const cursorOf = async (folder: string, definition: CsvSource) =>
    (await readFolder(folder, definition)).pages.at(-1)?.cursor ?? '';
  const from = (baseDir: string, definition: CsvSource, cursor: string) =>
    Array.fromAsync(createCsvSource(definition, { baseDir }).read(cursor, never));

  test('V32: equal files and an equal definition have no changes', async () => {
    const folder = folderOf(files);
    const cursor = await cursorOf(folder, offices);
    expect(cursor).toMatch(/^[\w-]{43}$/);
    writeFiles(folder, files);
    expect(await from(folder, offices, cursor)).toEqual([{ records: [], removed: [], cursor }]);
  });

  test('V33: any other byte or definition asks for a snapshot', async () => {
    const folder = folderOf(files);
    const cursor = await cursorOf(folder, offices);
    const expired = { code: 'cursor-expired' };
    await expect(from(folder, { ...offices, overflow: 'notes' }, cursor)).rejects.toMatchObject(expired);
    writeFiles(folder, { 'offices.csv': `${files['offices.csv']}\n` });
    await expect(from(folder, offices, cursor)).rejects.toMatchObject(expired);
  });

  test('pages have 500 records, and the last one alone the cursor', async () => {
    const rows = Array.from({ length: 1000 }, (_, id) => `${id},A,B,1\n`).join('');
    const { pages } = await readText(`id,first,last,phone\n${rows}`);
    expect(pages.map(({ records, cursor }) => [records.length, cursor !== null])).toEqual([
      [500, false],
      [500, false],
      [0, true],
    ]);
  });

  test('a stopped read is cancelled', async () => {
    const folder = folderOf(files);
    const read = Array.fromAsync(createCsvSource(offices, { baseDir: folder }).read(null, AbortSignal.abort()));
    await expect(read).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('definition', () => {
  test('what people write is parsed as it is', () => {
    expect(csvSourceSchema.parse(offices)).toEqual(offices);
    expect(
      csvSourceSchema.parse({ ...people, id: { from: ['first'] }, overflow: 'notes', delimiter: '\t' }),
    ).toBeTruthy();
  });

  test.for([
    [{ columns: { a: 'phone' } }, 'businessPhones'],
    [{ columns: { a: 'businessAddress' } }, 'businessAddress.city'],
    [{ columns: { a: ['surname', 'address.city'] } }, 'first free address'],
    [{ columns: { a: ['ignore'] } }, 'ignore'],
    [{ columns: { a: [] } }, ''],
    [{ columns: { a: 'extra.__proto__' } }, 'extra.'],
    [{ id: {} }, 'column'],
    [{ id: { from: [] } }, 'column'],
    [{ delimiter: '#' }, 'semicolon'],
    [{ encoding: 'latin1' }, 'windows-1252'],
    [{ sheet: 1 }, 'sheet'],
  ] as const)('%j is refused', ([change, words]) => {
    const parsed = csvSourceSchema.safeParse({ ...people, ...change });
    expect(JSON.stringify(parsed.error?.issues)).toContain(words);
    expect(parsed.success).toBe(false);
  });
});
