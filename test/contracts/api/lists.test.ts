import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Api } from '../../../src/api/contract/contract.ts';
import { collectionId, type ListWorld, openListWorld } from './list-world.ts';

let w: ListWorld;

beforeAll(async () => {
  w = await openListWorld();
}, 60_000);

afterAll(() => w.close());

const firstItem = async () => (await w.call('listItems', { params: { collectionId } })).json.items[0]?.itemId ?? '';

describe('collections', () => {
  test('counts of rules that are not saved, and who they mean', async () => {
    const { collection } = await w.saved();
    const all = await w.call('previewCollection', { body: { collection } });
    expect(all.json.items).toBe((await w.call('listCollections')).json.items[0]?.items);
    expect(all.json.unread).toEqual([]);
    const name = all.json.sample[0]?.displayName ?? '';
    const found = await w.call('previewCollection', { body: { collection, search: name } });
    expect(found.json.sample.map(({ displayName }) => displayName)).toContain(name);
    const where = { kind: 'not', of: { kind: 'entry', is: ['account'] } } as const;
    const fewer = { ...collection, filter: [{ action: 'include', where }] } as const;
    const { json } = await w.call('previewCollection', { body: { collection: fewer } });
    expect(json.items).toBe(json.steps[0]?.listedAfter);
    expect(json.items).toBeLessThan(all.json.items);
  });

  test('a filter by group asks the directory; a group that is not there is said', async () => {
    const { collection } = await w.saved();
    const [group] = (await w.call('findGroups', { query: { search: 'a' } })).json.items;
    const filterBy = (groupId: string) =>
      ({ ...collection, filter: [{ action: 'include', where: { kind: 'group', groupId } }] }) as const;
    const known = await w.call('previewCollection', { body: { collection: filterBy(group?.groupId ?? '') } });
    expect(known.status).toBe(200);
    const gone = await w.call('previewCollection', { body: { collection: filterBy(randomUUID()) } });
    expect(gone.problem.code).toBe('not-possible');
  });

  test('a preview of sources that are not there is refused', async () => {
    const { collection } = await w.saved();
    const { problem } = await w.call('previewCollection', {
      body: { collection: { ...collection, sourceIds: ['no'] } },
    });
    expect(problem.code).toBe('not-found');
  });

  test('entries by name, in pages, found by any part', async () => {
    const params = { collectionId };
    const all = await w.call('listItems', { params, query: { limit: 500 } });
    const ids: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: Api['listItems']['query'] = cursor === '' ? { limit: 7 } : { limit: 7, cursor };
      const { json }: { readonly json: Api['listItems']['answer'] } = await w.call('listItems', { params, query });
      ids.push(...json.items.map(({ itemId }) => itemId));
      cursor = json.nextCursor;
    }
    expect(ids).toEqual(all.json.items.map(({ itemId }) => itemId));
    expect(ids).toHaveLength(all.json.total);
    const phone = all.json.items.find((one) => one.phone?.startsWith('+49'))?.phone ?? '';
    const national = `0${phone.slice(3)}`;
    const byNumber = await w.call('listItems', { params, query: { search: national } });
    expect(byNumber.json.items.map((one) => one.phone)).toContain(phone);
    expect((await w.call('listItems', { params: { collectionId: 'other' } })).status).toBe(404);
  });

  test('pages of entries that were opened cost two queries: the definitions and the head', async () => {
    const params = { collectionId };
    await w.call('listItems', { params });
    const { definitions: ofDefinitions, collections } = w.world.parts.stores;
    const calls: string[] = [];
    const counted = <T extends object>(name: string, store: T): T =>
      new Proxy(store, {
        get(target, key, receiver) {
          calls.push(`${name}.${String(key)}`);
          return Reflect.get(target, key, receiver);
        },
      });
    Object.assign(w.world.parts.stores, {
      definitions: counted('definitions', ofDefinitions),
      collections: counted('collections', collections),
    });
    await w.call('listItems', { params, query: { search: 'a' } });
    Object.assign(w.world.parts.stores, { definitions: ofDefinitions, collections });
    expect(calls).toEqual(['definitions.definitions', 'collections.head']);
  });

  test('one entry, and where its values come from', async () => {
    const itemId = await firstItem();
    const found = await w.call('getItem', { params: { collectionId, itemId } });
    expect(found.json.sources).toEqual([{ sourceId: 'directory', recordId: itemId }]);
    const name = found.json.provenance.find(({ field }) => field === 'displayName');
    expect(name?.inputs[0]?.origins[0]?.value).toBe(found.json.item.displayName);
    expect((await w.call('getItem', { params: { collectionId, itemId: 'nobody' } })).status).toBe(404);
    expect((await w.call('getItemPhoto', { params: { collectionId, itemId } })).status).toBe(404);
  });

  test('a photo, where the source brings one', async () => {
    const { source } = await w.saved();
    const params = { sourceId: 'directory' };
    await w.call('putSource', { params, body: { ...source, photoPixels: 96 }, ifMatch: await w.tag() });
    await w.run();
    const { items } = (await w.call('listItems', { params: { collectionId }, query: { limit: 500 } })).json;
    const itemId = items.find(({ hasPhoto }) => hasPhoto)?.itemId ?? '';
    const photo = await w.call('getItemPhoto', { params: { collectionId, itemId } });
    expect([photo.status, photo.raw.headers['content-type']]).toEqual([200, 'image/jpeg']);
    expect(photo.raw.rawPayload.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
  });

  test('a mapping that is not saved, before and after', async () => {
    const { collection } = await w.saved();
    const itemId = await firstItem();
    const mapping = { ...collection.mapping, fields: { companyName: { kind: 'fixed', value: 'Fabrikam' } } } as const;
    const { json } = await w.call('previewMapping', { body: { collectionId, itemId, mapping } });
    expect(json.after.companyName).toBe('Fabrikam');
    expect(json.changed).toEqual(['companyName']);
    const nobody = await w.call('previewMapping', { body: { collectionId, itemId: 'nobody', mapping } });
    expect(nobody.status).toBe(404);
  });

  test('phone rules with the company’s own numbers', async () => {
    const phones = { defaultCountry: 'DE', extensions: [] };
    const { json } = await w.call('getPhoneExamples', { body: { collectionId, phones } });
    expect(json.numbers).toBe(json.international + json.notNormalized);
    expect(json.examples.length).toBeGreaterThan(0);
    expect((await w.call('getPhoneExamples', { body: { collectionId: 'other', phones } })).status).toBe(404);
  });

  test('the card on a phone, in the language of who looks', async () => {
    const { sync } = await w.saved();
    const { items } = (await w.call('listItems', { params: { collectionId }, query: { limit: 500 } })).json;
    const itemId = items.find(({ phone }) => phone?.startsWith('+49'))?.itemId ?? '';
    const { json } = await w.call('getPhonePreview', { params: { syncId: sync.syncId, itemId } });
    expect(json.folder).toBe('Company contacts');
    expect(json.numbers.some(({ recognised, region }) => recognised && region === 'Germany')).toBe(true);
    expect((await w.call('getPhonePreview', { params: { syncId: sync.syncId, itemId: 'nobody' } })).status).toBe(404);
    expect((await w.call('getPhonePreview', { params: { syncId: 'other', itemId } })).status).toBe(404);
  });
});

test('another tenant sees and changes nothing of it, and without a connection nothing breaks', async () => {
  const { tenantId } = await w.world.addTenant('Fabrikam');
  const headers = w.world.as('owner', tenantId);
  expect((await w.call('getDefinitions', { params: { tenantId }, headers })).json).toMatchObject({ revision: 0 });
  expect((await w.call('listCollections', { params: { tenantId }, headers })).json.items).toEqual([]);
  expect((await w.call('listItems', { params: { tenantId, collectionId }, headers })).status).toBe(404);
  expect((await w.call('listCsvFiles', { params: { tenantId }, headers })).json.items).toEqual([]);
  expect((await w.call('findGroups', { params: { tenantId }, query: { search: 'a' }, headers })).problem.code).toBe(
    'not-connected',
  );
  expect((await w.call('listItems', { params: { collectionId }, headers })).status).toBeGreaterThanOrEqual(403);
});
