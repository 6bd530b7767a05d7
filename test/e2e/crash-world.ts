import { stampPropertyId } from '../../src/connectors/graph/stamp.ts';
import {
  type DirectoryUser,
  hasUsableMailbox,
  readMailbox,
  readReport,
  readUsers,
  stampedContacts,
} from './address-list.ts';
import { createMoments, type Moments } from './moments.ts';
import { resultOf, ringbook } from './ringbook-process.ts';
import { type SimulatedTenant, startSimulatedTenant } from './simulated-tenant.ts';

/** Everything that is in the mailboxes: folders and contacts as texts, sorted, by mailbox. */
export type Contents = ReadonlyMap<string, readonly string[]>;

/** A company whose folders are filled, and people who keep contacts of their own in ours. */
export interface CrashWorld {
  readonly tenant: SimulatedTenant;
  /** `connected` and `filled` are there. */
  readonly moments: Moments;
  /** What the mailboxes held when they were filled. */
  readonly filled: Contents;
  contents(): Promise<Contents>;
  /** People who can change or leave without their mailbox. */
  peopleWithoutMailbox(): Promise<readonly DirectoryUser[]>;
  patchUser(userId: string, change: object): Promise<void>;
  deleteUser(userId: string): Promise<void>;
  /** Contacts of ours in each mailbox, where people can reach them. */
  cardPaths(): Promise<ReadonlyMap<string, readonly string[]>>;
  report(): ReturnType<typeof readReport>;
  /** Runs a command undisturbed. @returns Its result. @throws It ended with another code. */
  command(code: number, ...args: readonly string[]): Promise<unknown>;
  close(): Promise<void>;
}

/** More cards in a folder than are written at a stretch, and hardly more, so that many kills can be tried. */
const size = { people: 60, mailboxes: 6 };

export async function startCrashWorld(): Promise<CrashWorld> {
  const tenant = await startSimulatedTenant(size);
  const { control, entraTenantId, configFile } = tenant;
  const moments = createMoments(tenant);
  const users = () => readUsers(control, entraTenantId);
  const mailboxIds = async () => (await users()).filter(hasUsableMailbox).map(({ id }) => id);
  const contents = async () => {
    const all = new Map<string, readonly string[]>();
    for (const mailboxId of await mailboxIds()) {
      const { folders } = await readMailbox(control, entraTenantId, mailboxId);
      const texts = folders.flatMap(({ displayName, extended, contacts }) => [
        JSON.stringify([displayName, extended]),
        ...contacts.map(({ properties, extended, personal }) =>
          JSON.stringify([displayName, properties, comparable(extended), personal]),
        ),
      ]);
      all.set(mailboxId, texts.sort());
    }
    return all;
  };
  const command = async (code: number, ...args: readonly string[]) => {
    const ended = await ringbook(...args, '--json', '--config', configFile);
    if (ended.code !== code) throw new Error(`${args.join(' ')} ended with ${ended.code}:\n${ended.stderr}`);
    return resultOf(ended);
  };

  // Thousands of runs would count as one app's.
  await control.patch('/settings', { limitsEnabled: false });
  await tenant.connect();
  await moments.save('connected');
  await command(0, 'sync');
  for (const mailboxId of (await mailboxIds()).slice(0, 2)) {
    const mailbox = `/tenants/${entraTenantId}/mailboxes/${mailboxId}`;
    const { folders } = await readMailbox(control, entraTenantId, mailboxId);
    const ours = folders.find((folder) => stampedContacts({ folders: [folder] }).length > 0);
    if (ours === undefined) throw new Error('a folder was not filled');
    await control.post(`${mailbox}/contacts`, { folderId: ours.id, properties: { displayName: 'Oma' } });
  }
  await moments.save('filled');

  return {
    tenant,
    moments,
    filled: await contents(),
    contents,
    async peopleWithoutMailbox() {
      return (await users()).filter(
        ({ mailbox, userType, accountEnabled }) => mailbox === null && userType === 'Member' && accountEnabled,
      );
    },
    async patchUser(userId, change) {
      await control.patch(`/tenants/${entraTenantId}/users/${userId}`, change);
    },
    async deleteUser(userId) {
      await control.delete(`/tenants/${entraTenantId}/users/${userId}`);
    },
    async cardPaths() {
      const paths = new Map<string, readonly string[]>();
      for (const mailboxId of await mailboxIds()) {
        const cards = stampedContacts(await readMailbox(control, entraTenantId, mailboxId));
        const of = ({ id }: { readonly id: string }) =>
          `/tenants/${entraTenantId}/mailboxes/${mailboxId}/contacts/${id}`;
        paths.set(mailboxId, cards.map(of));
      }
      return paths;
    },
    report: () => readReport(control, entraTenantId),
    command,
    close: () => tenant.close(),
  };
}

/** Without what is empty, and without the hash of a stamp: its key is made in a first run, and another one in each. */
function comparable(extended: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(extended)
    .filter(([, value]) => value !== '')
    .map(([id, value]) => `${id}=${id === stampPropertyId ? value.slice(0, value.lastIndexOf('|')) : value}`)
    .sort();
}
