import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConnectorError } from '../../../src/runs/connector-error.ts';
import type { Cursor, SourcePage } from '../../../src/runs/ports.ts';
import type { SourceRecord } from '../../../src/sync/source-record.ts';
import { createOf } from './contract-items.ts';
import { createdId, folderSpec, openPlace } from './contract-place.ts';
import { expectFailure, never, type ReadOutcome, readToEnd } from './contract-reads.ts';
import type { ContractSetting, OutsideWorld } from './outside-world.ts';

/** What a folder of a mailbox as a `ContactSource` keeps. A cursor may say what changed, or be an expired one. */
export function mailboxFolderSourceContract(name: string, setting: ContractSetting): void {
  describe(`${name}: a folder of a mailbox as a source`, () => {
    let world: OutsideWorld;
    let mailboxId: string;
    let mailbox: string;
    let folderId: string;

    beforeEach(async () => {
      world = await setting.open();
      mailboxId = await world.addMailbox();
      mailbox = await world.addressOf(mailboxId);
      folderId = await world.addFolder(mailboxId, 'Suppliers', await world.addFolder(mailboxId, 'Team'));
    });
    afterEach(() => world.close());

    const source = (folder: readonly string[] = ['Team', 'Suppliers'], address = mailbox) =>
      world.connector.source({
        kind: 'mailbox-folder',
        mailbox: address,
        folder,
        sourceId: 'suppliers',
        connectionId: 'connection',
      });
    const readFrom = (
      from: ReturnType<typeof source>,
      cursor: Cursor | null = null,
      signal: AbortSignal = never,
    ): Promise<ReadOutcome<SourceRecord>> => readToEnd(from.read(cursor, signal), viewOf, ({ itemId }) => itemId);
    const read = (cursor: Cursor | null = null) => readFrom(source(), cursor);
    const present = ({ last }: ReadOutcome<SourceRecord>): readonly string[] =>
      [...last].flatMap(([id, record]) => (record === null ? [] : [id])).sort();
    /** What is known after reading on from a cursor, be it by changes or, where it has expired, by a snapshot. */
    async function readOn(before: ReadOutcome<SourceRecord>): Promise<ReadOutcome<SourceRecord>> {
      try {
        const changes = await read(before.cursor);
        return { ...changes, last: new Map([...before.last, ...changes.last]) };
      } catch (error) {
        if (!(error instanceof ConnectorError) || error.code !== 'cursor-expired') throw error;
        return await read();
      }
    }

    test('the contacts of this folder and of no other, with their fields', async () => {
      const contact = { displayName: 'Fabrikam', mobilePhone: '+491', businessPhones: ['+492'], categories: ['A'] };
      const id = await world.addContact(mailboxId, folderId, contact);
      await world.addPersonalContact(mailboxId, null, 'Elsewhere');
      const outcome = await read();
      expect(present(outcome)).toEqual([id]);
      expect(outcome.last.get(id)).toMatchObject({
        itemId: id,
        kind: 'contact',
        hiddenFromLists: false,
        fields: contact,
      });
      expect(outcome.cursor).not.toBeNull();
    });

    test('the default folder, by an empty path', async () => {
      await world.addContact(mailboxId, folderId, { displayName: 'Fabrikam' });
      const id = await world.addContact(mailboxId, null, { displayName: 'Contoso' });
      expect(present(await readFrom(source([])))).toEqual([id]);
    });

    test('an empty folder is a complete read of nothing', async () => {
      const { last, cursor } = await read();
      expect([...last]).toEqual([]);
      expect(cursor).not.toBeNull();
    });

    test('copies of ours are never read: there is no going round in circles', async () => {
      const place = await openPlace(world, folderSpec(mailboxId, ['Team', 'Company']));
      const ours = createdId((await world.connector.target.open(place).apply([createOf('a')], never))[0]);
      const own = await world.addContact(mailboxId, place.folderId, { displayName: 'Own' });
      const from = source(['Team', 'Company']);
      const before = await readFrom(from);
      expect(present(before)).toEqual([own]);
      await world.editContact(mailboxId, ours, { displayName: 'Edited' });
      const after = await readFrom(from, before.cursor).catch(() => readFrom(from));
      expect(after.last.get(ours) ?? null).toBeNull();
    });

    test('nothing changed: nothing comes but a cursor', async () => {
      await world.addContact(mailboxId, folderId, { displayName: 'Fabrikam' });
      const { cursor } = await read();
      const again = await read(cursor);
      expect([...again.last]).toEqual([]);
      expect(again.cursor).not.toBeNull();
    });

    test('what came, what changed, what was deleted and what was moved away', async () => {
      const add = (displayName: string) => world.addContact(mailboxId, folderId, { displayName });
      const [stays, changed] = [await add('Stays'), await add('Changes')];
      const [deleted, moved] = [await add('Goes'), await add('Moves')];
      const before = await read();
      const came = await add('New');
      await world.editContact(mailboxId, changed, { displayName: 'Changed', mobilePhone: '+499' });
      await world.deleteContact(mailboxId, deleted);
      await world.moveContact(mailboxId, moved, await world.addFolder(mailboxId, 'Archive'));
      const after = await readOn(before);
      expect(present(after)).toEqual([came, changed, stays].sort());
      expect(after.last.get(changed)?.fields).toMatchObject({ displayName: 'Changed', mobilePhone: '+499' });
      expect(after.cursor).not.toBeNull();
    });

    test('an expired cursor says so, and a snapshot works', async () => {
      const id = await world.addContact(mailboxId, folderId, { displayName: 'Fabrikam' });
      const { cursor } = await read();
      await world.expireCursors('contacts.page');
      await expectFailure(read(cursor), 'cursor-expired');
      expect(present(await read())).toEqual([id]);
    });

    test('more than a page, and a read that breaks on the way is no smaller list', async () => {
      const count = setting.moreThanAPage['contacts.page'];
      for (let i = 0; i < count; i += 1) await world.addContact(mailboxId, folderId, { displayName: `Contact ${i}` });
      expect(present(await read())).toHaveLength(count);
      await world.breakSecondPage('contacts.page');
      await expectFailure(read(), 'unavailable', 'throttled', 'invalid-answer');
    });

    test('a last page that is cut short never looks complete', async () => {
      await world.addContact(mailboxId, folderId, { displayName: 'Fabrikam' });
      await world.cutLastPage('contacts.page');
      const cursor = await read().then(
        (outcome) => outcome.cursor,
        () => null,
      );
      expect(cursor).toBeNull();
    });

    test('a mailbox or folder that is not there is a failure, not an empty one', async () => {
      await expectFailure(readFrom(source(['Team', 'Customers'])), 'not-found');
      await expectFailure(readFrom(source(['Suppliers'])), 'not-found');
      await expectFailure(readFrom(source([], 'nobody@nowhere.example')), 'not-found', 'mailbox-not-found');
    });

    test('cancelled', async () => {
      await expectFailure(readFrom(source(), null, AbortSignal.abort()), 'cancelled');
    });
  });
}

function viewOf({ records, removed, cursor }: SourcePage) {
  return { entries: records, removed, cursor };
}
