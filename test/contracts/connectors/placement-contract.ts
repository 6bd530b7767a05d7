import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FolderSpec, OpenFolder } from '../../../src/runs/ports.ts';
import { createOf, deleteOf, updateOf } from './contract-items.ts';
import {
  contactsIn,
  createdId,
  folderSpec,
  openPlace,
  otherSyncId,
  pathsOf,
  stampedIn,
  syncId,
} from './contract-place.ts';
import { expectFailure, flatten, never } from './contract-reads.ts';
import type { ContractSetting, OutsideWorld } from './outside-world.ts';

/** What every `Target` keeps about where its folders are. */
export function placementContract(name: string, setting: ContractSetting): void {
  describe(`${name}: folders in folders`, () => {
    let world: OutsideWorld;
    let mailboxId: string;

    beforeEach(async () => {
      world = await setting.open();
      mailboxId = await world.addMailbox();
    });
    afterEach(() => world.close());

    const nested = (over: Partial<FolderSpec> = {}): FolderSpec =>
      folderSpec(mailboxId, ['Work', 'Shared', 'Company'], over);
    const find = (spec: FolderSpec) => world.connector.target.findFolder(spec, never);
    const ensure = (spec: FolderSpec) => world.connector.target.ensureFolder(spec, never);
    const remove = (folder: OpenFolder) => world.connector.target.removeFolder(folder, never);
    const paths = async () => pathsOf(await world.folders(mailboxId));

    test('the folder is made with those around it, once', async () => {
      const made = await ensure(nested());
      expect(made.created).toBe(true);
      expect(await paths()).toEqual(['Work', 'Work/Shared', 'Work/Shared/Company']);
      expect(await ensure(nested())).toEqual({ folderId: made.folderId, created: false });
      expect(await find(nested())).toEqual({ folderId: made.folderId, created: false });
      expect(await find(nested({ folderId: made.folderId }))).toEqual({ folderId: made.folderId, created: false });
      expect(await paths()).toHaveLength(3);
    });

    test('looking makes nothing, also of those around it', async () => {
      expect(await find(nested())).toBeNull();
      expect(await paths()).toEqual([]);
    });

    test('items go into the innermost one', async () => {
      const place = await openPlace(world, nested());
      const [result] = await world.connector.target.open(place).apply([createOf('a')], never);
      expect((await contactsIn(world, place)).map(({ mailItemId }) => mailItemId)).toEqual([createdId(result)]);
      expect((await stampedIn(world, place)).map(({ itemId }) => itemId)).toEqual(['a']);
    });

    test("a person's own folder of the name is used on the way, and outlives ours", async () => {
      const own = await world.addFolder(mailboxId, 'Work');
      const place = await openPlace(world, nested());
      const folders = await world.folders(mailboxId);
      expect(pathsOf(folders)).toEqual(['Work', 'Work/Shared', 'Work/Shared/Company']);
      expect(folders.find(({ displayName }) => displayName === 'Shared')?.parentId).toBe(own);
      expect(await remove(place)).toBe(true);
      expect((await world.folders(mailboxId)).map(({ folderId }) => folderId)).toEqual([own]);
    });

    test("a person's folder of the last name is not ours", async () => {
      const work = await world.addFolder(mailboxId, 'Work');
      const own = await world.addFolder(mailboxId, 'Company', work);
      const spec = folderSpec(mailboxId, ['Work', 'Company']);
      expect(await find(spec)).toBeNull();
      const { folderId, created } = await ensure(spec);
      expect(created).toBe(true);
      expect(folderId).not.toBe(own);
      expect((await world.folders(mailboxId)).find((folder) => folder.folderId === folderId)?.parentId).toBe(work);
    });

    test('two syncs share the folders around theirs, and the last one to go takes them away', async () => {
      const one = await openPlace(world, folderSpec(mailboxId, ['Work', 'Colleagues']));
      const other = await openPlace(world, folderSpec(mailboxId, ['Work', 'Partners'], { syncId: otherSyncId }));
      expect(await paths()).toEqual(['Work', 'Work/Colleagues', 'Work/Partners']);
      expect(await remove(one)).toBe(true);
      expect(await paths()).toEqual(['Work', 'Work/Partners']);
      expect(await remove(other)).toBe(true);
      expect(await paths()).toEqual([]);
    });

    test('renamed, it is still the same', async () => {
      const { folderId } = await ensure(nested());
      await world.renameFolder(mailboxId, folderId, 'Kollegen');
      expect(await ensure(nested({ folderId }))).toEqual({ folderId, created: false });
      expect(await ensure(nested())).toEqual({ folderId, created: false });
      expect(await paths()).toHaveLength(3);
    });

    test('those around it renamed, it is still the same', async () => {
      const { folderId } = await ensure(nested());
      const work = (await world.folders(mailboxId)).find(({ displayName }) => displayName === 'Work');
      await world.renameFolder(mailboxId, work?.folderId ?? '', 'Beruf');
      expect(await ensure(nested({ folderId }))).toEqual({ folderId, created: false });
      expect(await paths()).toEqual(['Beruf', 'Beruf/Shared', 'Beruf/Shared/Company']);
    });

    test.each(['loseAnswer', 'failBefore'] as const)('%s on the way makes no second one', async (fault) => {
      await world[fault]('folder.create');
      await ensure(nested()).catch(() => null);
      await ensure(nested());
      expect(await paths()).toEqual(['Work', 'Work/Shared', 'Work/Shared/Company']);
    });

    test('an empty folder of ours goes', async () => {
      const place = await openPlace(world, folderSpec(mailboxId));
      const items = world.connector.target.open(place);
      const mailItemId = createdId((await items.apply([createOf('a')], never))[0]);
      await items.apply([deleteOf('a', mailItemId)], never);
      expect(await remove(place)).toBe(true);
      expect(await paths()).toEqual([]);
      expect(await find(folderSpec(mailboxId))).toBeNull();
      expect(await remove(place), 'what is gone is no failure').toBe(true);
    });

    test("what holds a person's contact stays with it, and is ours no more", async () => {
      const place = await openPlace(world, nested());
      await world.addPersonalContact(mailboxId, place.folderId, 'Grandma');
      expect(await remove(place)).toBe(false);
      expect(await paths()).toEqual(['Work', 'Work/Shared', 'Work/Shared/Company']);
      expect((await contactsIn(world, place)).map(({ fields }) => fields.displayName)).toEqual(['Grandma']);
      expect(await world.connector.target.ownFolders(mailboxId, never)).toEqual([]);
      expect(await find(nested())).toBeNull();
      expect(await remove(place), 'nor is it removed when it is empty').toBe(false);
      expect(await world.personalTouches()).toBe(0);
    });

    test("what holds a person's folder stays", async () => {
      const place = await openPlace(world, folderSpec(mailboxId));
      await world.addFolder(mailboxId, 'Family', place.folderId);
      expect(await remove(place)).toBe(false);
      expect(await paths()).toEqual(['Company', 'Company/Family']);
    });

    test("what is around it stays if a person's contact is in it", async () => {
      const place = await openPlace(world, folderSpec(mailboxId, ['Work', 'Company']));
      const work = (await world.folders(mailboxId)).find(({ displayName }) => displayName === 'Work');
      await world.addPersonalContact(mailboxId, work?.folderId ?? null, 'Plumber');
      expect(await remove(place)).toBe(true);
      expect(await paths()).toEqual(['Work']);
      expect(await world.personalTouches()).toBe(0);
    });

    test("neither a person's folder nor another sync's is removed", async () => {
      const own = await world.addFolder(mailboxId, 'Family');
      const other = await openPlace(world, folderSpec(mailboxId, ['Company'], { syncId: otherSyncId }));
      expect(await remove({ mailboxId, syncId, folderId: own })).toBe(false);
      expect(await remove({ ...other, syncId })).toBe(false);
      expect(await paths()).toEqual(['Company', 'Family']);
    });

    test('a removal that failed can be repeated', async () => {
      const place = await openPlace(world, folderSpec(mailboxId));
      await world.loseAnswer('folder.remove');
      await remove(place).catch(() => null);
      expect(await remove(place)).toBe(true);
      expect(await paths()).toEqual([]);
    });

    test('what we made around a folder that is gone goes too, if nothing is in it', async () => {
      const spec = nested();
      const { folderId } = await ensure(spec);
      await world.deleteFolder(mailboxId, folderId);
      expect(await paths()).toEqual(['Work', 'Work/Shared']);
      expect(await world.connector.target.removeFolder({ ...spec, folderId: null }, never)).toBe(true);
      expect(await paths()).toEqual([]);
    });

    test('own folders: which sync has which, at any level', async () => {
      await world.addFolder(mailboxId, 'Family');
      expect(await world.connector.target.ownFolders(mailboxId, never)).toEqual([]);
      const deep = await openPlace(world, nested());
      const top = await openPlace(world, folderSpec(mailboxId, ['Partners'], { syncId: otherSyncId }));
      const own = await world.connector.target.ownFolders(mailboxId, never);
      const bySync = (a: OpenFolder, b: OpenFolder): number => (a.syncId < b.syncId ? -1 : 1);
      expect([...own].sort(bySync)).toEqual([deep, top].sort(bySync));
    });

    test('cancelled before it began', async () => {
      const place = await openPlace(world, folderSpec(mailboxId));
      await expectFailure(world.connector.target.removeFolder(place, AbortSignal.abort()), 'cancelled');
      await expectFailure(world.connector.target.ownFolders(mailboxId, AbortSignal.abort()), 'cancelled');
      expect(await paths()).toEqual(['Company']);
    });
  });

  describe(`${name}: the default folder`, () => {
    let world: OutsideWorld;
    let mailboxId: string;
    let spec: FolderSpec;

    beforeEach(async () => {
      world = await setting.open();
      mailboxId = await world.addMailbox();
      const placement = { kind: 'default-folder', category: 'Company' } as const;
      spec = { mailboxId, syncId, placement, folderId: null };
    });
    afterEach(() => world.close());

    const names = async (): Promise<readonly (string | undefined)[]> =>
      (await world.defaultContacts(mailboxId)).map(({ fields }) => fields.displayName).sort();

    test('is always there, also where there is no contact yet', async () => {
      const found = await world.connector.target.findFolder(spec, never);
      expect(found).toMatchObject({ created: false });
      expect(await world.connector.target.ensureFolder(spec, never)).toEqual(found);
      expect(await stampedIn(world, await openPlace(world, spec))).toEqual([]);
      expect(await world.folders(mailboxId)).toEqual([]);
    });

    test('nothing without our stamp is listed, read or touched', async () => {
      const grandma = await world.addPersonalContact(mailboxId, null, 'Grandma');
      await world.addContact(mailboxId, null, { displayName: 'Plumber', categories: ['Company'] });
      const place = await openPlace(world, spec);
      const items = world.connector.target.open(place);
      const fields = { displayName: 'Anna', categories: ['Company'] };
      const anna = createdId((await items.apply([createOf('anna', fields)], never))[0]);
      expect(await names()).toEqual(['Anna', 'Grandma', 'Plumber']);

      expect((await stampedIn(world, place)).map(({ mailItemId }) => mailItemId)).toEqual([anna]);
      const read = await world.connector.target.read(place, [grandma, anna], never);
      expect(read.map(({ mailItemId }) => mailItemId)).toEqual([anna]);
      await items.apply([updateOf('anna', anna, { ...fields, displayName: 'Anna B.' })], never);
      expect(await names()).toEqual(['Anna B.', 'Grandma', 'Plumber']);
      await items.apply([deleteOf('anna', anna)], never);
      expect(await names()).toEqual(['Grandma', 'Plumber']);
      expect(await world.personalTouches()).toBe(0);
    });

    test('two syncs in it do not see each other', async () => {
      const one = await openPlace(world, spec);
      const other = await openPlace(world, { ...spec, syncId: otherSyncId });
      await world.connector.target.open(one).apply([createOf('a')], never);
      await world.connector.target.open(other).apply([createOf('a'), createOf('b')], never);
      expect((await stampedIn(world, one)).map(({ itemId }) => itemId)).toEqual(['a']);
      expect((await stampedIn(world, other)).map(({ itemId }) => itemId).sort()).toEqual(['a', 'b']);
    });

    test('a lost create is found by its stamp', async () => {
      const items = world.connector.target.open(await openPlace(world, spec));
      await world.loseAnswer('item.create');
      const operation = createOf('lost');
      expect(await items.apply([operation], never)).toEqual([{ kind: 'unknown' }]);
      expect(await items.findStamped([operation], never)).toHaveLength(1);
    });

    test('what changed in it is told', async () => {
      const place = await openPlace(world, spec);
      const before = await world.addPersonalContact(mailboxId, null, 'Grandma');
      const pages = await Array.fromAsync(world.connector.target.changes(place, null, never));
      expect(pages.flatMap(({ present }) => present.map(({ mailItemId }) => mailItemId))).toEqual([before]);
      const after = await world.addPersonalContact(mailboxId, null, 'Plumber');
      const cursor = pages.at(-1)?.cursor ?? null;
      expect(cursor).not.toBeNull();
      const next = await Array.fromAsync(world.connector.target.changes(place, cursor, never));
      expect(next.flatMap(({ present }) => present.map(({ mailItemId }) => mailItemId))).toEqual([after]);
    });

    test('it is never removed, and no folder of ours', async () => {
      await world.addPersonalContact(mailboxId, null, 'Grandma');
      const place = await openPlace(world, spec);
      expect(await world.connector.target.removeFolder(place, never)).toBe(false);
      expect(await names()).toEqual(['Grandma']);
      expect(await world.connector.target.ownFolders(mailboxId, never)).toEqual([]);
      expect(await flatten(world.connector.target.stamped(place, never))).toEqual([]);
    });
  });
}
