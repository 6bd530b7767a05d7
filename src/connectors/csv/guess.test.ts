import { expect, test } from 'vitest';
import { csvSourceSchema } from '../../runs/csv-source.ts';
import { encode } from './csv-files.test-fixture.ts';
import { guessCsv } from './guess.ts';
import { headerTargets } from './header-names.ts';

const targetsOf = async (header: string) =>
  (await guessCsv(Buffer.from(`${header}\n`), true)).columns.map(({ target }) => target);

test('a file is described as it seems to be', async () => {
  const text = 'Personalnummer;Vorname;NACHNAME;Straße;Büro;Farbe\r\n7;Zoë;Müller;;A 1;rot\r\n8;;Meier;"Weg; 1";;\r\n';
  expect(await guessCsv(encode(text, 'windows-1252'), true)).toEqual({
    encoding: 'windows-1252',
    delimiter: ';',
    columns: [
      { header: 'Personalnummer', target: 'ignore', samples: ['7', '8'] },
      { header: 'Vorname', target: 'givenName', samples: ['Zoë'] },
      { header: 'NACHNAME', target: 'surname', samples: ['Müller', 'Meier'] },
      { header: 'Straße', target: 'address.street', samples: ['Weg; 1'] },
      { header: 'Büro', target: 'officeLocation', samples: ['A 1'] },
      { header: 'Farbe', target: 'ignore', samples: ['rot'] },
    ],
    id: { id: { column: 'Personalnummer' }, why: 'usual-name' },
  });
});

test('headers of Outlook, English and German, and of Google', async () => {
  expect(
    await targetsOf(
      "First Name,Last Name,Company,Business Street,Business Country/Region,Assistant's Phone,Business Phone 2,E-mail 2 Address,TTY/TDD Phone,Web Page",
    ),
  ).toEqual([
    'givenName',
    'surname',
    'companyName',
    'businessAddress.street',
    'businessAddress.country',
    'assistantPhone',
    'businessPhones',
    'emailAddresses',
    'ttyTddPhone',
    'businessHomePage',
  ]);
  expect(
    await targetsOf(
      'Vorname,Firma,Straße geschäftlich,Ort privat,Telefon (privat 2),E-Mail-Adresse,Name des/der Vorgesetzten,Mobiltelefon,STRASSE GESCHAEFTLICH',
    ),
  ).toEqual([
    'givenName',
    'companyName',
    'businessAddress.street',
    'homeAddress.city',
    'homePhones',
    'emailAddresses',
    'manager',
    'mobilePhone',
    'businessAddress.street',
  ]);
  expect(
    await targetsOf('Organization Title,E-mail 1 - Value,Phone 1 - Value,Phone 1 - Label,Address 1 - Region'),
  ).toEqual([
    'jobTitle',
    'emailAddresses',
    expect.arrayContaining(['businessPhones', 'mobilePhone']),
    'ignore',
    'address.state',
  ]);
});

test('names of fields are understood as such', async () => {
  expect(await targetsOf('givenName,businessPhones,emailAddresses,jobTitle,nickName,companyMainPhone')).toEqual([
    'givenName',
    'businessPhones',
    'emailAddresses',
    'jobTitle',
    'nickName',
    'companyMainPhone',
  ]);
});

test('every guessed target can be written into a definition', () => {
  for (const target of headerTargets()) {
    const definition = { file: 'a.csv', id: { column: 'id' }, columns: { a: target } };
    expect(csvSourceSchema.safeParse(definition).success, String(target)).toBe(true);
  }
});

test('an id is a column with one value per row, and never an e-mail address', async () => {
  const idOf = async (...lines: readonly string[]) => (await guessCsv(Buffer.from(lines.join('\n')), true)).id;
  expect(await idOf('Nr.,id,Name', '1,x,A', '1,y,B')).toEqual({ id: { column: 'id' }, why: 'usual-name' });
  expect(await idOf('code,Name', 'a1,A', 'b2,B', 'c3,C')).toEqual({ id: { column: 'code' }, why: 'unique-values' });
  expect(await idOf('id,E-Mail,Name', 'a@x,a@x,A', 'b@x,b@x,B', 'c@x,c@x,C')).toEqual({
    id: { from: ['E-Mail'] },
    why: 'made',
  });
  expect(await idOf('id,First name,Last name', '1,A,B', '1,C,D')).toEqual({
    id: { from: ['First name', 'Last name'] },
    why: 'made',
  });
  expect(await idOf('x', 'a', 'a')).toBeNull();
});

test('a beginning is enough, wherever it is cut', async () => {
  const bytes = encode(`\ufeffid;Ort\n${'1;"Köln;\nEhrenfeld"\n2;Łódź\n'.repeat(3)}`, 'utf-8');
  for (let length = 12; length < bytes.length; length += 1) {
    const guess = await guessCsv(bytes.subarray(0, length), false);
    expect([guess.encoding, guess.delimiter, guess.columns.map(({ header }) => header)]).toEqual([
      'utf-8',
      ';',
      ['id', 'Ort'],
    ]);
    expect(guess.columns[1]?.samples.every((sample) => ['Köln;\nEhrenfeld', 'Łódź'].includes(sample))).toBe(true);
  }
});
