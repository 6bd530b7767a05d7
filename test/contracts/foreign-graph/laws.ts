import { expect } from 'vitest';
import { z } from 'zod';
import type { Folder, Properties } from './company.ts';
import type { ForeignWorld } from './foreign-world.ts';

/** What of a contact is compared. */
const shownSchema = z.object({
  displayName: z.string(),
  jobTitle: z.string().optional(),
  mobilePhone: z.string().optional(),
  emailAddresses: z.array(z.object({ address: z.string() }).loose()).default([]),
});

type Shown = readonly [name: string, address: string, jobTitle: string, mobilePhone: string];

function shown(contact: Properties): Shown {
  const { displayName, jobTitle = '', mobilePhone = '', emailAddresses } = shownSchema.parse(contact);
  return [displayName, emailAddresses[0]?.address ?? '', jobTitle, mobilePhone];
}

const personSchema = z.object({
  displayName: z.string(),
  mail: z.string().nullish(),
  jobTitle: z.string().nullish(),
  mobilePhone: z.string().nullish(),
  accountEnabled: z.boolean(),
});

/** The list as it should be in every mailbox: everybody who may sign in, and the disabled ones that count as shared. */
function expected(world: ForeignWorld, sharedCount: boolean): readonly Shown[] {
  return world.company
    .entries()
    .filter(({ removed }) => !removed)
    .map(({ properties }) => personSchema.parse(properties))
    .filter(({ accountEnabled }) => accountEnabled || sharedCount)
    .map(({ displayName, mail, jobTitle, mobilePhone }) => [
      displayName,
      mail ?? '',
      jobTitle ?? '',
      mobilePhone ?? '',
    ]);
}

const inOrder = (rows: readonly Shown[]): readonly string[] => rows.map((row) => row.join(' | ')).sort();

/** What a world looks like from a person's side, before anything was synced. */
export function personalContents(world: ForeignWorld): string {
  const folders = [...world.company.mailboxes].map(([id, contents]) => {
    const own = [...contents.values()].filter(({ personal }) => personal);
    return [id, own.map(({ displayName, contacts }) => [displayName, [...contacts.values()].map((c) => c.properties)])];
  });
  return JSON.stringify(folders);
}

/**
 * The laws: every mailbox has exactly one folder of ours, equal to the list, each entry once; what is a person's is as
 * it was; nothing was asked that may not be asked.
 */
export function expectLaws(
  world: ForeignWorld,
  personal: string,
  mailboxIds: readonly string[] = [...world.company.mailboxes.keys()],
  sharedCount = false,
): void {
  const list = inOrder(expected(world, sharedCount));
  for (const mailboxId of mailboxIds) {
    expect(inOrder(contentsOf(world, mailboxId))).toEqual(list);
  }
  expect(personalContents(world)).toBe(personal);
  expect(world.company.touches).toBe(0);
  expect(world.graph.offences).toEqual([]);
  expect(world.strayed).toEqual([]);
}

/** @throws There is not exactly one folder that an app made. */
export function ourFolder(world: ForeignWorld, mailboxId: string): Folder {
  const ours = [...(world.company.mailboxes.get(mailboxId)?.values() ?? [])].filter(({ personal }) => !personal);
  const [folder] = ours;
  if (folder === undefined || ours.length > 1) throw new Error(`${ours.length} folders of ours in a mailbox`);
  return folder;
}

export function contentsOf(world: ForeignWorld, mailboxId: string): readonly Shown[] {
  return [...ourFolder(world, mailboxId).contacts.values()]
    .filter(({ personal }) => !personal)
    .map(({ properties }) => shown(properties));
}
