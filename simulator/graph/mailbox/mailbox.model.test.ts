import { test as propertyTest } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect } from 'vitest';
import { ada, createTestGraph, itemsOf, type TestGraph } from '../test-graph.ts';

/**
 * Random work on a mailbox beside a tiny model of it. Whoever follows the delta of a folder, from whatever moment and in
 * pages of whatever size, must end with what the folder holds.
 */

type Command =
  | { readonly kind: 'create'; readonly folder: number; readonly name: string }
  | { readonly kind: 'update'; readonly place: number; readonly name: string }
  | { readonly kind: 'delete'; readonly place: number }
  | { readonly kind: 'delete-folder'; readonly folder: number }
  | { readonly kind: 'follow'; readonly folder: number; readonly pageSize: number }
  | { readonly kind: 'one-page'; readonly folder: number; readonly pageSize: number };

const folderIndex = fc.nat({ max: 2 });
const place = fc.nat({ max: 30 });
const name = fc.string({ minLength: 1, maxLength: 8 });
const pageSize = fc.integer({ min: 1, max: 4 });
const commands: fc.Arbitrary<readonly Command[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('create'), folder: folderIndex, name }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('update'), place, name }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete'), place }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete-folder'), folder: folderIndex }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('follow'), folder: folderIndex, pageSize }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('one-page'), folder: folderIndex, pageSize }) },
  ),
  { maxLength: 40 },
);

interface Follower {
  /** Where it goes on; null: at the beginning. */
  link: string | null;
  readonly held: Map<string, string>;
}

interface ModelFolder {
  readonly id: string;
  /** Contact id → given name. */
  readonly contacts: Map<string, string>;
  readonly follower: Follower;
}

const folders = `/users/${ada}/contactFolders`;

propertyTest.prop([commands], { numRuns: 60 })('a mailbox does what its model does', async (script) => {
  const graph = createTestGraph();
  const model = new Map<number, ModelFolder>();
  for (const index of [0, 1, 2]) model.set(index, await makeFolder(graph, index));
  for (const command of script) await apply(graph, model, command);
  for (const folder of model.values()) {
    const listed = await graph.call('GET', `${folders}/${folder.id}/contacts?$top=1000`);
    expect(new Map(itemsOf(listed).map((item) => [item.id, item.givenName]))).toEqual(folder.contacts);
    // A first round shows what was there when it began; what changed since comes with the next.
    await follow(graph, folder, 3, Number.POSITIVE_INFINITY);
    await follow(graph, folder, 3, Number.POSITIVE_INFINITY);
    expect(folder.follower.held).toEqual(folder.contacts);
  }
});

async function makeFolder(graph: TestGraph, index: number): Promise<ModelFolder> {
  const { json } = await graph.call('POST', folders, { body: { displayName: `F${index}` } });
  return { id: String(json.id), contacts: new Map(), follower: { link: null, held: new Map() } };
}

async function apply(graph: TestGraph, model: Map<number, ModelFolder>, command: Command): Promise<void> {
  switch (command.kind) {
    case 'create': {
      const folder = folderAt(model, command.folder);
      const body = { givenName: command.name };
      const { json } = await graph.call('POST', `${folders}/${folder.id}/contacts`, { body });
      folder.contacts.set(String(json.id), command.name);
      return;
    }
    case 'update': {
      const [folder, id] = contactAt(model, command.place);
      if (folder === null) return;
      const answer = await graph.call('PATCH', `/users/${ada}/contacts/${id}`, { body: { givenName: command.name } });
      expect(answer.json).toMatchObject({ id, givenName: command.name });
      folder.contacts.set(id, command.name);
      return;
    }
    case 'delete': {
      const [folder, id] = contactAt(model, command.place);
      if (folder === null) return;
      expect((await graph.call('DELETE', `${folders}/${folder.id}/contacts/${id}`)).status).toBe(204);
      folder.contacts.delete(id);
      return;
    }
    case 'delete-folder': {
      const folder = folderAt(model, command.folder);
      expect((await graph.call('DELETE', `${folders}/${folder.id}`)).status).toBe(204);
      for (const id of folder.contacts.keys()) {
        expect((await graph.call('GET', `/users/${ada}/contacts/${id}`)).status).toBe(404);
      }
      model.set(command.folder, await makeFolder(graph, command.folder));
      return;
    }
    case 'follow':
      await follow(graph, folderAt(model, command.folder), command.pageSize, Number.POSITIVE_INFINITY);
      return;
    case 'one-page':
      await follow(graph, folderAt(model, command.folder), command.pageSize, 1);
  }
}

/** Reads so many pages, or all until the delta link. */
async function follow(graph: TestGraph, { id, follower }: ModelFolder, size: number, pages: number): Promise<void> {
  for (let page = 0; page < pages; page += 1) {
    const answer = await graph.call('GET', follower.link ?? `${folders}/${id}/contacts/delta?$select=givenName`, {
      headers: { prefer: `odata.maxpagesize=${size}` },
    });
    expect(answer.status).toBe(200);
    for (const item of itemsOf(answer)) {
      if ('@removed' in item) follower.held.delete(String(item.id));
      else follower.held.set(String(item.id), String(item.givenName));
    }
    const { '@odata.nextLink': next, '@odata.deltaLink': delta } = answer.json;
    expect([next, delta].filter((link) => typeof link === 'string')).toHaveLength(1);
    follower.link = String(next ?? delta);
    if (delta !== undefined) return;
  }
}

function folderAt(model: ReadonlyMap<number, ModelFolder>, index: number): ModelFolder {
  const folder = model.get(index);
  if (folder === undefined) throw new Error(`no folder ${index}`);
  return folder;
}

function contactAt(model: ReadonlyMap<number, ModelFolder>, wanted: number): readonly [ModelFolder | null, string] {
  const all = [...model.values()].flatMap((folder) => [...folder.contacts.keys()].map((id) => [folder, id] as const));
  return all[wanted % Math.max(1, all.length)] ?? [null, ''];
}
