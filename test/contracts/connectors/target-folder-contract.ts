import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FolderId, OpenFolder, TargetFolder } from '../../../src/runs/ports.ts';
import type { ContactFields, ItemId } from '../../../src/sync/items.ts';
import type { MailItemId, StampedItem } from '../../../src/sync/operations.ts';
import { createOf, deleteOf, everyField, hashFor, updateOf } from './contract-items.ts';
import { createdId, otherSyncId, syncId } from './contract-place.ts';
import { expectFailure, flatten, never } from './contract-reads.ts';
import type { ContractSetting, OutsideContact, OutsideWorld } from './outside-world.ts';

/** What every `TargetFolder` keeps about the items in it. */
export function targetFolderContract(name: string, setting: ContractSetting): void {
  describe(`${name}: items in a target folder`, () => {
    let world: OutsideWorld;
    let mailboxId: string;
    let place: OpenFolder;
    let folder: TargetFolder;

    beforeEach(async () => {
      world = await setting.open();
      mailboxId = await world.addMailbox();
      place = { mailboxId, syncId, folderId: await makeFolder(syncId) };
      folder = world.connector.target.open(place);
    });
    afterEach(() => world.close());

    const makeFolder = async (sync: string): Promise<FolderId> => {
      const placement = { kind: 'folder', path: ['Company'] } as const;
      const spec = { mailboxId, syncId: sync, placement, folderId: null };
      return (await world.connector.target.ensureFolder(spec, never)).folderId;
    };
    const stamped = (): Promise<readonly StampedItem[]> => flatten(folder.stamped(never));
    const inFolder = async (): Promise<readonly OutsideContact[]> =>
      (await world.folders(mailboxId)).find(({ folderId }) => folderId === place.folderId)?.contacts ?? [];
    const fieldsOf = async (id: MailItemId): Promise<ContactFields | undefined> =>
      (await inFolder()).find(({ mailItemId }) => mailItemId === id)?.fields;
    const create = async (itemId: ItemId, fields?: ContactFields): Promise<MailItemId> => {
      const [result] = await folder.apply([createOf(itemId, fields)], never);
      return createdId(result);
    };

    test('nothing to do is nothing done', async () => {
      expect(await folder.apply([], never)).toEqual([]);
      expect(await stamped()).toEqual([]);
      expect(await inFolder()).toEqual([]);
    });

    test('a create arrives with its stamp', async () => {
      const operation = createOf('b1946ac9', { displayName: 'Anna Łuczak', mobilePhone: '+4915112345678' });
      const [result] = await folder.apply([operation], never);
      const mailItemId = createdId(result);
      expect(await stamped()).toMatchObject([{ mailItemId, itemId: 'b1946ac9', contentHash: operation.contentHash }]);
      expect(await fieldsOf(mailItemId)).toMatchObject({ displayName: 'Anna Łuczak', mobilePhone: '+4915112345678' });
    });

    test('every field arrives, and an update clears it again', async () => {
      const mailItemId = await create('full', everyField);
      expect(await fieldsOf(mailItemId)).toEqual(everyField);

      const bare: ContactFields = { displayName: 'Only a name', fileAs: 'Only a name' };
      expect(await folder.apply([updateOf('full', mailItemId, bare)], never)).toMatchObject([{ kind: 'updated' }]);
      expect(await fieldsOf(mailItemId)).toEqual(bare);

      expect(await folder.apply([updateOf('full', mailItemId, everyField)], never)).toMatchObject([
        { kind: 'updated' },
      ]);
      expect(await fieldsOf(mailItemId)).toEqual(everyField);
    });

    test('lists become shorter, and parts of addresses empty', async () => {
      const mailItemId = await create('lists', everyField);
      const shorter: ContactFields = {
        displayName: 'Short',
        fileAs: 'Short',
        emailAddresses: [{ address: 'one@example.com', name: 'One' }],
        businessPhones: ['+49891'],
        imAddresses: ['sip:one@example.com'],
        businessAddress: { city: 'Köln' },
        categories: ['Kollegen'],
      };
      await folder.apply([updateOf('lists', mailItemId, shorter)], never);
      expect(await fieldsOf(mailItemId)).toEqual(shorter);
    });

    test('an update brings the new stamp with it', async () => {
      const mailItemId = await create('item');
      const update = updateOf('item', mailItemId, { displayName: 'Changed' });
      expect(await folder.apply([update], never)).toMatchObject([{ kind: 'updated' }]);
      expect(await stamped()).toMatchObject([{ mailItemId, itemId: 'item', contentHash: update.contentHash }]);
    });

    test('updating what is gone is reported as gone, and brings nothing back', async () => {
      const mailItemId = await create('item');
      await world.deleteContact(mailboxId, mailItemId);
      const results = await folder.apply([updateOf('item', mailItemId, { displayName: 'Changed' })], never);
      expect(results).toEqual([{ kind: 'gone' }]);
      expect(await inFolder()).toEqual([]);
    });

    test('deleting what is gone succeeds', async () => {
      const mailItemId = await create('item');
      expect(await folder.apply([deleteOf('item', mailItemId)], never)).toEqual([{ kind: 'deleted' }]);
      expect(await inFolder()).toEqual([]);
      expect(await folder.apply([deleteOf('item', mailItemId)], never)).toEqual([{ kind: 'deleted' }]);
    });

    test('ids that differ in case are different', async () => {
      const mailItemId = await create('item');
      const other = [...mailItemId].map(swapCase).join('');
      const results = await folder.apply([deleteOf('item', other)], never);
      expect(results.map(({ kind }) => kind)).toEqual(['deleted']);
      expect((await stamped()).map((item) => item.mailItemId)).toEqual([mailItemId]);
    });

    test('results come in the order of the operations', async () => {
      const [a, b, gone] = [await create('a'), await create('b'), await create('gone')];
      await world.deleteContact(mailboxId, gone);
      const results = await folder.apply(
        [
          createOf('new 1'),
          updateOf('a', a, { displayName: 'A' }),
          updateOf('gone', gone, { displayName: 'Gone' }),
          createOf('new 2'),
          deleteOf('b', b),
        ],
        never,
      );
      expect(results.map(({ kind }) => kind)).toEqual(['created', 'updated', 'gone', 'created', 'deleted']);
      const byItem = new Map((await stamped()).map((item) => [item.itemId, item.mailItemId]));
      expect(byItem).toEqual(
        new Map([
          ['a', a],
          ['new 1', createdId(results[0])],
          ['new 2', createdId(results[3])],
        ]),
      );
    });

    test('many operations, each result at its place', async () => {
      const operations = Array.from({ length: setting.moreThanAPage['stamped.page'] }, (_, i) => createOf(`item ${i}`));
      const results = await folder.apply(operations, never);
      const expected = operations.map(({ itemId, contentHash }, i) => ({
        mailItemId: createdId(results[i]),
        itemId,
        contentHash,
      }));
      const found = await stamped();
      expect([...found].sort(byItemId)).toMatchObject([...expected].sort(byItemId));
      expect(await inFolder()).toHaveLength(operations.length);
    });

    test('a refused item is a result, and its neighbours arrive', async () => {
      await world.rejectNext('item.create');
      const results = await folder.apply([createOf('refused')], never);
      expect(results).toMatchObject([{ kind: 'failed', failure: { code: 'invalid-item' } }]);
      const next = await folder.apply([createOf('a'), createOf('b')], never);
      expect(next.map(({ kind }) => kind)).toEqual(['created', 'created']);

      await world.rejectNext('item.update');
      const a = createdId(next[0]);
      const refused = await folder.apply([updateOf('a', a, { displayName: 'X' })], never);
      expect(refused).toMatchObject([{ kind: 'failed', failure: { code: 'invalid-item' } }]);
      expect((await stamped()).map(({ itemId }) => itemId).sort()).toEqual(['a', 'b']);
    });

    test('the lost answer of a create is unknown, and its stamp tells what became of it', async () => {
      await world.loseAnswer('item.create');
      const operation = createOf('lost');
      expect(await folder.apply([operation], never)).toEqual([{ kind: 'unknown' }]);
      const found = await folder.findStamped([operation], never);
      expect(found).toMatchObject([{ itemId: 'lost', contentHash: operation.contentHash }]);
      expect((await inFolder()).map(({ mailItemId }) => mailItemId)).toEqual(found.map(({ mailItemId }) => mailItemId));
    });

    test('a create that failed before it took effect never leaves two', async () => {
      await world.failBefore('item.create');
      const operation = createOf('item');
      const [result] = await folder.apply([operation], never);
      expect(['unknown', 'created']).toContain(result?.kind);
      const found = await folder.findStamped([operation], never);
      expect(found).toHaveLength(result?.kind === 'created' ? 1 : 0);
    });

    test.each(['loseAnswer', 'failBefore'] as const)(
      '%s of an update or delete: done, or safe to repeat',
      async (fault) => {
        const [a, b] = [await create('a'), await create('b')];
        const update = updateOf('a', a, { displayName: 'Changed' });
        const operations = [update, deleteOf('b', b)];
        await world[fault]('item.update');
        await world[fault]('item.delete');
        // A connector that has used up its retries throws; then the same again must end where it would have.
        for (let attempt = 0; attempt < 3; attempt += 1) await folder.apply(operations, never).catch(() => null);
        expect((await folder.apply(operations, never)).map(({ kind }) => kind)).toEqual(['updated', 'deleted']);
        expect(await stamped()).toMatchObject([{ mailItemId: a, contentHash: update.contentHash }]);
      },
    );

    test('a folder that is gone is not found', async () => {
      const mailItemId = await create('a');
      await world.deleteFolder(mailboxId, place.folderId);
      await expectFailure(folder.apply([createOf('b')], never), 'not-found');
      await expectFailure(folder.apply([deleteOf('a', mailItemId)], never), 'not-found');
      await expectFailure(stamped(), 'not-found');
      await expectFailure(flatten(world.connector.target.stamped(place, never)), 'not-found');
      expect(await world.folders(mailboxId)).toEqual([]);
    });

    test("a person's own contacts in our folder are neither listed nor touched", async () => {
      const own = await world.addPersonalContact(mailboxId, place.folderId, 'Grandma');
      const elsewhere = await world.addPersonalContact(mailboxId, null, 'Plumber');
      const ours = await create('ours', { displayName: 'Grandma' });
      expect((await stamped()).map(({ mailItemId }) => mailItemId)).toEqual([ours]);
      await folder.apply([updateOf('ours', ours, { displayName: 'Colleague' })], never);
      await folder.apply([deleteOf('ours', ours)], never);
      expect((await inFolder()).map(({ mailItemId }) => mailItemId)).toEqual([own]);
      expect((await world.defaultContacts(mailboxId)).map(({ mailItemId }) => mailItemId)).toEqual([elsewhere]);
      expect(await world.personalTouches()).toBe(0);
    });

    test("another sync's items are not ours, even in the same folder", async () => {
      const ours = await create('item');
      const others = world.connector.target.open({ ...place, syncId: otherSyncId });
      const operation = createOf('item');
      const theirs = createdId((await others.apply([operation], never))[0]);
      expect((await stamped()).map(({ mailItemId }) => mailItemId)).toEqual([ours]);
      expect((await flatten(others.stamped(never))).map(({ mailItemId }) => mailItemId)).toEqual([theirs]);
      expect((await folder.findStamped([operation], never)).map(({ mailItemId }) => mailItemId)).toEqual([ours]);
    });

    test('both ways of listing say the same', async () => {
      await folder.apply([createOf('a'), createOf('b')], never);
      const byTarget = await flatten(world.connector.target.stamped(place, never));
      expect([...byTarget].sort(byItemId)).toEqual([...(await stamped())].sort(byItemId));
    });

    test('exact stamps are found, others are not', async () => {
      const operations = Array.from({ length: 45 }, (_, i) => createOf(`item ${i}`));
      await folder.apply(operations, never);
      const wanted = operations.filter((_, i) => i % 2 === 0);
      const absent = { itemId: 'never written', contentHash: hashFor('x') };
      const otherHash = { itemId: 'item 1', contentHash: hashFor('other content') };
      const found = await folder.findStamped([absent, ...wanted, otherHash], never);
      expect(found.map(({ itemId }) => itemId).sort()).toEqual(wanted.map(({ itemId }) => itemId).sort());
      expect(await folder.findStamped([], never)).toEqual([]);
    });

    test('item ids of any spelling keep their stamp', async () => {
      const ids = ["o'brien@example.com", 'a&b=c+d %27 #1', 'Zoë/ß?', 'a|b|c', 'A', 'a', '"quoted"', '{} $1'];
      const operations = ids.map((itemId) => createOf(itemId));
      await folder.apply(operations, never);
      expect((await stamped()).map(({ itemId }) => itemId).sort()).toEqual([...ids].sort());
      const found = await folder.findStamped(operations, never);
      expect(found.map(({ itemId }) => itemId).sort()).toEqual([...ids].sort());
    });

    test('a listing that breaks on the way throws: it is never a shorter one', async () => {
      const count = setting.moreThanAPage['stamped.page'];
      await folder.apply(
        Array.from({ length: count }, (_, i) => createOf(`item ${i}`)),
        never,
      );
      await world.breakSecondPage('stamped.page');
      await expectFailure(stamped(), 'unavailable', 'throttled', 'invalid-answer');
    });

    test('cancelled before it began: nothing happens', async () => {
      await expectFailure(folder.apply([createOf('a')], AbortSignal.abort()), 'cancelled');
      await expectFailure(flatten(folder.stamped(AbortSignal.abort())), 'cancelled');
      await expectFailure(folder.findStamped([createOf('a')], AbortSignal.abort()), 'cancelled');
      expect(await inFolder()).toEqual([]);
    });

    test('cancelled on the way: it stops, and what was written bears its stamp', async () => {
      const controller = new AbortController();
      const operations = Array.from({ length: 60 }, (_, i) => createOf(`item ${i}`));
      const applying = folder.apply(operations, controller.signal);
      controller.abort();
      await expectFailure(applying, 'cancelled');
      const written = (await inFolder()).map(({ mailItemId }) => mailItemId).sort();
      expect(written.length).toBeLessThan(operations.length);
      expect((await stamped()).map(({ mailItemId }) => mailItemId).sort()).toEqual(written);
    });
  });
}

function swapCase(letter: string): string {
  return letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
}

function byItemId(a: StampedItem, b: StampedItem): number {
  return a.itemId < b.itemId ? -1 : 1;
}
