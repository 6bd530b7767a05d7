import { randomUUID } from 'node:crypto';

export type Properties = Readonly<Record<string, unknown>>;

/** An entry of the directory and when it last changed. */
interface Entry {
  readonly id: string;
  readonly properties: Properties;
  readonly removed: boolean;
  readonly changedAt: number;
}

export interface Contact {
  readonly id: string;
  /** A person's own, never written by an app. */
  readonly personal: boolean;
  properties: Properties;
  /** By id in the spelling of `propertyKey`. */
  readonly extended: Map<string, string>;
}

export interface Folder {
  readonly id: string;
  readonly personal: boolean;
  displayName: string;
  readonly extended: Map<string, string>;
  readonly contacts: Map<string, Contact>;
}

/** What there is, whatever a service lets others see of it. */
export interface Company {
  readonly clock: () => number;
  readonly entries: () => readonly Entry[];
  readonly version: () => number;
  readonly mailboxes: ReadonlyMap<string, Map<string, Folder>>;
  readonly groups: ReadonlyMap<string, readonly string[]>;
  /** Changes and deletes of contacts that a person made: there must be none. */
  touches: number;
  addPerson(name: string, more?: Properties): string;
  /** With an Exchange plan, a folder of a person's own and contacts in it. */
  addMailbox(name: string, more?: Properties): string;
  changePerson(id: string, change: Properties): void;
  removePerson(id: string): void;
  addGroup(memberIds: readonly string[]): string;
}

const exchangePlan = { service: 'exchange', capabilityStatus: 'Enabled', servicePlanId: randomUUID() };

export function createCompany(clock: () => number): Company {
  const entries = new Map<string, Entry>();
  const mailboxes = new Map<string, Map<string, Folder>>();
  const groups = new Map<string, readonly string[]>();
  let version = 0;

  function put(id: string, properties: Properties, removed: boolean): void {
    version += 1;
    entries.set(id, { id, properties, removed, changedAt: version });
  }

  const company: Company = {
    clock,
    entries: () => [...entries.values()],
    version: () => version,
    mailboxes,
    groups,
    touches: 0,
    addPerson(name, more = {}) {
      const id = randomUUID();
      const address = `${name.toLowerCase().replaceAll(' ', '.')}@example.com`;
      const own = { displayName: name, mail: address, userPrincipalName: address, accountEnabled: true };
      put(id, { ...own, userType: 'Member', ...more }, false);
      return id;
    },
    addMailbox(name, more = {}) {
      const id = company.addPerson(name, { assignedPlans: [exchangePlan], ...more });
      const family = newFolder('Family', true);
      const namesake = newFolder('Company contacts', true);
      for (const folder of [family, namesake]) {
        const mother = newContact({ displayName: `Mother of ${name}`, mobilePhone: '+491701' }, true);
        folder.contacts.set(mother.id, mother);
      }
      mailboxes.set(id, new Map([family, namesake].map((folder) => [folder.id, folder] as const)));
      return id;
    },
    changePerson: (id, change) => put(id, { ...entries.get(id)?.properties, ...change }, false),
    removePerson: (id) => put(id, {}, true),
    addGroup(memberIds) {
      const id = randomUUID();
      groups.set(id, memberIds);
      return id;
    },
  };
  return company;
}

let made = 0;

/** Ids that differ in case alone are different ids. */
function newId(kind: string): string {
  made += 1;
  return `AAMk${kind}${Math.floor(made / 2)}${made % 2 === 0 ? 'a' : 'A'}/+=`;
}

export function newFolder(displayName: string, personal: boolean): Folder {
  return { id: newId('F'), personal, displayName, extended: new Map(), contacts: new Map() };
}

export function newContact(properties: Properties, personal: boolean): Contact {
  return { id: newId('C'), personal, properties, extended: new Map() };
}

/** Type and namespace in lower case, the name as it is: so Exchange compares ids of extended properties. */
export function propertyKey(id: string): string {
  const [, before, name] = /^(\S+ \S+ \S+ )(.+)$/s.exec(id) ?? [];
  return before === undefined || name === undefined ? id.toLowerCase() : before.toLowerCase() + name;
}
