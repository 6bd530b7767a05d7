import { describe, expect, test } from 'vitest';
import type { FolderSpec, OpenFolder } from '../../runs/ports.ts';
import type { ContactItem } from '../../sync/items.ts';
import type { Operation } from '../../sync/operations.ts';
import { createFakeConnector, fakeGraphUrl } from './fake-connector.ts';
import { createFakeGraph, type FakeAnswer, type FakePart } from './fake-graph.ts';

const never = new AbortController().signal;
const spec: FolderSpec = {
  mailboxId: 'm',
  syncId: 's',
  placement: { kind: 'folder', path: ['Company'] },
  folderId: null,
};
const folder: OpenFolder = { mailboxId: 'm', syncId: 's', folderId: 'F=' };
const item: ContactItem = { kind: 'contact', itemId: 'i', fields: { displayName: 'Anna' } };
const create: Operation = { kind: 'create', itemId: 'i', contentHash: 'h', item };
const update: Operation = { kind: 'update', itemId: 'i', contentHash: 'h', item, mailItemId: 'C/1=' };
const remove: Operation = { kind: 'delete', itemId: 'i', mailItemId: 'C/1=' };

const failed = (status: number, code: string): FakeAnswer => ({ status, body: { error: { code, message: '' } } });
const empty: FakeAnswer = { status: 200, body: { value: [] } };

/** A folder as Graph shows it, with the stamp on it. */
function folderBody(id: string, displayName: string, stamp?: string, parentFolderId = 'root') {
  const stampId = 'String {e7d3c2a0-5b1f-4c9e-9a64-8f0d2b7c1e35} Name RingbookFolder';
  const stamps = stamp === undefined ? {} : { singleValueExtendedProperties: [{ id: stampId, value: stamp }] };
  return { id, displayName, parentFolderId, ...stamps };
}

/** A mailbox that answers with one script, in the order of what is asked. */
function scripted(...script: readonly (FakeAnswer | null)[]) {
  const asked: FakePart[] = [];
  const graph = createFakeGraph({
    part: (part) => {
      asked.push(part);
      const answer = script[asked.length - 1];
      return answer === undefined ? failed(500, 'ScriptEnded') : answer;
    },
  });
  return { asked, target: createFakeConnector(graph).target };
}

