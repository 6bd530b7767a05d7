import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OpenFolder, TargetFolder } from '../../../src/runs/ports.ts';
import type { ContactFields, ItemId } from '../../../src/sync/items.ts';
import type { MailItem, MailItemId, PhotoWrite } from '../../../src/sync/operations.ts';
import { createOf, deleteOf, everyField, hashFor, updateOf } from './contract-items.ts';
import { jpegOf } from './contract-photos.ts';
import { contactsIn, createdId, folderSpec, openPlace, otherSyncId, stampedIn } from './contract-place.ts';
import { expectFailure, never } from './contract-reads.ts';
import type { ContractSetting, OutsideContact, OutsideWorld } from './outside-world.ts';

const photo: PhotoWrite = { kind: 'put', hash: hashFor('photo'), jpeg: jpegOf(48, 48) };
const otherPhoto: PhotoWrite = { kind: 'put', hash: hashFor('other photo'), jpeg: jpegOf(64, 64) };

/** What every target keeps about what is in its items beside their stamps. */
export function targetContentContract(name: string, setting: ContractSetting): void {
  describe(`${name}: what is in items`, () => {
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

    const read = async (...ids: readonly MailItemId[]): Promise<readonly MailItem[]> =>
      await world.connector.target.read(place, ids, never);
    const create = async (itemId: ItemId, fields?: ContactFields): Promise<MailItemId> =>
      createdId((await folder.apply([createOf(itemId, fields)], never))[0]);
    const outside = async (id: MailItemId): Promise<OutsideContact | undefined> =>
      (await contactsIn(world, place)).find(({ mailItemId }) => mailItemId === id);

    test('every field that was written is read back', async () => {
      const operation = createOf('full', everyField);
      const mailItemId = createdId((await folder.apply([operation], never))[0]);
      const expected = { mailItemId, itemId: 'full', contentHash: operation.contentHash, marks: null };
      expect(await read(mailItemId)).toEqual([
        { ...expected, fields: everyField, ...withoutAbsent((await read(mailItemId))[0]?.changeKey) },
      ]);
    });

    test('a bare contact has no empty fields', async () => {
      const [item] = await read(await create('bare', { displayName: 'Only a name', fileAs: 'Only a name' }));
      // Services file a contact by its name of themselves: that may go without saying.
      const { fileAs = 'Only a name', ...fields } = item?.fields ?? {};
      expect({ fileAs, ...fields }).toEqual({ displayName: 'Only a name', fileAs: 'Only a name' });
    });

    test('both ways of reading say the same', async () => {
      const ids = [await create('a'), await create('b')];
      const byTarget = [...(await read(...ids))].sort(byItem);
      expect([...(await folder.read(ids, never))].sort(byItem)).toEqual(byTarget);
      expect(byTarget.map(({ itemId }) => itemId)).toEqual(['a', 'b']);
    });

    test("only what is there and bears this sync's stamp is read", async () => {
      const ours = await create('ours');
      const gone = await create('gone');
      await folder.apply([deleteOf('gone', gone)], never);
      const personal = await world.addPersonalContact(mailboxId, place.folderId, 'Grandma');
      const others = world.connector.target.open({ ...place, syncId: otherSyncId });
      const theirs = createdId((await others.apply([createOf('theirs')], never))[0]);
      expect((await read(gone, personal, theirs, ours)).map(({ itemId }) => itemId)).toEqual(['ours']);
      expect(await read()).toEqual([]);
    });

    test('many are read at once', async () => {
      const operations = Array.from({ length: 45 }, (_, i) => createOf(`item ${i}`));
      const results = await folder.apply(operations, never);
      const items = await read(...results.map(createdId));
      expect(items.map(({ itemId }) => itemId).sort()).toEqual(operations.map(({ itemId }) => itemId).sort());
    });

    test("a person's edit is read", async () => {
      const mailItemId = await create('item', { displayName: 'Anna', mobilePhone: '+491' });
      await world.editContact(mailboxId, mailItemId, { displayName: 'Anna from work' });
      expect((await read(mailItemId))[0]).toMatchObject({
        itemId: 'item',
        fields: { displayName: 'Anna from work', mobilePhone: '+491' },
      });
    });

    test("own content is written in place of the item's, and its marks come back", async () => {
      const own = {
        fields: { displayName: 'Anna', mobilePhone: '+492' },
        marks: '{"v":1,"kept":["mobilePhone"],"ö":"ß\'"}',
      };
      const operation = { ...createOf('item', { displayName: 'Anna', mobilePhone: '+491' }), own };
      const mailItemId = createdId((await folder.apply([operation], never))[0]);
      expect((await outside(mailItemId))?.fields).toMatchObject(own.fields);
      expect((await read(mailItemId))[0]).toMatchObject({ contentHash: operation.contentHash, ...own });

      const changed = { fields: { displayName: 'Anna B.' }, marks: '{"v":2}' };
      await folder.apply([{ ...updateOf('item', mailItemId, { displayName: 'X' }), own: changed }], never);
      expect((await read(mailItemId))[0]).toMatchObject({ fields: { displayName: 'Anna B.' }, marks: '{"v":2}' });
      expect((await read(mailItemId))[0]?.fields).not.toHaveProperty('mobilePhone');

      const bare = { fields: { displayName: 'Anna C.' }, marks: null };
      await folder.apply([{ ...updateOf('item', mailItemId, { displayName: 'X' }), own: bare }], never);
      expect((await read(mailItemId))[0]).toMatchObject({ fields: { displayName: 'Anna C.' }, marks: null });
    });

    test('marks of some length come back whole', async () => {
      const marks = JSON.stringify(
        Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`field ${i}`, hashFor(`${i}`)])),
      );
      const operation = { ...createOf('item'), own: { fields: { displayName: 'Anna' }, marks } };
      const mailItemId = createdId((await folder.apply([operation], never))[0]);
      expect((await read(mailItemId))[0]?.marks).toBe(marks);
    });

    test('where change keys are told, all ways tell the same one, and every change has a new one', async () => {
      const [created] = await folder.apply([createOf('item')], never);
      const mailItemId = createdId(created);
      const told = created?.kind === 'created' ? created.changeKey : undefined;
      const seen = async (): Promise<readonly (string | undefined)[]> => {
        const listed = (await stampedIn(world, place)).map(({ changeKey }) => changeKey);
        const [item] = await read(mailItemId);
        return [...listed, item?.changeKey];
      };
      expectOne([told, ...(await seen())]);

      const [updated] = await folder.apply([updateOf('item', mailItemId, { displayName: 'Changed' })], never);
      const afterUpdate = updated?.kind === 'updated' ? updated.changeKey : undefined;
      expectOne([afterUpdate, ...(await seen())]);
      if (afterUpdate !== undefined) expect(afterUpdate).not.toBe(told);

      await world.editContact(mailboxId, mailItemId, { displayName: 'Edited' });
      const afterEdit = expectOne(await seen());
      if (afterEdit !== undefined) expect(afterEdit).not.toBe(afterUpdate);
    });

    test('a photo comes with a create, is replaced and taken away by updates', async () => {
      const [created] = await folder.apply([{ ...createOf('item'), photo }], never);
      expect(created).not.toHaveProperty('photo');
      const mailItemId = createdId(created);
      expect((await outside(mailItemId))?.hasPhoto).toBe(true);

      const [replaced] = await folder.apply(
        [{ ...updateOf('item', mailItemId, { displayName: 'New' }), photo: otherPhoto }],
        never,
      );
      expect(replaced).toMatchObject({ kind: 'updated' });
      expect(replaced).not.toHaveProperty('photo');
      expect(await outside(mailItemId)).toMatchObject({ hasPhoto: true, fields: { displayName: 'New' } });

      const untouched = updateOf('item', mailItemId, { displayName: 'Newer' });
      await folder.apply([untouched], never);
      expect(await outside(mailItemId)).toMatchObject({ hasPhoto: true, fields: { displayName: 'Newer' } });

      const removal = { ...untouched, photo: { kind: 'remove' } } as const;
      for (const round of ['there', 'gone already']) {
        const [removed] = await folder.apply([removal], never);
        expect(removed, round).toMatchObject({ kind: 'updated' });
        expect(removed, round).not.toHaveProperty('photo');
        expect((await outside(mailItemId))?.hasPhoto, round).toBe(false);
      }
    });

    test('a change key that a result tells is that of the end, photo and all', async () => {
      const [created] = await folder.apply([{ ...createOf('item'), photo }], never);
      const mailItemId = createdId(created);
      const keys = async () => (await read(mailItemId)).map(({ changeKey }) => changeKey);
      if (created?.kind === 'created' && created.changeKey !== undefined)
        expect(await keys()).toEqual([created.changeKey]);
      const update = { ...updateOf('item', mailItemId, { displayName: 'New' }), photo: otherPhoto };
      const [updated] = await folder.apply([update], never);
      if (updated?.kind === 'updated' && updated.changeKey !== undefined)
        expect(await keys()).toEqual([updated.changeKey]);
    });

    test('a photo that is refused is told, and the rest is written', async () => {
      await world.rejectPhoto();
      const [created] = await folder.apply([{ ...createOf('item', { displayName: 'Anna' }), photo }], never);
      expect(created).toMatchObject({ kind: 'created', photo: { code: 'invalid-item' } });
      const mailItemId = createdId(created);
      expect(await outside(mailItemId)).toMatchObject({ hasPhoto: false, fields: { displayName: 'Anna' } });

      await world.rejectPhoto();
      const update = { ...updateOf('item', mailItemId, { displayName: 'Anna B.' }), photo };
      const [updated] = await folder.apply([update], never);
      expect(updated).toMatchObject({ kind: 'updated', photo: { code: 'invalid-item' } });
      expect(await outside(mailItemId)).toMatchObject({ hasPhoto: false, fields: { displayName: 'Anna B.' } });

      expect((await folder.apply([update], never))[0]).not.toHaveProperty('photo');
      expect((await outside(mailItemId))?.hasPhoto).toBe(true);
    });

    test('a photo for what is gone brings nothing back', async () => {
      const mailItemId = await create('item');
      await world.deleteContact(mailboxId, mailItemId);
      const update = { ...updateOf('item', mailItemId, { displayName: 'X' }), photo };
      expect(await folder.apply([update], never)).toEqual([{ kind: 'gone' }]);
      expect(await contactsIn(world, place)).toEqual([]);
    });

    test('cancelled before it began', async () => {
      const mailItemId = await create('item');
      await expectFailure(world.connector.target.read(place, [mailItemId], AbortSignal.abort()), 'cancelled');
    });
  });
}

/** All that were told are the same. @returns It; undefined: none was told. */
function expectOne(keys: readonly (string | undefined)[]): string | undefined {
  const told = new Set(keys.filter((key) => key !== undefined));
  expect(told.size).toBeLessThanOrEqual(1);
  return [...told][0];
}

function withoutAbsent(changeKey: string | undefined): { readonly changeKey?: string } {
  return changeKey === undefined ? {} : { changeKey };
}

function byItem(a: MailItem, b: MailItem): number {
  return a.itemId < b.itemId ? -1 : 1;
}
