import { createContact, createFolder } from '../../simulator/world/mailbox-changes.ts';
import { cleanUp, undoCleanUp } from '../../src/runs/clean-up.ts';
import type { Leftover, MailboxId } from '../../src/runs/ports.ts';
import { call, type End, signal } from './acts.ts';
import { type Company, contact } from './company.ts';

const criteria = { kind: 'folder', name: 'Old product' } as const;
const names = ['Otto', 'Olga'];
const owners = ['Ada', 'Ben'];

interface Kept {
  readonly mailboxId: MailboxId;
  readonly leftover: Leftover;
}

/** Of each company what was kept for an undo. */
const undoFiles = new WeakMap<Company, Kept[]>();

/** Another product leaves contacts in two mailboxes. */
export function leaveLeftovers(company: Company): void {
  for (const owner of owners) {
    const scope = company.scope(company.user(owner));
    const folder = createFolder(scope, scope.mailbox.defaultFolderId, criteria.name, {});
    for (const name of names) createContact(scope, folder.id, contact(name), false);
  }
}

/** What is there of them, wherever it is. */
export function leftovers(company: Company): readonly string[] {
  return owners.flatMap((owner) => {
    const contacts = [...company.scope(company.user(owner)).mailbox.contacts.values()];
    const shown = contacts.map(({ content }) => String(content.properties.displayName));
    return shown.filter((name) => names.includes(name)).map((name) => `${owner}: ${name}`);
  });
}

export const allLeftovers: readonly string[] = owners.flatMap((owner) => names.map((name) => `${owner}: ${name}`));

export function clean(company: Company): Promise<End> {
  const kept = undoFiles.get(company) ?? [];
  undoFiles.set(company, kept);
  const mailboxIds = owners.map((owner) => company.user(owner).id);
  const keep = async (mailboxId: MailboxId, found: readonly Leftover[]) => {
    for (const leftover of found) kept.push({ mailboxId, leftover });
  };
  const { leftovers: cleaner } = company.context.connector;
  return call(cleanUp(cleaner, { criteria, mailboxIds, mailboxesInFlight: 4 }, keep, signal), (cleaned) =>
    cleaned.flatMap(({ failure }) => (failure === null ? [] : [failure])),
  );
}

/** Brings back what is not there. */
export function restore(company: Company): Promise<End> {
  async function* kept() {
    yield* undoFiles.get(company) ?? [];
  }
  return call(undoCleanUp(company.context.connector.leftovers, kept(), signal));
}