describe('folders', () => {
  test('by id, which a rename does not change', async () => {
    const { asked, target } = scripted({ status: 200, body: folderBody('F=', 'Renamed', '1|s') });
    expect(await target.ensureFolder({ ...spec, folderId: 'F=' }, never)).toEqual({ folderId: 'F=', created: false });
    expect(asked.map(({ url }) => url.split('?')[0])).toEqual(['/users/m/contactFolders/F%3D']);
  });

  test.each<FakeAnswer>([
    failed(404, 'ErrorItemNotFound'),
    failed(400, 'ErrorInvalidIdMalformed'),
    { status: 200, body: folderBody('F=', 'Company') },
    { status: 200, body: folderBody('F=', 'Company', '1|other') },
  ])('by stamp when the id leads to no folder of ours; of several always the same', async (gone) => {
    const { asked, target } = scripted(gone, { status: 200, body: { value: [{ id: 'b' }, { id: 'a' }] } });
    expect(await target.findFolder({ ...spec, folderId: 'F=' }, never)).toEqual({ folderId: 'a', created: false });
    expect(decodeURIComponent(asked[1]?.url ?? '')).toBe(
      "/users/m/contactFolders?$filter=singleValueExtendedProperties/Any(ep: ep/id eq 'String {e7d3c2a0-5b1f-4c9e-9a64-8f0d2b7c1e35} Name RingbookFolder' and ep/value eq '1|s')&$select=id",
    );
  });

  test('made with its stamp', async () => {
    const { asked, target } = scripted(empty, { status: 201, body: { id: 'new' } });
    expect(await target.ensureFolder(spec, never)).toEqual({ folderId: 'new', created: true });
    expect(asked[1]?.body).toEqual({
      displayName: 'Company',
      singleValueExtendedProperties: [
        { id: 'String {e7d3c2a0-5b1f-4c9e-9a64-8f0d2b7c1e35} Name RingbookFolder', value: '1|s' },
      ],
    });
  });

  test('a name that a person uses is left to the person', async () => {
    const taken = failed(409, 'ErrorFolderExists');
    const { asked, target } = scripted(empty, taken, empty, taken, empty, { status: 201, body: { id: 'new' } });
    expect(await target.ensureFolder(spec, never)).toEqual({ folderId: 'new', created: true });
    expect(asked.filter(({ method }) => method === 'POST').map(({ body }) => body)).toMatchObject([
      { displayName: 'Company' },
      { displayName: 'Company (Ringbook)' },
      { displayName: 'Company (Ringbook 2)' },
    ]);
  });

  test('after a lost answer the folder is looked up before it is made again', async () => {
    const { asked, target } = scripted(empty, null, { status: 200, body: { value: [{ id: 'made' }] } });
    expect(await target.ensureFolder(spec, never)).toEqual({ folderId: 'made', created: false });
    expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  test('answers lost without end', async () => {
    const { asked, target } = scripted(empty, ...Array.from({ length: 5 }, () => [failed(504, 'x'), empty]).flat());
    await expect(target.ensureFolder(spec, never)).rejects.toMatchObject({ code: 'unavailable' });
    expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(5);
  });

  test('a mailbox that cannot be used', async () => {
    const { target } = scripted(failed(404, 'MailboxNotEnabledForRESTAPI'));
    await expect(target.ensureFolder(spec, never)).rejects.toMatchObject({ code: 'mailbox-not-enabled' });
  });
});

describe('operations', () => {
  test.each<[string, Operation, FakeAnswer | null, object]>([
    ['a create', create, { status: 201, body: { id: 'C' } }, { kind: 'created', mailItemId: 'C' }],
    ['a create without a part in the answer', create, null, { kind: 'unknown' }],
    ['a create without an id in the answer', create, { status: 201, body: {} }, { kind: 'unknown' }],
    ['a create that answers 504', create, failed(504, 'x'), { kind: 'unknown' }],
    ['a create of something invalid', create, failed(400, 'RequestBodyRead'), { failure: { code: 'invalid-item' } }],
    ['an update', update, { status: 200, body: { id: 'C/1=' } }, { kind: 'updated' }],
    ['an update that conflicts', update, failed(409, 'ErrorIrresolvableConflict'), { failure: { code: 'conflict' } }],
    ['a delete', remove, { status: 204 }, { kind: 'deleted' }],
  ])('%s', async (_name, operation, answer, expected) => {
    const { asked, target } = scripted(answer);
    expect(await target.open(folder).apply([operation], never)).toMatchObject([expected]);
    expect(asked).toHaveLength(1);
  });

  test('ids go into the path percent-encoded', async () => {
    const { asked, target } = scripted({ status: 204 });
    await target.open(folder).apply([remove], never);
    expect(asked[0]?.url).toBe('/users/m/contactFolders/F%3D/contacts/C%2F1%3D');
  });

  test('updates of what is gone: the folder is looked for once, and is there', async () => {
    const gone = failed(404, 'ErrorItemNotFound');
    const { asked, target } = scripted(gone, gone, gone, gone, { status: 200, body: { id: 'F=' } });
    expect(await target.open(folder).apply([update, update], never)).toEqual([{ kind: 'gone' }, { kind: 'gone' }]);
    expect(asked).toHaveLength(5);
  });

  test.each([update, remove])(
    'what answers 404 and is there all the same is not taken for gone (%#)',
    async (operation) => {
      const { target } = scripted(failed(404, 'ErrorItemNotFound'), { status: 200, body: { id: 'C/1=' } });
      expect(await target.open(folder).apply([operation], never)).toMatchObject([{ failure: { code: 'conflict' } }]);
    },
  );

  test('deletes of what is gone succeed; the folder is looked for once, and is there', async () => {
    const gone = failed(404, 'ErrorItemNotFound');
    const { asked, target } = scripted(gone, gone, gone, gone, { status: 200, body: { id: 'F=' } });
    const expected = [{ kind: 'deleted' }, { kind: 'deleted' }];
    expect(await target.open(folder).apply([remove, remove], never)).toEqual(expected);
    expect(asked).toHaveLength(5);
  });

  test.each<[string, Operation, readonly FakeAnswer[]]>([
    ['an update', update, Array.from({ length: 3 }, () => failed(404, 'ErrorItemNotFound'))],
    ['a delete', remove, Array.from({ length: 3 }, () => failed(404, 'ErrorItemNotFound'))],
    ['a create', create, [failed(404, 'ErrorItemNotFound')]],
  ])('%s in a folder that is gone', async (_name, operation, answers) => {
    const { target } = scripted(...answers);
    await expect(target.open(folder).apply([operation], never)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('an update that may not empty a property by text empties it by null, then and from then on', async () => {
    const ok = { status: 200, body: {} };
    const { asked, target } = scripted(failed(400, 'ErrorInvalidProperty'), ok, ok);
    expect(await target.open(folder).apply([update], never)).toEqual([{ kind: 'updated' }]);
    expect(await target.open(folder).apply([update], never)).toEqual([{ kind: 'updated' }]);
    const fax = (value: string | null) => ({
      singleValueExtendedProperties: expect.arrayContaining([{ id: 'String 0x3A24', value }]),
    });
    expect(asked.map(({ body }) => body)).toMatchObject([fax(''), fax(null), fax(null)]);
  });

  test('what concerns the whole mailbox ends the rest at once', async () => {
    const { asked, target } = scripted(...Array.from({ length: 40 }, () => failed(404, 'MailboxNotEnabledForRESTAPI')));
    const operations = Array.from({ length: 30 }, () => create);
    await expect(target.open(folder).apply(operations, never)).rejects.toMatchObject({ code: 'mailbox-not-enabled' });
    expect(asked.length).toBeLessThanOrEqual(4);
  });

  test("a proxy's 404 for the batch as a whole makes no delete look done", async () => {
    const graph = createFakeGraph({ outer: () => ({ status: 404, headers: {}, text: '<html>' }) });
    const applying = createFakeConnector(graph).target.open(folder).apply([remove], never);
    await expect(applying).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('a cancelled call leaves at once', async () => {
    const graph = createFakeGraph({ delayMs: () => 60_000 });
    const stop = new AbortController();
    const applying = createFakeConnector(graph).target.open(folder).apply([create, update], stop.signal);
    setTimeout(() => stop.abort(), 20);
    await expect(applying).rejects.toMatchObject({ code: 'cancelled' });
    expect(graph.aborted()).toBe(1);
  });
});

describe('stamped items', () => {
  const stampId = 'String {e7d3c2a0-5b1f-4c9e-9a64-8f0d2b7c1e35} Name RingbookStamp';
  const entry = (id: string, value: string, propertyId = stampId) => ({
    id,
    singleValueExtendedProperties: [
      { id: 'String 0x3A24', value: '1|s|x|y' },
      { id: propertyId, value },
    ],
  });

  test('only those of this sync, on all pages', async () => {
    const next = `${fakeGraphUrl}/v1.0/users/m/contactFolders/F%3D/contacts?$skip=500`;
    const { asked, target } = scripted(
      {
        status: 200,
        body: {
          value: [
            entry('ours', '1|s|item|hash'),
            entry('other sync', '1|t|item|hash'),
            entry('malformed', '1|s|'),
            entry('other spelling', '1|s|two|hash', stampId.toUpperCase().replace('RINGBOOKSTAMP', 'RingbookStamp')),
            entry('other name', '1|s|item|hash', stampId.replace('RingbookStamp', 'ringbookstamp')),
            { id: 'personal' },
          ],
          '@odata.nextLink': next,
        },
      },
      { status: 200, body: { value: [entry('last', '1|s|three|hash')] } },
    );
    const pages = await Array.fromAsync(target.open(folder).stamped(never));
    expect(pages.map((page) => page.map(({ mailItemId }) => mailItemId))).toEqual([
      ['ours', 'other spelling'],
      ['last'],
    ]);
    expect(asked[1]?.url).toBe('/users/m/contactFolders/F%3D/contacts?$skip=500');
  });

  test.each([
    ['no list', {}],
    ['an entry without id', { value: [{}] }],
    ['a link that is no text', { value: [], '@odata.nextLink': 7 }],
    ['a link to elsewhere', { value: [], '@odata.nextLink': 'https://evil.test/v1.0/x' }],
  ])('%s is an invalid answer', async (_name, body) => {
    const { target } = scripted({ status: 200, body });
    await expect(Array.fromAsync(target.stamped(folder, never))).rejects.toMatchObject({ code: 'invalid-answer' });
  });

  test('a link of null is none', async () => {
    const { target } = scripted({ status: 200, body: { value: [entry('c', '1|s|i|h')], '@odata.nextLink': null } });
    expect((await Array.fromAsync(target.stamped(folder, never))).flat()).toMatchObject([{ mailItemId: 'c' }]);
  });

  test('a folder that is gone', async () => {
    const { target } = scripted(failed(404, 'ErrorItemNotFound'));
    await expect(Array.fromAsync(target.stamped(folder, never))).rejects.toMatchObject({ code: 'not-found' });
  });

  test('found by exactly their stamps', async () => {
    const { asked, target } = scripted({ status: 200, body: { value: [entry('c', '1|s|i|h')] } }, empty);
    const stamps = [
      { itemId: 'i', contentHash: 'h' },
      { itemId: 'j', contentHash: 'k' },
    ];
    expect(await target.open(folder).findStamped(stamps, never)).toEqual([
      { mailItemId: 'c', itemId: 'i', contentHash: 'h' },
    ]);
    expect(decodeURIComponent(asked[1]?.url ?? '')).toContain("ep/value eq '1|s|j|k'");
  });
});
