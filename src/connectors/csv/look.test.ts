import { expect, test } from 'vitest';
import { lookAtCsv } from './look.ts';

const never = new AbortController().signal;
const look = (text: string, encoding: BufferEncoding = 'utf8') =>
  lookAtCsv(Buffer.from(text, encoding), 'm.csv', never);

test('how a file is written, its columns, first rows and how many there are', async () => {
  const rows = Array.from({ length: 8 }, (_, index) => `${index};Person ${index};089 123${index}`).join('\r\n');
  expect(await look(`Nummer;Name;Telefon\r\n${rows}\r\n\r\n`)).toEqual({
    encoding: 'utf-8',
    delimiter: ';',
    columns: ['Nummer', 'Name', 'Telefon'],
    rows: 8,
    sample: [0, 1, 2, 3, 4].map((index) => [String(index), `Person ${index}`, `089 123${index}`]),
    guess: {
      id: { column: 'Nummer' },
      columns: { Nummer: 'ignore', Name: 'displayName', Telefon: 'businessPhones' },
    },
    problems: [],
  });
  expect(await look('Name,Ort\nJürgen,Köln\n', 'latin1')).toMatchObject({
    encoding: 'windows-1252',
    sample: [['Jürgen', 'Köln']],
  });
});

test('rows that are wrong are told by line and column, never by value', async () => {
  const { problems, rows } = await look('id,Name\n1,Anna,secret\n2\n,Bea\n');
  expect(rows).toBe(3);
  expect(problems.map(({ line, reason }) => [line, reason])).toContainEqual([2, 'too-many-columns']);
  expect(JSON.stringify(problems)).not.toContain('secret');
});

test('a column that is there twice, or has no name, is no fault of the file', async () => {
  expect(await look('id,Name,Name,\n1,Anna,Berg,x\n')).toMatchObject({ columns: ['id', 'Name', 'Name', ''], rows: 1 });
});

test.each([
  ['empty', ''],
  ['nothing but ends of lines', '\n\n'],
  ['quotes that do not match', 'id,Name\n1,"Anna\n2,"Bea\n3,C"leo\n'],
])('%s is refused', async (_name, text) => {
  await expect(look(text)).rejects.toMatchObject({ code: 'invalid-answer' });
});
