import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { csvFolder } from '../../../src/entry/csv-uploads.ts';
import { collectionId, fieldsOf, type ListWorld, openListWorld } from './list-world.ts';

let w: ListWorld;

beforeAll(async () => {
  w = await openListWorld();
}, 60_000);

afterAll(() => w.close());

const csv = (text: string) => ({ contentBase64: Buffer.from(text).toString('base64') });

describe('definitions', () => {
  test('what is set up, by its tag; whoever comes late is refused', async () => {
    const { collection } = await w.saved();
    const params = { collectionId };
    const before = await w.tag();
    const changed = { ...collection, filter: [{ action: 'exclude', where: { kind: 'entry', is: ['room'] } }] } as const;
    const done = await w.call('putCollection', { params, body: changed, ifMatch: before });
    expect(done.json).toMatchObject({
      revision: 1,
      effects: [
        { part: 'collection', id: collectionId, change: 'changed', effects: ['entries-come', 'entries-leave'] },
      ],
    });
    expect(done.etag).toBe('r1');
    expect(w.world.audited.at(-1)?.draft).toMatchObject({
      action: 'putCollection',
      changes: [{ field: 'collection contacts: filter[0]', before: null, after: 'changed' }],
    });
    const late = await w.call('putCollection', { params, body: collection, ifMatch: before });
    expect([late.status, late.problem.code]).toEqual([412, 'changed-meanwhile']);
    const untagged = await w.call('putCollection', { params, body: collection });
    expect(untagged.problem.code).toBe('tag-missing');
    expect((await w.call('putCollection', { params, body: collection, ifMatch: 'r1' })).json.revision).toBe(2);
    const same = await w.call('putCollection', { params, body: collection, ifMatch: 'r2' });
    expect(same.json).toEqual({ revision: 2, effects: [] });
    expect(await w.call('getCollection', { params })).toMatchObject({
      etag: 'r2',
      json: { collection, summary: { collectionId, sourceIds: ['directory'] } },
    });
  });

  test('a new collection is as usual, and takes the place of no other', async () => {
    const { collection } = await w.saved();
    const create = async (body: { collectionId: string; sourceIds: string[] }) =>
      w.call('createCollection', { body, ifMatch: await w.tag() });
    const created = await create({ collectionId: 'second', sourceIds: ['directory'] });
    expect(created).toMatchObject({ status: 200, json: { effects: [{ id: 'second', change: 'added' }] } });
    expect((await w.call('getCollection', { params: { collectionId: 'second' } })).json.collection).toMatchObject({
      sourceIds: ['directory'],
      filter: [],
      guards: collection.guards,
    });
    const again = await create({ collectionId, sourceIds: ['directory'] });
    expect(fieldsOf(again)).toMatchObject([{ path: 'body.collectionId' }]);
    expect(fieldsOf(await create({ collectionId: 'third', sourceIds: ['nobody'] }))).toMatchObject([
      { path: 'body.sourceIds.0' },
    ]);
    const removed = await w.call('deleteCollection', { params: { collectionId: 'second' }, ifMatch: await w.tag() });
    expect(removed.status).toBe(204);
  });

  test('faults are told by the fields that were sent, all of them', async () => {
    const { collection } = await w.saved();
    const body = { ...collection, sourceIds: ['directory', 'nobody'] };
    const refused = await w.call('putCollection', { params: { collectionId }, body, ifMatch: await w.tag() });
    expect(refused.status).toBe(422);
    expect(fieldsOf(refused)).toMatchObject([{ path: 'body.sourceIds.1' }]);
    const other = await w.call('putCollection', {
      params: { collectionId: 'other' },
      body: collection,
      ifMatch: await w.tag(),
    });
    expect(fieldsOf(other)).toMatchObject([{ path: 'body.collectionId' }]);
    const where = { kind: 'expression', expression: 'record.' };
    const wrong = { ...collection, filter: [{ action: 'include', where }] };
    const checked = await w.call('checkDefinitions', {
      body: { definitions: { ...(await w.saved()).definitions, collections: [wrong] } },
    });
    expect(checked.json.faults[0]?.path.slice(0, 4)).toEqual(['collections', 0, 'filter', 0]);
  });

  test('checking says what saving would do, and saves nothing', async () => {
    const before = await w.call('getDefinitions');
    const { sync } = await w.saved();
    const syncs = [{ ...sync, paused: true }];
    const checked = await w.call('checkDefinitions', {
      body: { definitions: { ...(await w.saved()).definitions, syncs } },
    });
    expect(checked.json).toEqual({
      faults: [],
      effects: [{ part: 'sync', id: 'contacts', change: 'changed', effects: ['sync-pauses'] }],
    });
    expect((await w.call('getDefinitions')).json).toEqual(before.json);
  });

  test('out as a file and in again', async () => {
    const file = await w.call('exportDefinitions');
    expect(file.raw.headers['content-disposition']).toContain('ringbook.yaml');
    const text = file.raw.body;
    const same = await w.call('importDefinitions', { body: { file: text }, ifMatch: await w.tag() });
    expect(same.json.effects).toEqual([]);
    const other = text.replace('syncs:', 'extra: 1\nsyncs:');
    const refused = await w.call('importDefinitions', { body: { file: other }, ifMatch: await w.tag() });
    expect(fieldsOf(refused)).toMatchObject([{ path: 'body.file', message: expect.stringMatching(/^\d+:1 extra: /) }]);
  });

  test('sources are made, used and removed', async () => {
    const { collection, source } = await w.saved();
    const partners = {
      kind: 'organizational-contacts',
      sourceId: 'partners',
      connectionId: w.world.connectionId,
    } as const;
    const params = { sourceId: 'partners' };
    expect((await w.call('putSource', { params, body: partners, ifMatch: await w.tag() })).status).toBe(200);
    const using = { ...collection, sourceIds: ['directory', 'partners'] };
    await w.call('putCollection', { params: { collectionId }, body: using, ifMatch: await w.tag() });
    const used = await w.call('deleteSource', { params, ifMatch: await w.tag() });
    expect(used.problem).toMatchObject({ code: 'still-used', detail: 'by collections: contacts' });
    await w.call('putCollection', { params: { collectionId }, body: collection, ifMatch: await w.tag() });
    expect((await w.call('deleteSource', { params, ifMatch: await w.tag() })).status).toBe(204);
    expect((await w.call('deleteSource', { params, ifMatch: await w.tag() })).status).toBe(404);
    expect(
      (await w.call('deleteCollection', { params: { collectionId }, ifMatch: await w.tag() })).problem,
    ).toMatchObject({
      code: 'still-used',
      detail: 'by syncs: contacts',
    });
    const foreign = { ...partners, connectionId: randomUUID() };
    const refused = await w.call('putSource', { params, body: foreign, ifMatch: await w.tag() });
    expect(fieldsOf(refused)).toMatchObject([{ path: 'body.connectionId' }]);
    const renamed = await w.call('putSource', { params, body: source, ifMatch: await w.tag() });
    expect(fieldsOf(renamed)).toMatchObject([{ path: 'body.sourceId' }]);
    const spare = { ...collection, collectionId: 'spare' };
    await w.call('putCollection', { params: { collectionId: 'spare' }, body: spare, ifMatch: await w.tag() });
    expect((await w.call('listCollections')).json.items.map((one) => one.collectionId)).toEqual(['contacts', 'spare']);
    expect(
      (await w.call('deleteCollection', { params: { collectionId: 'spare' }, ifMatch: await w.tag() })).status,
    ).toBe(204);
  });
});

