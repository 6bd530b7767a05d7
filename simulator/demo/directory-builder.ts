import type { SimOrgContact, SimTenant, SimUser } from '../world/model.ts';
import { asciiSlug } from './names.ts';

/** Fills a new tenant: everything is in the log from its beginning, and addresses are unique. */
export interface DirectoryBuilder {
  readonly tenant: SimTenant;
  readonly domain: string;
  addUser(user: SimUser): void;
  addGroup(id: string, properties: Record<string, unknown>, memberIds: Iterable<string>): void;
  addOrgContact(contact: SimOrgContact): void;
  /** The slug, with a number if somebody has it already. */
  uniqueSlug(wanted: string): string;
}

export function createDirectoryBuilder(tenant: SimTenant): DirectoryBuilder {
  const taken = new Map<string, number>();
  const created = { removed: null, properties: null } as const;
  return {
    tenant,
    domain: tenant.domains[0] ?? 'localhost',
    addUser(user) {
      tenant.users.set(user.id, user);
      tenant.log.append({ kind: 'user', id: user.id, ...created });
    },
    addGroup(id, properties, memberIds) {
      tenant.groups.set(id, { id, properties, memberIds: new Set(memberIds) });
      tenant.log.append({ kind: 'group', id, ...created });
    },
    addOrgContact(contact) {
      tenant.orgContacts.set(contact.id, contact);
      tenant.log.append({ kind: 'orgContact', id: contact.id, ...created });
    },
    uniqueSlug(wanted) {
      const slug = wanted === '' ? 'user' : wanted;
      for (let count = taken.get(slug) ?? 0; ; count += 1) {
        const candidate = count === 0 ? slug : `${slug}${count + 1}`;
        if (count > 0 && taken.has(candidate)) continue;
        taken.set(slug, count + 1);
        if (count > 0) taken.set(candidate, 1);
        return candidate;
      }
    },
  };
}

/** What everything with a mail address has. */
export function mailProperties(slug: string, domain: string, alias?: string): Record<string, unknown> {
  const mail = `${slug}@${domain}`;
  const more = alias === undefined ? [] : [`smtp:${alias}@${domain}`];
  return {
    mail,
    mailNickname: asciiSlug(slug.replaceAll('.', ' ')).replaceAll('-', '.'),
    proxyAddresses: [`SMTP:${mail}`, ...more],
  };
}

const assignedDateTime = '2024-02-01T08:00:00Z';

/** A Microsoft 365 E3 licence with its Exchange plan; shared by everybody who has one, never changed in place. */
export const exchangeLicence: Readonly<Record<string, unknown>> = {
  assignedLicenses: [{ disabledPlans: [], skuId: '05e9a617-0261-4cee-bb44-138d3ef5d965' }],
  assignedPlans: [
    {
      assignedDateTime,
      capabilityStatus: 'Enabled',
      service: 'exchange',
      servicePlanId: 'efb87545-963c-4e0d-99df-69c6916d9eb0',
    },
    {
      assignedDateTime,
      capabilityStatus: 'Enabled',
      service: 'TeamspaceAPI',
      servicePlanId: '57ff2da0-773e-42df-b2af-ffb7a2317929',
    },
  ],
};
