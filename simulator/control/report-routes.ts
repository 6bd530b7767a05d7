import { hasUsableMailbox } from '../demo/demo-groups.ts';
import { canonicalPropertyId } from '../graph/mailbox/extended-properties.ts';
import { WorldError } from '../world/errors.ts';
import type { SimContact, SimMailbox, SimUser } from '../world/model.ts';
import { type ControlCall, type ControlRoute, ok, tenantOf } from './call.ts';

/** The proof of a sync: what was written, what was touched that must not be, what is there twice. */
export const reportRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    pattern: '/tenants/{}/report',
    answer: (call) => {
      const tenant = tenantOf(call);
      const identity = identityOf(call);
      const totals = { contactsWritten: 0, personalContacts: 0, personalContactsTouched: 0, duplicates: 0 };
      for (const mailbox of tenant.mailboxes.values()) {
        for (const { personal } of mailbox.contacts.values()) {
          if (personal) totals.personalContacts += 1;
          else totals.contactsWritten += 1;
        }
        totals.personalContactsTouched += call.personal.touched(mailbox).length;
        totals.duplicates += countDuplicates(mailbox, identity);
      }
      const users = [...tenant.users.values()];
      return ok({
        people: users.filter(isPerson).length,
        mailboxes: users.filter(hasUsableMailbox).length,
        mailboxesTouched: tenant.mailboxes.size,
        ...totals,
      });
    },
  },
];

/** The account of a person of the tenant: no guest, no shared mailbox, room or equipment. */
function isPerson({ properties, mailbox }: SimUser): boolean {
  return properties.userType !== 'Guest' && (mailbox === null || mailbox.purpose === 'user');
}

/** What a contact is a copy of, if it says so. */
type Identity = (contact: SimContact) => string | null;

/**
 * From `?identityProperty=<extended property id>&identityPattern=<regular expression with one group>`.
 *
 * @throws {WorldError} `invalid`.
 */
function identityOf({ query }: ControlCall): Identity {
  const property = query.get('identityProperty');
  if (property === null) return () => null;
  const id = canonicalPropertyId(property);
  const pattern = identityPattern(query.get('identityPattern') ?? '^(.*)$');
  return ({ content }) => {
    const value = content.extended[id];
    return typeof value === 'string' ? (pattern.exec(value)?.[1] ?? null) : null;
  };
}

function identityPattern(text: string): RegExp {
  try {
    return new RegExp(text, 's');
  } catch {
    throw new WorldError('invalid', `'${text}' is no regular expression.`, 'identityPattern');
  }
}

/** Contacts beyond the first, per folder, with the same content or the same identity; each counts once. */
function countDuplicates(mailbox: SimMailbox, identity: Identity): number {
  const seenContents = new Map<string, Set<string>>();
  const seenIdentities = new Set<string>();
  let duplicates = 0;
  for (const contact of mailbox.contacts.values()) {
    const contents = seenContents.get(contact.folderId) ?? new Set<string>();
    seenContents.set(contact.folderId, contents);
    const content = JSON.stringify([contact.content.properties, contact.content.extended]);
    const known = identity(contact);
    const key = known === null ? null : `${contact.folderId} ${known}`;
    if (contents.has(content) || (key !== null && seenIdentities.has(key))) duplicates += 1;
    contents.add(content);
    if (key !== null) seenIdentities.add(key);
  }
  return duplicates;
}
