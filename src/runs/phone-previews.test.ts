import { expect, test } from 'vitest';
import type { Item } from '../sync/items.ts';
import { type OpenedLog, openLog } from './log-cache.ts';
import { phoneCard } from './phone-card.ts';
import { phoneExamples, type SourceNumbers } from './phone-examples.ts';
import { previewOf, roomyCache } from './previews.test-fixture.ts';
import { createRunWorld, person, type RunWorld, testSync } from './run-world.test-fixture.ts';

const key = new Uint8Array(32);
const tenantId = 'tenant-1';

async function company(...numbers: readonly (readonly string[])[]): Promise<RunWorld> {
  const w = createRunWorld(0, 1);
  numbers.forEach((businessPhones, index) => {
    w.world.putPerson(person(index, { fields: { displayName: `Person ${index}`, businessPhones } }));
  });
  await w.run();
  return w;
}

async function cardOf(w: RunWorld, itemId: string, sync = testSync, country = 'DE', language: 'en' | 'de' = 'de') {
  const log = await openLog(
    roomyCache<OpenedLog<Item>>(),
    w.stores.collections,
    tenantId,
    'collection-1',
    async () => {},
  );
  const entry = log.entries.get(itemId);
  if (entry === undefined) throw new Error('no such item');
  return phoneCard(entry, log, sync, { country, language }, key);
}

test('numbers as a phone shows them, and whom it would tell', async () => {
  const w = await company(['089 1234567', '4711'], ['+49 89 1234567'], ['+43 1 5350000']);
  const { fields, numbers } = await cardOf(w, 'person-0');
  expect(fields.businessPhones).toEqual(['+49891234567', '4711']);
  expect(numbers).toEqual([
    {
      field: 'businessPhones',
      value: '+49891234567',
      shown: '089 1234567',
      recognised: true,
      region: 'Deutschland',
      sharedWith: 1,
    },
    { field: 'businessPhones', value: '4711', shown: '4711', recognised: false, region: null, sharedWith: 0 },
  ]);
  const abroad = await cardOf(w, 'person-2', testSync, 'DE', 'en');
  expect(abroad.numbers).toMatchObject([{ shown: '+43 1 5350000', region: 'Austria', sharedWith: 0 }]);
});

test('the card is as the sync writes it', async () => {
  const w = await company(['089 1234567']);
  const placement = { kind: 'default-folder', category: 'Contoso' } as const;
  const write = { ...testSync.write, notesDelimiter: '-- own notes --' };
  expect((await cardOf(w, 'person-0', { ...testSync, placement, write })).fields).toMatchObject({
    categories: ['Contoso'],
  });
  expect((await cardOf(w, 'person-0')).fields.categories).toBeUndefined();
});

const rules = { defaultCountry: 'DE', extensions: [] };

test('examples of each outcome, the frequent first', async () => {
  const w = await company(['089 1234567'], ['089 1234567'], ['+49891234568'], ['4711'], ['nonsense'], ['089 1234569']);
  const { context } = previewOf(w);
  const found = await phoneExamples(context, rules, roomyCache());
  expect(found).toMatchObject({ numbers: 5, international: 3, notNormalized: 2, suggestions: [] });
  expect(found.examples[0]).toEqual({
    raw: '089 1234567',
    becomes: '+49891234567',
    problem: null,
    rule: null,
    times: 2,
  });
  expect(found.examples.map(({ raw, problem }) => [raw, problem])).toContainEqual(['4711', 'extension-without-rule']);
  expect(found.examples.map(({ raw, problem }) => [raw, problem])).toContainEqual(['nonsense', 'unparsable']);
});

test('rules that are not saved apply, and suggestions end when they are taken', async () => {
  const full = ['201', '202', '203', '204', '205'].map((digits) => [`+498912345${digits}`]);
  const w = await company(...full, ['210'], ['211'], ['212']);
  const { context } = previewOf(w);
  const cache = roomyCache<SourceNumbers>();
  const { suggestions } = await phoneExamples(context, rules, cache);
  expect(suggestions).toEqual([{ prefix: '2', length: 3, fullNumber: '+498912345{extension}', covers: 3 }]);
  const taken = await phoneExamples(context, { ...rules, extensions: suggestions }, cache);
  expect(taken).toMatchObject({ numbers: 8, international: 8, suggestions: [] });
  expect(taken.examples).toContainEqual({ raw: '210', becomes: '+498912345210', problem: null, rule: 0, times: 1 });
});
