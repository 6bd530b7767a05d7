import { randomUUID } from 'node:crypto';
import { createUser, deleteObject, updateUser } from '../../simulator/world/directory-changes.ts';
import { createContact, createFolder, deleteContact, updateContact } from '../../simulator/world/mailbox-changes.ts';
import { type Company, contact } from './company.ts';

/** Somebody comes, somebody changes, somebody leaves. */
export function changePeople(company: Company): void {
  const { tenant } = company;
  const [domain] = tenant.domains;
  deleteObject(tenant, 'user', company.user('Dan').id, true);
  updateUser(tenant, company.user('Cleo'), { department: 'Law' });
  createUser(tenant, randomUUID(), { displayName: 'Nora', userPrincipalName: `nora@${domain}`, department: 'Sales' });
}

export function changeCleo(company: Company): void {
  updateUser(company.tenant, company.user('Cleo'), { department: 'Law' });
}

/** The folder of ours in Ada's mailbox, as she sees it. */
function adas(company: Company) {
  const scope = company.scope(company.user('Ada'));
  const folder = [...scope.mailbox.folders.values()].find(({ displayName }) => displayName === 'Company');
  if (folder === undefined) throw new Error('no folder of ours');
  const cards = [...scope.mailbox.contacts.values()].filter(({ folderId }) => folderId === folder.id);
  return { scope, folder, cards };
}

/** Ada edits one of our cards and deletes another. */
export function drift(company: Company): void {
  const { scope, cards } = adas(company);
  const [first, second] = cards;
  if (first === undefined || second === undefined) throw new Error('no cards of ours');
  updateContact(scope, first, { ...first.content, properties: { ...first.content.properties, department: 'Mine' } });
  deleteContact(scope, second);
}

/** Ada puts a contact of her own into our folder. */
export function putAuntIn(company: Company): void {
  const { scope, folder } = adas(company);
  createContact(scope, folder.id, contact('Aunt'), true);
}

/** A folder of a person's own that has the name of one on the way to ours. */
export function makeOffice(company: Company): void {
  const scope = company.scope(company.user('Ada'));
  createFolder(scope, scope.mailbox.defaultFolderId, 'Office', {});
}

export function photosAre(company: Company, names: readonly string[]): boolean {
  const cards = ['Ada', 'Ben'].flatMap((owner) => [...company.scope(company.user(owner)).mailbox.contacts.values()]);
  return cards
    .filter(({ personal }) => !personal)
    .every(({ content, photo }) => (photo !== null) === names.includes(String(content.properties.displayName)));
}

/** No folder bears a stamp. */
export function hasNoFolderOfOurs(company: Company): boolean {
  const folders = ['Ada', 'Ben'].flatMap((owner) => [...company.scope(company.user(owner)).mailbox.folders.values()]);
  return folders.every(({ extended }) => Object.values(extended).every((value) => value === ''));
}

/** The shared mailbox keeps partners in a folder: they are the list. */
export function keepPartners(company: Company): void {
  const scope = company.scope(company.user('Reception'));
  const folder = createFolder(scope, scope.mailbox.defaultFolderId, 'Partners', {});
  const names = ['Pat', 'Paul', 'Pia'];
  for (const name of names) createContact(scope, folder.id, contact(name), true);
  company.wanted = lines(names);
}

/** One of the partners leaves, one is renamed. */
export function changePartners(company: Company): void {
  const scope = company.scope(company.user('Reception'));
  const [first, second] = [...scope.mailbox.contacts.values()];
  if (first === undefined || second === undefined) throw new Error('no partners');
  deleteContact(scope, first);
  updateContact(scope, second, contact('Pamela'));
  company.wanted = lines(['Pamela', 'Pia']);
}

export function listSuppliers(company: Company): void {
  company.wanted = lines(['Eve', 'Fox', 'Gil']);
}

export function dropSupplier(company: Company): void {
  const [eve] = company.tenant.orgContacts.values();
  if (eve === undefined) throw new Error('no suppliers');
  deleteObject(company.tenant, 'orgContact', eve.id, true);
  company.wanted = lines(['Fox', 'Gil']);
}

/** No mailbox should hold anything. */
export function wantNothing(company: Company): void {
  company.wanted = () => [];
}

const lines = (names: readonly string[]) => () => names.map((name) => `${name} | undefined`).sort();