test.each([
  ['de', 'muss eine ID sein: ', 'Es gibt keine hochgeladene Datei'],
  ['en', 'must be an id: ', 'there is no uploaded file'],
] as const)('faults are told in the language of the caller: %s', async (language, ofSchema, ofRule) => {
  const headers = w.world.as('admin', w.world.tenantId, language);
  const { collection } = await w.saved();
  const ifMatch = await w.tag();
  const params = { collectionId };
  const body = { ...collection, sourceIds: ['Not An Id'] };
  const refused = await w.call('putCollection', { params, body, ifMatch, headers });
  expect(fieldsOf(refused)[0]?.message).toContain(ofSchema);
  const source = {
    kind: 'csv' as const,
    sourceId: 'members',
    file: 'upload:nobody.csv',
    id: { column: 'id' },
    columns: { id: 'ignore' as const },
  };
  const put = await w.call('putSource', { params: { sourceId: 'members' }, body: source, ifMatch, headers });
  expect(fieldsOf(put)[0]?.message).toContain(ofRule);
  const checked = await w.call('checkDefinitions', { body: { definitions: { sources: 1 } }, headers });
  const own = checked.json.faults.find(({ path }) => path[0] === 'sources');
  expect(own?.message).toContain(language === 'de' ? 'Ungültige Eingabe' : 'Invalid input');
});

