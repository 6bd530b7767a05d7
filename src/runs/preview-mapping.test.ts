import { expect, test } from 'vitest';
import { defaultMapping } from '../sync/mapping.ts';
import { describeItem } from './describe-item.ts';
import { previewMapping } from './preview-mapping.ts';
import { never, previewOf } from './previews.test-fixture.ts';
import { createRunWorld, person, type RunWorld } from './run-world.test-fixture.ts';

async function company(): Promise<RunWorld> {
  const w = createRunWorld(0, 1);
  w.world.putPerson(
    person(1, {
      fields: { displayName: 'Ada', companyName: 'Contoso', businessPhones: ['089 1234567', '4711'] },
      extra: { costCentre: '815' },
    }),
  );
  w.world.putPerson(person(2, { enabled: false }));
  await w.run();
  return w;
}

const mapping = {
  ...defaultMapping('DE'),
  fields: { department: { kind: 'template', template: 'CC {costCentre}' }, companyName: { kind: 'omit' } },
} as const;

test('one person before and after a mapping that is not saved', async () => {
  const { context, keysOf } = previewOf(await company());
  expect(await previewMapping(context, 'person-1', mapping, keysOf, never)).toEqual({
    source: { displayName: 'Ada', companyName: 'Contoso', businessPhones: ['089 1234567', '4711'] },
    extra: { costCentre: '815' },
    before: { displayName: 'Ada', companyName: 'Contoso', businessPhones: ['+49891234567', '4711'] },
    after: { displayName: 'Ada', department: 'CC 815', businessPhones: ['+49891234567', '4711'] },
    changed: ['companyName', 'department'],
    problems: [{ field: 'businessPhones', code: 'phone-extension-unknown', detail: 'extension-without-rule' }],
  });
});

test('the same mapping changes nothing', async () => {
  const { context, keysOf } = previewOf(await company());
  const found = await previewMapping(context, 'person-1', { ...context.collection.mapping }, keysOf, never);
  expect(found?.changed).toEqual([]);
});

test.each(['person-2', 'nobody'])('%s is not on the list', async (itemId) => {
  const { context, keysOf } = previewOf(await company());
  expect(await previewMapping(context, itemId, mapping, keysOf, never)).toBeNull();
});

test('where values come from, with what each source says', async () => {
  const w = await company();
  w.world.putOrgContact(
    person(7, {
      kind: 'contact',
      fields: { displayName: 'A. L.', mobilePhone: '0171 1234567', businessPhones: ['+49891234567'] },
    }),
  );
  w.sources = [...w.sources, { sourceId: 'partners', connectionId: 'connection-1', kind: 'organizational-contacts' }];
  w.collection = { ...w.collection, sourceIds: ['gal', 'partners'], mapping };
  await w.run();
  const { context, keysOf } = previewOf(w);
  const item = (await w.stores.collections.entries('tenant-1', 'collection-1', ['person-1'])).get('person-1')?.item;
  if (item === undefined || item === null) throw new Error('no item');
  const found = await describeItem(context, item, keysOf, never);
  expect(found.members).toEqual([
    { sourceId: 'gal', recordId: 'person-1' },
    { sourceId: 'partners', recordId: 'person-7' },
  ]);
  const of = (field: string) => found.provenance.find((one) => one.field === field);
  expect(of('mobilePhone')).toEqual({
    field: 'mobilePhone',
    rule: 'taken',
    value: '+491711234567',
    inputs: [{ name: 'mobilePhone', origins: [{ sourceId: 'partners', recordId: 'person-7', value: '0171 1234567' }] }],
  });
  expect(of('department')).toMatchObject({
    rule: 'template',
    inputs: [{ name: 'costCentre', origins: [{ sourceId: 'gal', value: '815' }] }],
  });
  expect(of('businessPhones')?.inputs).toEqual([
    { name: 'businessPhones', origins: [{ sourceId: 'gal', recordId: 'person-1', value: '089 1234567, 4711' }] },
  ]);
  expect(await describeItem(context, { ...item, itemId: 'gone' }, keysOf, never)).toEqual({
    members: [],
    provenance: [],
  });
});
