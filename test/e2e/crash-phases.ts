import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { compareMailboxes } from './address-list.ts';
import { leaveContacts } from './crash-leftovers.ts';
import type { Contents, CrashWorld } from './crash-world.ts';

/** A part of the program's life in which it is killed. */
export interface Phase {
  /** The arguments that it is started with, each time anew until it comes to its end. */
  command(): readonly string[];
  /** What the mailboxes must have come to, by what is known without the program; throws if they have not. */
  verify(): Promise<void>;
}

/** Brings the world to where a phase begins. */
export type Begin = (world: CrashWorld) => Promise<Phase>;

const ranSchema = z.object({ runId: z.string() });
const plainSync = () => ['sync'];
const leftoverFolder = 'Old product';

const newcomer = {
  accountEnabled: true,
  userType: 'Member',
  assignedPlans: [
    {
      assignedDateTime: '2024-02-01T08:00:00Z',
      capabilityStatus: 'Enabled',
      service: 'exchange',
      servicePlanId: 'efb87545-963c-4e0d-99df-69c6916d9eb0',
    },
  ],
};

export const phases = {
  fill: async (world) => {
    await world.moments.goTo('connected');
    return { command: plainSync, verify: () => equalsList(world) };
  },
  change: async (world) => {
    await world.moments.goTo('filled');
    await changePeople(world, 25, 5);
    await addPeople(world, { purpose: 'user', availability: 'available' });
    return { command: plainSync, verify: () => equalsList(world) };
  },
  delete: async (world) => {
    await world.moments.goTo('filled');
    const people = await world.peopleWithoutMailbox();
    for (const { id } of people.slice(0, Math.ceil(people.length * 0.6))) await world.deleteUser(id);
    const held = await sync(world, 3);
    return { command: () => ['sync', '--approve', held], verify: () => equalsList(world) };
  },
  audit: async (world) => {
    await world.moments.goTo('filled');
    // One run writes what the list says anew, and then what people changed.
    await changePeople(world, 3, 2);
    const { control } = world.tenant;
    for (const paths of (await world.cardPaths()).values()) {
      for (const path of paths.slice(0, 5)) await control.patch(path, { properties: { jobTitle: 'Wizard' } });
      for (const path of paths.slice(5, 8)) await control.delete(path);
    }
    return { command: () => ['audit', 'contacts'], verify: () => equalsList(world) };
  },
  uninstall: async (world) => {
    await world.moments.goTo('filled');
    return { command: () => ['uninstall', 'contacts', '--yes'], verify: () => holdsNothing(world) };
  },
  undo: async (world) => {
    await world.moments.goTo('filled');
    await changePeople(world, 25, 5);
    await addPeople(world, null);
    const runId = await sync(world, 0);
    return { command: () => ['undo', runId, '--yes'], verify: () => equalsFilled(world) };
  },
  'clean-up': async (world) => {
    await world.moments.goTo('filled');
    await leaveContacts(world.tenant, [...world.filled.keys()], leftoverFolder, 20);
    const undoFile = () => join(world.tenant.folder, `${randomUUID()}.undo`);
    return {
      command: () => ['clean-up', '--folder', leftoverFolder, '--apply', undoFile(), '--yes'],
      verify: () => equalsFilled(world),
    };
  },
  'clean-up undo': async (world) => {
    await world.moments.goTo('filled');
    await leaveContacts(world.tenant, [...world.filled.keys()], leftoverFolder, 20);
    const before = await world.contents();
    const undoFile = join(world.tenant.folder, `${randomUUID()}.undo`);
    await world.command(0, 'clean-up', '--folder', leftoverFolder, '--apply', undoFile, '--yes');
    return {
      command: () => ['clean-up', '--undo', undoFile, '--yes'],
      verify: async () => equals(await world.contents(), before),
    };
  },
} satisfies Readonly<Record<string, Begin>>;

/** @returns The run's id. */
async function sync(world: CrashWorld, code: number): Promise<string> {
  return ranSchema.parse(await world.command(code, 'sync')).runId;
}

async function changePeople(world: CrashWorld, changed: number, left: number): Promise<void> {
  const people = await world.peopleWithoutMailbox();
  for (const { id } of people.slice(0, changed)) await world.patchUser(id, { jobTitle: 'Lotse' });
  for (const { id } of people.slice(changed, changed + left)) await world.deleteUser(id);
}

async function addPeople({ tenant }: CrashWorld, mailbox: object | null): Promise<void> {
  for (const displayName of ['Zoë Neumann', 'Łukasz Żak', "Siobhán O'Neill"]) {
    const address = `${randomUUID()}@newcomers.example`;
    const person = { ...newcomer, displayName, userPrincipalName: address, mail: address, mailbox };
    await tenant.control.post(`/tenants/${tenant.entraTenantId}/users`, person);
  }
}

async function equalsList({ tenant }: CrashWorld): Promise<void> {
  const { actual, wanted } = await compareMailboxes(tenant.control, tenant.entraTenantId);
  if (JSON.stringify(actual) !== JSON.stringify(wanted)) throw new Error('the mailboxes do not hold the list');
}

async function equalsFilled(world: CrashWorld): Promise<void> {
  equals(await world.contents(), world.filled);
}

function equals(actual: Contents, wanted: Contents): void {
  for (const [mailboxId, texts] of wanted) {
    const others = actual.get(mailboxId) ?? [];
    const at = texts.findIndex((text, index) => text !== others[index]);
    if (at >= 0 || texts.length !== others.length) throw new Error(`${texts[at]} became ${others[at]}`);
  }
}

async function holdsNothing(world: CrashWorld): Promise<void> {
  const cards = [...(await world.cardPaths()).values()].flat();
  if (cards.length > 0) throw new Error(`${cards.length} contacts of ours are left`);
}
