import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Cursor, Mailbox, MailboxPage } from '../../../src/runs/ports.ts';
import { expectFailure, flatten, never, type ReadOutcome, readToEnd } from './contract-reads.ts';
import type { ContractSetting, OutsideWorld } from './outside-world.ts';

/** What every `MailboxDirectory` keeps. */
export function mailboxDirectoryContract(name: string, setting: ContractSetting): void {
  describe(`${name}: a directory of mailboxes`, () => {
    let world: OutsideWorld;

    beforeEach(async () => {
      world = await setting.open();
    });
    afterEach(() => world.close());

    const read = (cursor: Cursor | null, signal: AbortSignal = never): Promise<ReadOutcome<Mailbox>> =>
      readToEnd(world.connector.mailboxes.read(cursor, signal), viewOf, ({ mailboxId }) => mailboxId);
    const members = async (groupId: string, signal: AbortSignal = never): Promise<readonly string[]> =>
      [...(await flatten(world.connector.mailboxes.groupMembers(groupId, signal)))].sort();

    async function addMailboxes(count: number): Promise<readonly string[]> {
      const ids: string[] = [];
      for (let i = 0; i < count; i += 1) ids.push(await world.addMailbox());
      return ids;
    }

    test('a snapshot has every mailbox with its address, and its last page has a cursor', async () => {
      const ids = await addMailboxes(setting.moreThanAPage['mailboxes.page']);
      const { last, cursor } = await read(null);
      const found = ids.map((id) => last.get(id));
      expect(found.every((mailbox) => mailbox?.excluded === null && mailbox.address.includes('@'))).toBe(true);
      expect(cursor).not.toBeNull();
    });

    test.each(['guest', 'disabled', 'no-exchange-licence', 'no-address'] as const)('excluded: %s', async (excluded) => {
      const id = await world.addMailbox(excluded);
      const { last } = await read(null);
      expect(last.get(id)?.excluded).toBe(excluded);
    });

    test('a mailbox is found by its address, however it is written', async () => {
      const [id] = await addMailboxes(2);
      const { last } = await read(null);
      const address = last.get(id ?? '')?.address ?? '';
      expect(await world.connector.mailboxes.find(address, never)).toBe(id);
      expect(await world.connector.mailboxes.find(address.toUpperCase(), never)).toBe(id);
      await expectFailure(world.connector.mailboxes.find('nobody@contoso.example', never), 'mailbox-not-found');
    });

    test('changes since a cursor: which came and which are gone', async () => {
      const [gone] = await addMailboxes(2);
      const { cursor } = await read(null);
      if (gone === undefined) throw new Error('two were added');
      const added = await world.addMailbox();
      await world.removeMailbox(gone);
      const delta = await read(cursor);
      expect([...delta.last.keys()].sort()).toEqual([added, gone].sort());
      expect(delta.last.get(added)?.excluded).toBeNull();
      expect(delta.last.get(gone)).toBeNull();
    });

    test('an expired cursor says so, and a snapshot works', async () => {
      const [id] = await addMailboxes(1);
      const { cursor } = await read(null);
      await world.expireCursors('mailboxes.page');
      await expectFailure(read(cursor), 'cursor-expired');
      expect([...(await read(null)).last.keys()]).toContain(id);
    });

    test('a last page that is cut short never looks complete', async () => {
      await addMailboxes(3);
      await world.cutLastPage('mailboxes.page');
      const cursor = await read(null).then(
        (outcome) => outcome.cursor,
        () => null,
      );
      expect(cursor).toBeNull();
    });

    test('members of a group', async () => {
      const [a, b, outside] = await addMailboxes(3);
      if (a === undefined || b === undefined || outside === undefined) throw new Error('three were added');
      expect(await members(await world.addGroup([a, b]))).toEqual([a, b].sort());
    });

    test('a group with nobody in it', async () => {
      expect(await members(await world.addGroup([]))).toEqual([]);
    });

    test('a group of more than a page', async () => {
      const ids = await addMailboxes(setting.moreThanAPage['group.page']);
      expect(await members(await world.addGroup(ids))).toEqual([...ids].sort());
    });

    test('through nested groups, each mailbox once', async () => {
      const [a, b, c] = await addMailboxes(3);
      if (a === undefined || b === undefined || c === undefined) throw new Error('three were added');
      const innermost = await world.addGroup([a, c]);
      const inner = await world.addGroup([b, innermost]);
      expect(await members(await world.addGroup([a, inner, innermost]))).toEqual([a, b, c].sort());
    });

    test('groups that contain each other', async () => {
      const [a, b] = await addMailboxes(2);
      if (a === undefined || b === undefined) throw new Error('two were added');
      const one = await world.addGroup([a]);
      const other = await world.addGroup([b, one]);
      await world.addToGroup(one, other);
      expect(await members(one)).toEqual([a, b].sort());
      expect(await members(other)).toEqual([a, b].sort());
    });

    test('an unknown group is a failure, not an empty one', async () => {
      await expectFailure(members('5f1b9a4e-8c7d-4e2a-9b3f-0d6c1e2a7b48'), 'not-found');
    });

    test('a group that cannot be read completely is a failure, not a smaller one', async () => {
      const ids = await addMailboxes(setting.moreThanAPage['group.page']);
      const groupId = await world.addGroup(ids);
      await world.breakSecondPage('group.page');
      await expectFailure(members(groupId), 'unavailable', 'throttled', 'invalid-answer');
    });

    test('cancelled', async () => {
      await expectFailure(read(null, AbortSignal.abort()), 'cancelled');
      const groupId = await world.addGroup([]);
      await expectFailure(members(groupId, AbortSignal.abort()), 'cancelled');
    });
  });
}

function viewOf(page: MailboxPage) {
  return { entries: page.mailboxes, removed: page.removed, cursor: page.cursor };
}
