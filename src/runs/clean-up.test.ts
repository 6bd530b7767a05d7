import { expect, test } from 'vitest';
import { cleanUp, previewCleanUp, undoCleanUp } from './clean-up.ts';
import type { Leftover, LeftoverCriteria } from './ports.ts';
import { createRunWorld, type RunWorld } from './run-world.test-fixture.ts';

const { signal } = new AbortController();
const oldFolder: LeftoverCriteria = { kind: 'folder', name: 'Old product' };

/** Every mailbox has a folder of another product with two contacts, and one of ours. */
async function withLeftovers(): Promise<RunWorld> {
  const w = createRunWorld(2, 3);
  await w.run();
  for (const mailboxId of ['mailbox-1', 'mailbox-2', 'mailbox-3']) {
    const contents = w.world.mailbox(mailboxId);
    const folderId = contents.addFolder('Old product', null);
    for (const displayName of ['Copy 1', 'Copy 2'])
      contents.addContact(folderId, { stamp: null, fields: { displayName } });
  }
  return w;
}

const requestOf = (criteria: LeftoverCriteria) => ({
  criteria,
  mailboxIds: ['mailbox-1', 'mailbox-2', 'mailbox-3'],
  mailboxesInFlight: 2,
});

function namesIn(w: RunWorld, mailboxId: string): readonly string[] {
  const contents = w.world.mailbox(mailboxId);
  const all = [...contents.folders(), contents.folder(contents.defaultFolderId)].flatMap(
    (folder) => folder?.contacts ?? [],
  );
  return all.map(({ fields }) => fields.displayName ?? '').sort();
}

test('Z1: a preview counts and changes nothing', async () => {
  const w = await withLeftovers();
  const before = namesIn(w, 'mailbox-1');
  const found = await previewCleanUp(w.world.connector().leftovers, requestOf(oldFolder), signal);
  expect(found.map(({ contacts, folders, failure }) => ({ contacts, folders, failure }))).toEqual(
    Array.from({ length: 3 }, () => ({ contacts: 2, folders: 1, failure: null })),
  );
  expect(namesIn(w, 'mailbox-1')).toEqual(before);
  expect(w.world.leftoversRemoved()).toBe(0);
});

test('Z2: each contact is kept for an undo before it goes, and emptied folders go', async () => {
  const w = await withLeftovers();
  const kept: string[] = [];
  w.world.beforeOperation = ({ operation, mailboxId }) => {
    if (operation === 'leftover.remove') expect(kept).toContain(mailboxId);
  };
  const keep = async (mailboxId: string) => {
    kept.push(mailboxId);
  };
  await cleanUp(w.world.connector().leftovers, requestOf(oldFolder), keep, signal);
  expect(w.world.leftoversRemoved()).toBe(6);
  expect(
    w.world
      .mailbox('mailbox-2')
      .folders()
      .map(({ displayName }) => displayName)
      .sort(),
  ).toEqual(['Company contacts', 'Family']);
});

test('Z2: what cannot be kept is not taken out', async () => {
  const w = await withLeftovers();
  const full = async () => {
    throw new Error('disk full');
  };
  await expect(cleanUp(w.world.connector().leftovers, requestOf(oldFolder), full, signal)).rejects.toThrow('disk full');
  expect(w.world.leftoversRemoved()).toBe(0);
});

test('Z3: contacts and folders of ours are never among them', async () => {
  const w = await withLeftovers();
  for (const criteria of [
    { kind: 'folder', name: 'Company contacts' },
    { kind: 'category', category: 'Company' },
  ] as const) {
    const found = await previewCleanUp(w.world.connector().leftovers, requestOf(criteria), signal);
    expect(found.every(({ contacts }) => contacts === 0)).toBe(true);
  }
  expect(w.folder('mailbox-1').size).toBe(2);
});

test('Z4: a mailbox that cannot be used does not stop the others', async () => {
  const w = await withLeftovers();
  w.world.setMailboxState('mailbox-2', 'mailbox-access-denied');
  const cleaned = await cleanUp(w.world.connector().leftovers, requestOf(oldFolder), async () => {}, signal);
  expect(cleaned.filter(({ failure }) => failure === 'mailbox-access-denied')).toHaveLength(1);
  expect(w.world.leftoversRemoved()).toBe(4);
});

test('Z5: an undo brings every contact back', async () => {
  const w = await withLeftovers();
  const before = namesIn(w, 'mailbox-1');
  const kept: { mailboxId: string; leftover: Leftover }[] = [];
  const keep = async (mailboxId: string, leftovers: readonly Leftover[]) => {
    kept.push(...leftovers.map((leftover) => ({ mailboxId, leftover })));
  };
  const { leftovers } = w.world.connector();
  await cleanUp(leftovers, requestOf(oldFolder), keep, signal);
  async function* all() {
    yield* kept;
  }
  expect(await undoCleanUp(leftovers, all(), signal)).toBe(6);
  expect(namesIn(w, 'mailbox-1')).toEqual(before);
});
