import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { CsvSource } from '../../runs/csv-source.ts';
import type { ContactFields } from '../../sync/items.ts';
import { readFolder } from './csv-files.test-fixture.ts';
import { guessCsv } from './guess.ts';

const folder = fileURLToPath(new URL('../../../../shared/data/us-legislators/', import.meta.url));
const isMissing = !existsSync(folder);
if (isMissing) console.warn(`skipped: ${folder} is not here`);

const phones = ['businessPhones', 'otherPhone', 'primaryPhone', 'companyMainPhone', 'callbackPhone', 'carPhone'];

const source: CsvSource = {
  file: 'members.csv',
  id: { column: 'bioguide' },
  columns: {
    displayName: 'displayName',
    givenName: 'givenName',
    middleName: 'middleName',
    surname: 'surname',
    generation: 'generation',
    nickName: 'nickName',
    department: 'extra.state',
    businessPhone: phones,
    businessStreet: 'businessAddress.street',
    homePage: 'businessHomePage',
  },
  join: [
    {
      file: 'offices.csv',
      on: { column: 'bioguide', equals: 'bioguide' },
      columns: {
        address: 'address.street',
        suite: 'address.street',
        building: 'address.street',
        city: 'address.city',
        state: 'address.state',
        zip: 'address.postalCode',
        phone: phones,
        fax: ['businessFax', 'otherFax', 'homeFax'],
      },
    },
  ],
};

const rowSchema = z.record(z.string(), z.string());
const rowsOf = (file: string) =>
  z.array(rowSchema).parse(parse(readFileSync(`${folder}${file}`), { columns: true, bom: true }));

const numbersOf = (fields: ContactFields) => [
  ...(fields.businessPhones ?? []),
  ...[fields.otherPhone, fields.primaryPhone, fields.companyMainPhone, fields.callbackPhone, fields.carPhone],
];

test.skipIf(isMissing)('every person is one record, as the file has it', async () => {
  const { records } = await readFolder(folder, source);
  const members = rowsOf('members.csv');
  expect(records).toHaveLength(537);
  expect(records.map(({ itemId }) => itemId)).toEqual(members.map(({ bioguide }) => bioguide));
  expect(records.map(({ fields }) => fields.displayName)).toEqual(members.map(({ displayName }) => displayName));
  expect(records.filter(({ fields }) => /[áéíóúñü]/i.test(fields.displayName ?? '')).length).toBeGreaterThan(5);
});

test.skipIf(isMissing)('the number of every office is on the card, or it is reported and in the notes', async () => {
  const left = await readFolder(folder, source);
  const noted = await readFolder(folder, { ...source, overflow: 'notes' });
  expect(noted.problems).toEqual(left.problems);
  const full = new Set(left.pages.flatMap(({ problems }) => problems ?? []).map(({ itemId }) => itemId));
  expect(full.size).toBe(left.problems.length);
  const cards = new Map(left.records.map((record) => [record.itemId, record.fields]));
  const notes = new Map(noted.records.map((record) => [record.itemId, record.fields.personalNotes ?? '']));
  const offices = rowsOf('offices.csv');
  expect(offices).toHaveLength(1312);
  let shown = 0;
  for (const { bioguide = '', phone = '', zip = '' } of offices) {
    const fields = cards.get(bioguide) ?? {};
    const isShown = phone === '' || numbersOf(fields).includes(phone);
    if (phone !== '' && isShown) shown += 1;
    expect(isShown || (full.has(bioguide) && notes.get(bioguide)?.includes(phone)), bioguide).toBe(true);
    const zips = [fields.businessAddress, fields.otherAddress, fields.homeAddress].map((place) => place?.postalCode);
    expect(zip === '' || zips.includes(zip) || notes.get(bioguide)?.includes(zip), bioguide).toBe(true);
  }
  expect(shown).toBeGreaterThan(1200);
});

test.skipIf(isMissing)('both files are guessed', async () => {
  const members = await guessCsv(readFileSync(`${folder}members.csv`), true);
  expect(members).toMatchObject({ encoding: 'utf-8', delimiter: ',', id: { id: { column: 'bioguide' } } });
  const offices = await guessCsv(readFileSync(`${folder}offices.csv`), true);
  expect(offices.id).toEqual({ id: { column: 'id' }, why: 'usual-name' });
  expect(offices.columns.map(({ target }) => target)).toEqual([
    'ignore',
    'ignore',
    'address.street',
    'ignore',
    'ignore',
    'address.city',
    'address.state',
    'address.postalCode',
    'businessPhones',
    'businessFax',
  ]);
});
