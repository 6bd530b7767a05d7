import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { internContent } from './contact-contents.ts';
import { createDirectoryLog } from './directory-log.ts';
import type { ContactContent, SimMailbox, SimTenant, World } from './model.ts';
import type { PersonalStates } from './personal-state.ts';
import { createSharingTable, type SharingTable } from './sharing-table.ts';
import { type SavedExtended, type SavedMailbox, type SavedTenant, type State, stateSchema } from './state-schema.ts';

/** Writes the world to a file; the file is the old one or the new one, never half of it. */
export async function saveWorld(world: World, personal: PersonalStates, file: string): Promise<void> {
  const contents = createSharingTable<ContactContent>();
  const pictures = createSharingTable<Uint8Array>();
  const tenants = [...world.tenants.values()].map((tenant) => savedTenant(tenant, personal, contents, pictures));
  const state: State = {
    format: 'ringbook-simulator-1',
    clockOffsetMs: world.clock.offsetMs,
    settings: world.settings,
    apps: [...world.apps.values()],
    tenants,
    contents: contents.entries.map(({ properties, extended: own }) => [{ ...properties }, plainExtended(own)]),
    pictures: pictures.entries.map((bytes) => Buffer.from(bytes).toString('base64')),
  };
  await mkdir(dirname(file), { recursive: true });
  const unfinished = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(unfinished, JSON.stringify(state));
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/**
 * Puts what a file holds in the place of everything in the world.
 *
 * @throws {Error} if the file cannot be read or is none of ours; the world is as before then.
 */
export async function loadWorld(world: World, personal: PersonalStates, file: string): Promise<void> {
  const state = stateSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const contents = state.contents.map(([properties, own]) => internContent(properties, own));
  const pictures = state.pictures.map((text) => new Uint8Array(Buffer.from(text, 'base64')));
  const tenants = state.tenants.map((saved) => loadedTenant(saved, personal, contents, pictures));
  Object.assign(world.settings, state.settings);
  world.clock.advance(state.clockOffsetMs - world.clock.offsetMs);
  world.apps.clear();
  for (const app of state.apps) world.apps.set(app.appId, app);
  world.tenants.clear();
  for (const tenant of tenants) world.tenants.set(tenant.id, tenant);
}

function savedTenant(
  tenant: SimTenant,
  personal: PersonalStates,
  contents: SharingTable<ContactContent>,
  pictures: SharingTable<Uint8Array>,
): SavedTenant {
  return {
    ...tenant,
    servicePrincipals: [...tenant.servicePrincipals.values()].map((one) => ({ ...one, roles: [...one.roles] })),
    users: [...tenant.users.values()].map((user) => ({ ...user, photo: pictures.placeOf(user.photo) })),
    groups: [...tenant.groups.values()].map((group) => ({ ...group, memberIds: [...group.memberIds] })),
    orgContacts: [...tenant.orgContacts.values()],
    log: tenant.log.all().map(({ properties, members, ...rest }) => ({
      ...rest,
      properties: properties === null ? null : [...properties],
      ...(members === undefined ? {} : { members: [...members] }),
    })),
    mailboxes: [...tenant.mailboxes.values()].map((mailbox) => savedMailbox(mailbox, personal, contents, pictures)),
    subscriptions: [...tenant.subscriptions.values()].map((one) => ({ ...one, changeTypes: [...one.changeTypes] })),
  };
}

function savedMailbox(
  mailbox: SimMailbox,
  personal: PersonalStates,
  contents: SharingTable<ContactContent>,
  pictures: SharingTable<Uint8Array>,
): SavedMailbox {
  return {
    ...mailbox,
    folders: [...mailbox.folders.values()].map((folder) => ({ ...folder, extended: plainExtended(folder.extended) })),
    contacts: [...mailbox.contacts.values()].map((contact) => [
      contact.serial,
      contact.folderId,
      contents.place(contact.content),
      contact.createdMs,
      contact.modifiedMs,
      contact.sequence,
      contact.personal,
      pictures.placeOf(contact.photo),
    ]),
    personal: [...personal.of(mailbox)].map(([serial, { folderId, content, photo }]) => [
      serial,
      folderId,
      contents.place(content),
      pictures.placeOf(photo),
    ]),
  };
}

function loadedTenant(
  saved: SavedTenant,
  personal: PersonalStates,
  contents: readonly ContactContent[],
  pictures: readonly Uint8Array[],
): SimTenant {
  const mailboxes = saved.mailboxes.map((mailbox) => loadedMailbox(mailbox, personal, contents, pictures));
  return {
    ...saved,
    servicePrincipals: byKey(
      saved.servicePrincipals.map((one) => ({ ...one, roles: new Set(one.roles) })),
      ({ appId }) => appId,
    ),
    users: byKey(
      saved.users.map((user) => ({ ...user, photo: pictureAt(pictures, user.photo) })),
      idOf,
    ),
    groups: byKey(
      saved.groups.map((group) => ({ ...group, memberIds: new Set(group.memberIds) })),
      idOf,
    ),
    orgContacts: byKey(saved.orgContacts, idOf),
    log: createDirectoryLog(saved.log),
    mailboxes: byKey(mailboxes, ({ userId }) => userId),
    subscriptions: byKey(saved.subscriptions, idOf),
  };
}

function loadedMailbox(
  saved: SavedMailbox,
  personal: PersonalStates,
  contents: readonly ContactContent[],
  pictures: readonly Uint8Array[],
): SimMailbox {
  const contacts = saved.contacts.map(
    ([serial, folderId, content, createdMs, modifiedMs, sequence, isPersonal, photo]) => ({
      serial,
      folderId,
      content: contentAt(contents, content),
      createdMs,
      modifiedMs,
      sequence,
      personal: isPersonal,
      photo: pictureAt(pictures, photo),
    }),
  );
  const { personal: states, ...rest } = saved;
  const mailbox: SimMailbox = {
    ...rest,
    folders: byKey(saved.folders, idOf),
    contacts: byKey(contacts, ({ serial }) => serial),
  };
  for (const [serial, folderId, content, photo] of states) {
    personal.set(mailbox, serial, {
      folderId,
      content: contentAt(contents, content),
      photo: pictureAt(pictures, photo),
    });
  }
  return mailbox;
}

function contentAt(contents: readonly ContactContent[], at: number): ContactContent {
  const content = contents[at];
  if (content === undefined) throw new Error(`the state file has no content ${at}`);
  return content;
}

function pictureAt(pictures: readonly Uint8Array[], at: number | null): Uint8Array | null {
  return at === null ? null : (pictures[at] ?? null);
}

function plainExtended(own: ContactContent['extended']): SavedExtended {
  return Object.fromEntries(
    Object.entries(own).map(([id, value]) => [id, typeof value === 'string' ? value : [...value]]),
  );
}

const idOf = ({ id }: { readonly id: string }): string => id;

function byKey<K, T>(items: readonly T[], keyOf: (item: T) => K): Map<K, T> {
  return new Map(items.map((item) => [keyOf(item), item]));
}
