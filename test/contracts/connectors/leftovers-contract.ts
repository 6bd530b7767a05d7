import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Leftover, LeftoverCriteria } from '../../../src/runs/ports.ts';
import { createOf } from './contract-items.ts';
import { contactsIn, createdId, folderSpec, openPlace, pathsOf } from './contract-place.ts';
import { expectFailure, flatten, never } from './contract-reads.ts';
import type { ContractSetting, OutsideContact, OutsideWorld, TestContact } from './outside-world.ts';

const property = { id: 'String {9d5e1c3a-7b2f-4c60-8e4d-5a6b7c8d9e0f} Name OldProductId', value: '4711' };
const contact: TestContact = {
  displayName: 'Zoë O’Neill',
  fileAs: 'O’Neill, Zoë',
  mobilePhone: '+491',
  companyName: 'Contoso & Söhne',
  businessPhones: ['+492', '+493'],
  categories: ['Old product'],
};
const folder: LeftoverCriteria = { kind: 'folder', name: 'Old contacts' };
const category: LeftoverCriteria = { kind: 'category', category: 'Old product' };
const withProperty: LeftoverCriteria = { kind: 'property', id: property.id };

/** What every `LeftoverCleaner` keeps. */
export function leftoversContract(name: string, setting: ContractSetting): void {
  describe(`${name}: what other products left`, () => {
    let world: OutsideWorld;
    let mailboxId: string;

    beforeEach(async () => {
      world = await setting.open();
      mailboxId = await world.addMailbox();
    });
    afterEach(() => world.close());

    const find = (criteria: LeftoverCriteria, signal: AbortSignal = never): Promise<readonly Leftover[]> =>
      flatten(world.connector.leftovers.find(mailboxId, criteria, signal));
    const foundIds = async (criteria: LeftoverCriteria): Promise<readonly string[]> =>
      (await find(criteria)).map(({ mailItemId }) => mailItemId).sort();
    const remove = (leftovers: readonly Leftover[]) => world.connector.leftovers.remove(mailboxId, leftovers, never);
    const removeEmpty = (criteria: LeftoverCriteria) =>
      world.connector.leftovers.removeEmptyFolders(mailboxId, criteria, never);
    const restore = async (leftovers: readonly Leftover[]): Promise<number> => {
      let restored = 0;
      for (const folderName of new Set(leftovers.map((leftover) => leftover.folderName))) {
        const contents = leftovers.filter((other) => other.folderName === folderName).map(({ content }) => content);
        restored += await world.connector.leftovers.restore(mailboxId, folderName, contents, never);
      }
      return restored;
    };
    const everywhere = async (): Promise<readonly OutsideContact[]> => {
      const inFolders = (await world.folders(mailboxId)).flatMap(({ contacts }) => contacts);
      return [...(await world.defaultContacts(mailboxId)), ...inFolders];
    };

    test.each([folder, category, withProperty])('nothing is found where there is nothing: $kind', async (criteria) => {
      await world.addPersonalContact(mailboxId, null, 'Grandma');
      expect(await find(criteria)).toEqual([]);
      expect(await removeEmpty(criteria)).toBe(0);
    });

    test('contacts in folders of a name, at any level', async () => {
      const old = await world.addFolder(mailboxId, 'Old contacts');
      const family = await world.addFolder(mailboxId, 'Family');
      const deep = await world.addFolder(mailboxId, 'Old contacts', family);
      const here = await world.addContact(mailboxId, old, contact);
      const there = await world.addContact(mailboxId, deep, { displayName: 'There' });
      await world.addPersonalContact(mailboxId, null, 'Grandma');
      await world.addPersonalContact(mailboxId, family, 'Uncle');
      expect(await foundIds(folder)).toEqual([here, there].sort());
      const leftover = (await find(folder)).find(({ mailItemId }) => mailItemId === here);
      expect(leftover).toMatchObject({ folderId: old, folderName: 'Old contacts' });
    });

    test('contacts with a category, wherever they are', async () => {
      const family = await world.addFolder(mailboxId, 'Family');
      const here = await world.addContact(mailboxId, null, contact);
      const there = await world.addContact(mailboxId, family, { ...contact, categories: ['Friends', 'Old product'] });
      await world.addContact(mailboxId, family, { displayName: 'Friend', categories: ['Friends'] });
      expect(await foundIds(category)).toEqual([here, there].sort());
    });

    test('contacts with a property, whatever its value', async () => {
      const family = await world.addFolder(mailboxId, 'Family');
      const here = await world.addContact(mailboxId, null, contact, property);
      const there = await world.addContact(mailboxId, family, contact, { ...property, value: 'another' });
      await world.addContact(mailboxId, family, contact);
      expect(await foundIds(withProperty)).toEqual([here, there].sort());
    });

    test('never ours: neither a contact with our stamp nor a folder of ours', async () => {
      const place = await openPlace(world, folderSpec(mailboxId, ['Old contacts']));
      const fields = { displayName: 'Anna', categories: ['Old product'] };
      await world.connector.target.open(place).apply([createOf('anna', fields)], never);
      const placement = { kind: 'default-folder', category: 'Old product' } as const;
      const main = await openPlace(world, folderSpec(mailboxId, ['-'], { placement }));
      await world.connector.target.open(main).apply([createOf('ben', fields)], never);
      const theirs = await world.addContact(mailboxId, place.folderId, contact, property);
      expect(await foundIds(folder)).toEqual([]);
      expect(await foundIds(category), 'what has no stamp is another product’s, also in our folder').toEqual([theirs]);
      expect(await foundIds(withProperty)).toEqual([theirs]);
      await remove(await find(withProperty));
      expect((await everywhere()).map(({ fields: { displayName } }) => displayName).sort()).toEqual(['Anna', 'Anna']);
      expect(await removeEmpty(folder)).toBe(0);
    });

    test('an empty folder of ours is nobody’s leftover', async () => {
      const place = await openPlace(world, folderSpec(mailboxId, ['Old contacts', 'Old contacts']));
      expect(await removeEmpty(folder)).toBe(0);
      expect(pathsOf(await world.folders(mailboxId))).toEqual(['Old contacts', 'Old contacts/Old contacts']);
      expect(await contactsIn(world, place)).toEqual([]);
    });

    test('what is found is removed, and nothing else', async () => {
      const old = await world.addFolder(mailboxId, 'Old contacts');
      const family = await world.addFolder(mailboxId, 'Family');
      await world.addContact(mailboxId, old, contact);
      await world.addContact(mailboxId, old, { displayName: 'Second' });
      const uncle = await world.addPersonalContact(mailboxId, family, 'Uncle');
      const place = await openPlace(world, folderSpec(mailboxId));
      const ours = createdId((await world.connector.target.open(place).apply([createOf('a')], never))[0]);
      await remove(await find(folder));
      expect((await everywhere()).map(({ mailItemId }) => mailItemId).sort()).toEqual([ours, uncle].sort());
      expect(await find(folder)).toEqual([]);
    });

    test('what is gone is no failure', async () => {
      const first = await world.addContact(mailboxId, null, contact);
      await world.addContact(mailboxId, null, contact);
      const found = await find(category);
      await world.deleteContact(mailboxId, first);
      await remove(found);
      await remove(found);
      await remove([]);
      expect(await everywhere()).toEqual([]);
    });

    test('folders go when they hold nothing any more', async () => {
      const old = await world.addFolder(mailboxId, 'Old contacts');
      await world.addFolder(mailboxId, 'Old contacts', old);
      const family = await world.addFolder(mailboxId, 'Family');
      const kept = await world.addFolder(mailboxId, 'Old contacts', family);
      await world.addPersonalContact(mailboxId, kept, 'Uncle');
      await world.addContact(mailboxId, old, contact);
      expect(await removeEmpty(folder)).toBe(1);
      await remove((await find(folder)).filter(({ folderId }) => folderId === old));
      expect(await removeEmpty(folder)).toBe(1);
      expect(pathsOf(await world.folders(mailboxId))).toEqual(['Family', 'Family/Old contacts']);
      expect(await removeEmpty(folder)).toBe(0);
    });

    test('folders go for their name alone', async () => {
      await world.addFolder(mailboxId, 'Old contacts');
      await world.addFolder(mailboxId, 'Old product');
      expect(await removeEmpty(category)).toBe(0);
      expect(await removeEmpty(withProperty)).toBe(0);
      expect(await removeEmpty(folder)).toBe(1);
      expect(pathsOf(await world.folders(mailboxId))).toEqual(['Old product']);
    });

    test('restored, it is in a folder of its old name with the same fields', async () => {
      const old = await world.addFolder(mailboxId, 'Old contacts');
      const mailItemId = await world.addContact(mailboxId, old, contact, property);
      const before = (await everywhere()).find((other) => other.mailItemId === mailItemId)?.fields;
      expect(before).toMatchObject(contact);
      const found = await find(withProperty);
      await remove(found);
      expect(await removeEmpty(folder)).toBe(1);
      await restore(found);
      const folders = await world.folders(mailboxId);
      expect(pathsOf(folders)).toEqual(['Old contacts']);
      expect(folders.flatMap(({ contacts }) => contacts.map(({ fields }) => fields))).toEqual([before]);
      expect(await find(withProperty), 'its property is there again').toHaveLength(1);
    });

    test('restored, it is where the others are', async () => {
      const old = await world.addFolder(mailboxId, 'Old contacts');
      const first = await world.addContact(mailboxId, old, contact);
      await world.addContact(mailboxId, old, { displayName: 'Second' });
      const found = (await find(folder)).filter(({ mailItemId }) => mailItemId === first);
      await remove(found);
      await restore(found);
      const folders = await world.folders(mailboxId);
      expect(folders.map(({ folderId, contacts }) => [folderId, contacts.length])).toEqual([[old, 2]]);
    });

    test('restored, only what is missing comes, and equal contacts as often as they were', async () => {
      const old = await world.addFolder(mailboxId, 'Old contacts');
      for (const displayName of ['Twin', 'Twin', 'Single'])
        await world.addContact(mailboxId, old, { ...contact, displayName }, property);
      const found = await find(folder);
      expect(await restore(found)).toBe(0);
      const twins = found.filter(({ content }) => content.includes('Twin'));
      await remove(twins.slice(0, 1));
      expect(await restore(found)).toBe(1);
      await remove(found.filter(({ mailItemId }) => mailItemId !== twins[0]?.mailItemId));
      expect(await restore(found)).toBe(2);
      expect(await restore(found)).toBe(0);
      const names = (await everywhere()).map(({ fields }) => fields.displayName);
      expect(names.toSorted()).toEqual(['Single', 'Twin', 'Twin']);
    });

    test('restored into the default folder', async () => {
      await world.addContact(mailboxId, null, contact);
      const [before] = (await world.defaultContacts(mailboxId)).map(({ fields }) => fields);
      const found = await find(category);
      await remove(found);
      expect(await world.defaultContacts(mailboxId)).toEqual([]);
      await restore(found);
      expect((await world.defaultContacts(mailboxId)).map(({ fields }) => fields)).toEqual([before]);
      expect(await world.folders(mailboxId)).toEqual([]);
    });

    test('more than a page', async () => {
      const old = await world.addFolder(mailboxId, 'Old contacts');
      const count = setting.moreThanAPage['contacts.page'];
      for (let i = 0; i < count; i += 1) await world.addContact(mailboxId, old, { displayName: `Contact ${i}` });
      const found = await find(folder);
      expect(new Set(found.map(({ mailItemId }) => mailItemId)).size).toBe(count);
      await remove(found);
      expect(await everywhere()).toEqual([]);
    });

    test('cancelled', async () => {
      await world.addContact(mailboxId, null, contact);
      const found = await find(category);
      const gone = AbortSignal.abort();
      await expectFailure(find(category, gone), 'cancelled');
      await expectFailure(world.connector.leftovers.remove(mailboxId, found, gone), 'cancelled');
      expect(await everywhere()).toHaveLength(1);
    });
  });
}
