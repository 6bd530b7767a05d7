import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FolderSpec, OpenFolder } from '../../../src/runs/ports.ts';
import type { FailureCode } from '../../../src/sync/failure.ts';
import { createOf } from './contract-items.ts';
import { otherSyncId, syncId } from './contract-place.ts';
import { expectFailure, flatten, never } from './contract-reads.ts';
import type { ContractSetting, MailboxStateCode, OutsideWorld } from './outside-world.ts';

const mailboxStates: readonly MailboxStateCode[] = [
  'mailbox-not-enabled',
  'mailbox-on-premises',
  'mailbox-not-found',
  'mailbox-access-denied',
];

/** What every `Target` keeps about folders and mailboxes. */
export function targetContract(name: string, setting: ContractSetting): void {
  describe(`${name}: a target's folders`, () => {
    let world: OutsideWorld;
    let mailboxId: string;

    beforeEach(async () => {
      world = await setting.open();
      mailboxId = await world.addMailbox();
    });
    afterEach(() => world.close());

    const spec = (over: Partial<FolderSpec> = {}): FolderSpec => ({
      mailboxId,
      syncId,
      placement: { kind: 'folder', path: ['Company'] },
      folderId: null,
      ...over,
    });
    const find = (over: Partial<FolderSpec> = {}, signal: AbortSignal = never) =>
      world.connector.target.findFolder(spec(over), signal);
    const ensure = (over: Partial<FolderSpec> = {}, signal: AbortSignal = never) =>
      world.connector.target.ensureFolder(spec(over), signal);
    const names = async (): Promise<readonly string[]> =>
      (await world.folders(mailboxId)).map(({ displayName }) => displayName).sort();

    test('finds nothing where there is nothing, and looking makes nothing', async () => {
      expect(await find()).toBeNull();
      expect(await find({ folderId: 'AAMkAGVmMDEzMTM4LTZmYWUtNDdkNC1hMDZiLTU1OGY5OTZhYmY4OAAuAAAAAA=' })).toBeNull();
      expect(await names()).toEqual([]);
    });

    test('makes the folder once', async () => {
      const made = await ensure();
      expect(made.created).toBe(true);
      expect(await ensure()).toEqual({ folderId: made.folderId, created: false });
      expect(await ensure({ folderId: made.folderId })).toEqual({ folderId: made.folderId, created: false });
      expect(await names()).toEqual(['Company']);
    });

    test('finds it by its id and by its stamp', async () => {
      const { folderId } = await ensure();
      expect(await find({ folderId })).toEqual({ folderId, created: false });
      expect(await find({ folderId: null })).toEqual({ folderId, created: false });
    });

    test('follows a rename, and never makes a second one', async () => {
      const { folderId } = await ensure();
      await world.renameFolder(mailboxId, folderId, 'Kolleginnen & Kollegen');
      expect(await find({ folderId })).toEqual({ folderId, created: false });
      expect(await ensure({ folderId })).toEqual({ folderId, created: false });
      expect(await ensure({ folderId: null })).toEqual({ folderId, created: false });
      expect(await names()).toEqual(['Kolleginnen & Kollegen']);
    });

    test('finds it by its stamp where the stored id leads nowhere', async () => {
      const first = await ensure();
      await world.deleteFolder(mailboxId, first.folderId);
      const second = await ensure({ folderId: null });
      expect(await find({ folderId: first.folderId })).toEqual({ folderId: second.folderId, created: false });
    });

    test('makes a new one where a person deleted it', async () => {
      const first = await ensure();
      await world.deleteFolder(mailboxId, first.folderId);
      expect(await find({ folderId: first.folderId })).toBeNull();
      const second = await ensure({ folderId: first.folderId });
      expect(second.created).toBe(true);
      expect(second.folderId).not.toBe(first.folderId);
      expect(await names()).toEqual(['Company']);
    });

    test("a person's folder of the same name is not ours", async () => {
      const personal = await world.addFolder(mailboxId, 'Company');
      await world.addPersonalContact(mailboxId, personal, 'Grandma');
      expect(await find()).toBeNull();
      const made = await ensure();
      expect(made.created).toBe(true);
      expect(made.folderId).not.toBe(personal);
      expect(await ensure()).toEqual({ folderId: made.folderId, created: false });
      const folders = await world.folders(mailboxId);
      expect(folders).toHaveLength(2);
      const untouched = folders.find(({ folderId }) => folderId === personal);
      expect(untouched?.displayName).toBe('Company');
      expect(untouched?.contacts.map(({ fields }) => fields.displayName)).toEqual(['Grandma']);
    });

    test('where even the second name is taken, it finds a third', async () => {
      await world.addFolder(mailboxId, 'Company');
      const first = await ensure();
      await world.renameFolder(mailboxId, first.folderId, 'Ours');
      const taken = (await names()).length;
      const second = await ensure({ syncId: otherSyncId });
      const third = await ensure({ syncId: '2b4d6f80-1a3c-4e5f-8091-a2b3c4d5e6f7' });
      expect(new Set([first.folderId, second.folderId, third.folderId]).size).toBe(3);
      expect(await names()).toHaveLength(taken + 2);
    });

    test("another sync's folder is not ours", async () => {
      const other = await ensure({ syncId: otherSyncId });
      expect(await find()).toBeNull();
      const ours = await ensure();
      expect(ours.created).toBe(true);
      expect(ours.folderId).not.toBe(other.folderId);
      expect(await find({ syncId: otherSyncId })).toEqual({ folderId: other.folderId, created: false });
    });

    test('each mailbox has its own', async () => {
      const neighbour = await world.addMailbox();
      const { folderId } = await ensure();
      expect(await find({ mailboxId: neighbour })).toBeNull();
      const there = await ensure({ mailboxId: neighbour });
      expect(there.created).toBe(true);
      expect(there.folderId).not.toBe(folderId);
    });

    test('a lost answer makes no second folder', async () => {
      await world.loseAnswer('folder.create');
      const { folderId } = await ensure();
      expect(await ensure()).toEqual({ folderId, created: false });
      expect(await names()).toEqual(['Company']);
    });

    test('a create that failed before it took effect leaves one folder in the end', async () => {
      await world.failBefore('folder.create');
      await ensure().catch(() => null);
      const { folderId } = await ensure();
      expect(await find()).toEqual({ folderId, created: false });
      expect(await names()).toEqual(['Company']);
    });

    test('all folders of many mailboxes at once', async () => {
      const many = [mailboxId];
      for (let i = 1; i < 30; i += 1) many.push(await world.addMailbox());
      const made = await Promise.all(many.map((id) => ensure({ mailboxId: id })));
      expect(made.every(({ created }) => created)).toBe(true);
      expect(new Set(made.map(({ folderId }) => folderId)).size).toBe(many.length);
      const again = await Promise.all(many.map((id) => ensure({ mailboxId: id })));
      expect(again).toEqual(made.map(({ folderId }) => ({ folderId, created: false })));
    });

    test.each(mailboxStates)('%s is a state of this mailbox, whatever is asked of it', async (state) => {
      const { folderId } = await ensure();
      const folder: OpenFolder = { mailboxId, syncId, folderId };
      await world.setMailboxState(mailboxId, state);
      const codes = namesOf(state);
      await expectFailure(find(), ...codes);
      await expectFailure(find({ folderId }), ...codes);
      await expectFailure(ensure(), ...codes);
      await expectFailure(flatten(world.connector.target.stamped(folder, never)), ...codes);
      await expectFailure(world.connector.target.open(folder).apply([createOf('a')], never), ...codes);
      const neighbour = await world.addMailbox();
      expect((await ensure({ mailboxId: neighbour })).created).toBe(true);
    });

    test('a mailbox that nobody has', async () => {
      const nobody = { mailboxId: 'c3f0a1d2-5e4b-4968-8a7c-0f1e2d3c4b5a' };
      await expectFailure(find(nobody), 'mailbox-not-found');
      await expectFailure(ensure(nobody), 'mailbox-not-found');
    });

    test('cancelled before it began', async () => {
      await expectFailure(find({}, AbortSignal.abort()), 'cancelled');
      await expectFailure(ensure({}, AbortSignal.abort()), 'cancelled');
      expect(await names()).toEqual([]);
    });

    test('closes when nothing is in flight any more', async () => {
      const making = ensure();
      await making;
      await expect(world.connector.close()).resolves.toBeUndefined();
    });
  });
}

/** Some services have one answer for a mailbox that is not enabled and for one that is on-premises. */
function namesOf(state: MailboxStateCode): readonly FailureCode[] {
  return state === 'mailbox-on-premises' ? [state, 'mailbox-not-enabled'] : [state];
}