describe('CSV files', () => {
  const fileName = 'members.csv';
  const source = {
    kind: 'csv',
    sourceId: 'members',
    file: `upload:${fileName}`,
    id: { column: 'id' },
    columns: { id: 'ignore', Name: 'displayName', Tel: 'businessPhones' },
  } as const;

  test('uploaded, listed, previewed and saved as a source', async () => {
    const uploaded = await w.call('uploadCsv', {
      params: { fileName },
      body: csv('id;Name;Tel\n1;Anna Berg;089 1234567\n2;Bo\n'),
    });
    expect(uploaded.json).toMatchObject({
      fileName,
      columns: ['id', 'Name', 'Tel'],
      rows: 2,
      delimiter: ';',
      problems: [{ code: 'too-few-columns', detail: 'members.csv, line 3' }],
    });
    expect((await w.call('listCsvFiles')).json.items).toMatchObject([{ fileName, rows: 2 }]);
    const preview = await w.call('previewSource', { body: { source } });
    expect(preview.json).toMatchObject({
      entries: 2,
      complete: true,
      sample: [{ itemId: 'members:1', displayName: 'Anna Berg', phone: '+49891234567' }, { displayName: 'Bo' }],
      problems: [{ code: 'too-few-columns' }],
    });
    const put = await w.call('putSource', { params: { sourceId: 'members' }, body: source, ifMatch: await w.tag() });
    expect(put.status).toBe(200);
    expect((await w.call('deleteSource', { params: { sourceId: 'members' }, ifMatch: await w.tag() })).status).toBe(
      204,
    );
  });

  test.each(['/etc/passwd', 'members.csv', '../members.csv', 'upload:../members.csv', 'upload:nobody.csv'])(
    'no other file of the server: %s',
    async (file) => {
      const params = { sourceId: 'members' };
      const body = { ...source, file };
      const refused = await w.call('putSource', { params, body, ifMatch: await w.tag() });
      expect(fieldsOf(refused)).toMatchObject([{ path: 'body.file' }]);
      expect(fieldsOf(await w.call('previewSource', { body: { source: body } }))).toMatchObject([
        { path: 'body.source.file' },
      ]);
      const join = [{ file, on: { column: 'id', equals: 'id' }, columns: {} }];
      const joined = await w.call('previewSource', { body: { source: { ...source, join } } });
      expect(fieldsOf(joined)).toMatchObject([{ path: 'body.source.join.0.file' }]);
    },
  );

  test('what is no CSV is refused, by its name too', async () => {
    const empty = await w.call('uploadCsv', { params: { fileName }, body: csv('\n') });
    expect(fieldsOf(empty)).toMatchObject([{ path: 'body.contentBase64' }]);
    const named = await w.call('uploadCsv', { params: { fileName: '../x.csv' }, body: csv('id\n1\n') });
    expect(named.status).toBe(422);
  });

  test('who may only look may upload nothing, and read no source that is not set up', async () => {
    const headers = w.world.as('reader');
    expect((await w.call('uploadCsv', { params: { fileName }, body: csv('id\n'), headers })).status).toBe(403);
    expect((await w.call('previewSource', { body: { source }, headers })).status).toBe(403);
  });

  test('a file is removed when no source reads it any more, and its content with it', async () => {
    const remove = (name: string, headers = w.world.as('admin')) =>
      w.call('deleteCsvFile', { params: { fileName: name }, headers });
    await w.call('uploadCsv', { params: { fileName }, body: csv('id;Name;Tel\n1;Anna Berg;089 1234567\n') });
    await w.call('uploadCsv', { params: { fileName: 'more.csv' }, body: csv('id;Title\n1;Dr.\n') });
    const params = { sourceId: 'members' };
    const put = await w.call('putSource', { params, body: source, ifMatch: await w.tag() });
    expect(put.status).toBe(200);
    expect((await remove(fileName)).problem).toMatchObject({ code: 'still-used', detail: 'by sources: members' });
    expect((await remove('MEMBERS.csv')).problem.code).toBe('still-used');
    await w.call('deleteSource', { params, ifMatch: await w.tag() });

    expect((await remove(fileName, w.world.as('reader'))).status).toBe(403);
    const { stores, config } = w.world.parts;
    const folder = csvFolder({ config }, w.world.tenantId);
    expect(await readdir(folder)).toContain('members.csv.sealed');
    expect((await remove('Members.csv')).status).toBe(204);
    expect(await readdir(folder)).not.toContain('members.csv.sealed');
    expect(await stores.documents.document(w.world.tenantId, 'csv-file', 'members.csv')).toBeNull();
    expect((await remove(fileName)).status).toBe(404);
    expect((await remove('../members.csv')).status).toBe(422);
    expect((await remove('more.csv')).status).toBe(204);
  });
});
