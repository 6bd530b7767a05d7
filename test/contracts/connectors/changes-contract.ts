import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Cursor, FolderChanges, OpenFolder, OperationResult, TargetFolder } from '../../../src/runs/ports.ts';
import type { MailItemId } from '../../../src/sync/operations.ts';
import { createOf, deleteOf, updateOf } from './contract-items.ts';
import { createdId, folderSpec, openPlace } from './contract-place.ts';
import { expectFailure, never, type ReadOutcome, readToEnd } from './contract-reads.ts';
import type { ContractSetting, OutsideWorld } from './outside-world.ts';

type Present = FolderChanges['present'][number];

/** What every `TargetReader` keeps about what changed in a folder. */
export function changesContract(name: string, setting: ContractSetting): void {
  describe(`${name}: changes in a target folder`, () => {
    let world: OutsideWorld;
    let mailboxId: string;
    let place: OpenFolder;
    let folder: TargetFolder;

    beforeEach(async () => {
      world = await setting.open();
      mailboxId = await world.addMailbox();
      place = await openPlace(world, folderSpec(mailboxId));
      folder = world.connector.target.open(place);
    });
    afterEach(() => world.close());

    const read = (cursor: Cursor | null, signal: AbortSignal = never): Promise<ReadOutcome<Present>> =>
      readToEnd(world.connector.target.changes(place, cursor, signal), viewOf, ({ mailItemId }) => mailItemId);
    const createAll = async (...itemIds: readonly string[]): Promise<readonly MailItemId[]> =>
      (
        await folder.apply(
          itemIds.map((id) => createOf(id)),
          never,
        )
      ).map(createdId);
    const create = async (itemId: string): Promise<MailItemId> =>
      createdId((await folder.apply([createOf(itemId)], never))[0]);

    test('an empty folder: nothing but a cursor', async () => {
      const { last, cursor } = await read(null);
      expect([...last]).toEqual([]);
      expect(cursor).not.toBeNull();
    });

    test('at first everything is there, ours or not', async () => {
      const ours = await createAll('a', 'b');
      const personal = await world.addPersonalContact(mailboxId, place.folderId, 'Grandma');
      await world.addPersonalContact(mailboxId, null, 'Elsewhere');
      const { last, cursor } = await read(null);
      expect([...last.keys()].sort()).toEqual([...ours, personal].sort());
      expect([...last.values()].every((entry) => entry !== null)).toBe(true);
      expect(cursor).not.toBeNull();
    });

    test('more than a page, each once in the end', async () => {
      const ids = Array.from({ length: setting.moreThanAPage['folder.changes'] }, (_, i) => `item ${i}`);
      const made = await createAll(...ids);
      const { last, pages } = await read(null);
      expect([...last.keys()].sort()).toEqual([...made].sort());
      expect(pages).toBeGreaterThan(1);
    });

    test('nothing changed: one request, and nothing comes but a cursor', async () => {
      await createAll('a', 'b', 'c');
      const { cursor } = await read(null);
      const before = await world.requestCount();
      const again = await read(cursor);
      expect((await world.requestCount()) - before).toBe(1);
      expect([...again.last]).toEqual([]);
      expect(again.cursor).not.toBeNull();
      expect([...(await read(again.cursor)).last]).toEqual([]);
    });

    test("a person's edit, delete and new contact appear, and nothing else", async () => {
      const [edited, deleted] = [await create('edited'), await create('deleted')];
      await create('left alone');
      const first = await read(null);
      await world.editContact(mailboxId, edited, { displayName: 'Edited' });
      await world.deleteContact(mailboxId, deleted);
      const added = await world.addPersonalContact(mailboxId, place.folderId, 'Grandma');
      const { last, cursor } = await read(first.cursor);
      expect([...last.keys()].sort()).toEqual([added, deleted, edited].sort());
      expect(last.get(deleted)).toBeNull();
      expect(last.get(added)).not.toBeNull();
      const [before, after] = [first.last.get(edited)?.changeKey, last.get(edited)?.changeKey];
      expect(after === undefined || after !== before).toBe(true);
      expect([...(await read(cursor)).last]).toEqual([]);
    });

    test('what was moved away is removed, and back it is there again', async () => {
      const mailItemId = await create('moved');
      const elsewhere = await world.addFolder(mailboxId, 'Family');
      const first = await read(null);
      await world.moveContact(mailboxId, mailItemId, elsewhere);
      const away = await read(first.cursor);
      expect([...away.last]).toEqual([[mailItemId, null]]);
      await world.moveContact(mailboxId, mailItemId, place.folderId);
      expect((await read(away.cursor)).last.get(mailItemId)).toMatchObject({ mailItemId });
    });

    test('our own writes appear with the change key that their results told', async () => {
      const [updated, deleted] = [await create('updated'), await create('deleted')];
      const { cursor } = await read(null);
      const results = await folder.apply(
        [createOf('created'), updateOf('updated', updated, { displayName: 'New' }), deleteOf('deleted', deleted)],
        never,
      );
      const created = createdId(results[0]);
      const { last } = await read(cursor);
      expect([...last.keys()].sort()).toEqual([created, deleted, updated].sort());
      expect(last.get(deleted)).toBeNull();
      expectSameKey(results[0], last.get(created));
      expectSameKey(results[1], last.get(updated));
    });

    test('what came and went in between is not there in the end', async () => {
      const { cursor } = await read(null);
      const mailItemId = await create('short');
      await world.deleteContact(mailboxId, mailItemId);
      expect((await read(cursor)).last.get(mailItemId) ?? null).toBeNull();
    });

    test('a cursor can be read from twice', async () => {
      const { cursor } = await read(null);
      const mailItemId = await create('a');
      for (let round = 0; round < 2; round += 1) expect([...(await read(cursor)).last.keys()]).toEqual([mailItemId]);
    });

    test('an expired cursor says so, and everything can be read again', async () => {
      const mailItemId = await create('a');
      const { cursor } = await read(null);
      await world.expireCursors('folder.changes');
      await expectFailure(read(cursor), 'cursor-expired');
      const again = await read(null);
      expect([...again.last.keys()]).toEqual([mailItemId]);
      expect(again.cursor).not.toBeNull();
    });

    test('a folder that is gone is not found, or its cursor is', async () => {
      const { cursor } = await read(null);
      await world.deleteFolder(mailboxId, place.folderId);
      await expectFailure(read(null), 'not-found');
      await expectFailure(read(cursor), 'not-found', 'cursor-expired');
    });

    test('a read that breaks on the way throws, and no cursor came', async () => {
      const ids = Array.from({ length: setting.moreThanAPage['folder.changes'] }, (_, i) => `item ${i}`);
      await createAll(...ids);
      await world.breakSecondPage('folder.changes');
      const cursors: (Cursor | null)[] = [];
      const reading = (async () => {
        for await (const page of world.connector.target.changes(place, null, never)) cursors.push(page.cursor);
      })();
      await expectFailure(reading, 'unavailable', 'throttled', 'invalid-answer');
      expect(cursors.every((cursor) => cursor === null)).toBe(true);
    });

    test('a last page that is cut short never looks complete', async () => {
      await create('a');
      await world.cutLastPage('folder.changes');
      const cursor = await read(null).then(
        (outcome) => outcome.cursor,
        () => null,
      );
      expect(cursor).toBeNull();
    });

    test('cancelled', async () => {
      await expectFailure(read(null, AbortSignal.abort()), 'cancelled');
    });
  });
}

function viewOf({ present, removed, cursor }: FolderChanges) {
  return { entries: present, removed, cursor };
}

/** The key may not be told; told by both, it is the same. */
function expectSameKey(result: OperationResult | undefined, entry: Present | null | undefined): void {
  expect(entry).toBeTruthy();
  const told = result?.kind === 'created' || result?.kind === 'updated' ? result.changeKey : undefined;
  if (told !== undefined && entry?.changeKey !== undefined) expect(entry.changeKey).toBe(told);
}
