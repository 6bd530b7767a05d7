import { createTenant } from '../world/create-world.ts';
import type { SimTenant, SimUser } from '../world/model.ts';
import { createRandom, type RandomSource, randomGuid } from '../world/random.ts';
import { avatar, avatarCount } from './avatar.ts';
import { addCsvPeople, type CsvPerson } from './csv-people.ts';
import { addExtras } from './demo-extras.ts';
import { addGroups } from './demo-groups.ts';
import { type DemoPerson, demoPerson } from './demo-person.ts';
import { createDirectoryBuilder, type DirectoryBuilder, exchangeLicence, mailProperties } from './directory-builder.ts';

/** What a demo tenant is made from; equal specs make equal tenants. */
export interface TenantSpec {
  /** GUID; follows from domain and seed if absent. */
  readonly id?: string;
  readonly domain?: string;
  readonly displayName?: string;
  /** Accounts of people; shared mailboxes, rooms, guests and so on come on top. */
  readonly people: number;
  /** How many of them are enabled, licensed and have a mailbox that can be used; all if absent. */
  readonly mailboxes?: number;
  readonly seed?: string | number;
  /** ISO 3166 alpha-2. */
  readonly countryCode?: string;
  /** Exactly these people, nobody and nothing on top; `people` is ignored. */
  readonly csvPeople?: readonly CsvPerson[];
}

/** Makes a tenant with people, groups and all that a real directory has to trip over. */
export function createDemoTenant(spec: TenantSpec): SimTenant {
  const domain = (spec.domain ?? 'contoso-demo.onmicrosoft.com').toLowerCase();
  const seed = String(spec.seed ?? 1);
  const tenantSeed = `${domain}/${seed}`;
  const countryCode = spec.countryCode ?? (spec.csvPeople === undefined ? 'DE' : 'US');
  const tenant = createTenant({
    id: spec.id?.toLowerCase() ?? randomGuid(createRandom(`${tenantSeed}/tenant`)),
    displayName: spec.displayName ?? 'Contoso Demo GmbH',
    domains: [domain],
    countryCode,
    seed: tenantSeed,
  });
  const builder = createDirectoryBuilder(tenant);
  if (spec.csvPeople !== undefined) {
    addCsvPeople(builder, tenantSeed, spec.csvPeople, spec.mailboxes ?? spec.csvPeople.length);
    return tenant;
  }
  const departmentOf = addPeople(builder, tenantSeed, spec.people, spec.mailboxes ?? spec.people);
  addExtras(builder, tenantSeed, spec.people);
  addGroups(builder, tenantSeed, departmentOf);
  return tenant;
}

/** What becomes of a person: most of those without a usable mailbox just have no licence. */
type Standing =
  | 'mailbox'
  | 'disabled'
  | 'disabled-with-mailbox'
  | 'no-mail'
  | 'unlicensed'
  | 'on-premises'
  | 'not-enabled';

/** @returns The people of each department, the first of whom leads it. */
function addPeople(builder: DirectoryBuilder, seed: string, people: number, mailboxes: number): Map<string, string[]> {
  const standings = dealStandings(createRandom(`${seed}/standings`), people, Math.min(people, mailboxes));
  const departmentOf = new Map<string, string[]>();
  let firstId: string | null = null;
  for (let index = 0; index < people; index += 1) {
    const person = demoPerson(seed, index, builder.tenant.countryCode);
    const colleagues = departmentOf.get(person.department.name) ?? [];
    const managerId = colleagues[0] ?? firstId;
    firstId ??= person.id;
    colleagues.push(person.id);
    departmentOf.set(person.department.name, colleagues);
    builder.addUser(userOf(builder, person, index, standings[index] ?? 'unlicensed', managerId));
  }
  return departmentOf;
}

/** Exactly `mailboxes` usable ones, spread by chance; about 2 % of the people are disabled accounts, if so many remain. */
function dealStandings(random: RandomSource, people: number, mailboxes: number): readonly Standing[] {
  const standings: Standing[] = [];
  for (let index = 0; index < people; index += 1) standings.push(standingAt(index - mailboxes, people));
  for (let index = people - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    const [here, there] = [standings[index], standings[other]];
    if (here === undefined || there === undefined) continue;
    standings[index] = there;
    standings[other] = here;
  }
  return standings;
}

/** `place` counts those without a usable mailbox from 0. */
function standingAt(place: number, people: number): Standing {
  if (place < 0) return 'mailbox';
  if (place < Math.ceil(people * 0.02)) return place % 2 === 0 ? 'disabled' : 'disabled-with-mailbox';
  if (place % 25 === 7) return 'on-premises';
  if (place % 50 === 11) return 'not-enabled';
  return place % 3 === 0 ? 'no-mail' : 'unlicensed';
}

function userOf(
  builder: DirectoryBuilder,
  person: DemoPerson,
  index: number,
  standing: Standing,
  managerId: string | null,
): SimUser {
  const { office, random } = person;
  const slug = builder.uniqueSlug(person.slug);
  const userPrincipalName = `${slug}@${builder.domain}`;
  const properties: Record<string, unknown> = {
    accountEnabled: !standing.startsWith('disabled'),
    ...(person.businessPhone === null ? {} : { businessPhones: [person.businessPhone] }),
    city: office.city,
    companyName: builder.tenant.displayName,
    country: office.country,
    createdDateTime: createdDateTime(random),
    department: person.department.name,
    displayName: person.displayName,
    employeeId: String(10_000 + index),
    ...(person.faxNumber === null ? {} : { faxNumber: person.faxNumber }),
    givenName: person.givenName,
    jobTitle: person.jobTitle,
    ...(standing === 'no-mail'
      ? { mailNickname: slug }
      : mailProperties(slug, builder.domain, random() < 0.2 ? `u${10_000 + index}` : undefined)),
    ...(person.mobilePhone === null ? {} : { mobilePhone: person.mobilePhone }),
    officeLocation: office.name,
    postalCode: office.postalCode,
    ...(person.preferredLanguage === null ? {} : { preferredLanguage: person.preferredLanguage }),
    ...(random() < 0.01 ? { showInAddressList: false } : {}),
    state: office.state,
    streetAddress: office.streetAddress,
    surname: person.surname,
    usageLocation: office.countryCode,
    userPrincipalName,
    userType: 'Member',
    ...(random() < 0.2 ? { onPremisesExtensionAttributes: extensionAttributes(index) } : {}),
    ...(standing === 'mailbox' || standing === 'disabled-with-mailbox' ? exchangeLicence : {}),
  };
  return {
    id: person.id,
    properties,
    managerId,
    mailbox: mailboxOf(standing),
    photo: random() < 0.2 ? portrait(Math.floor(random() * avatarCount)) : null,
  };
}

function mailboxOf(standing: Standing): SimUser['mailbox'] {
  switch (standing) {
    case 'mailbox':
    case 'disabled-with-mailbox':
      return { purpose: 'user', availability: 'available' };
    case 'on-premises':
    case 'not-enabled':
      return { purpose: 'user', availability: standing };
    case 'disabled':
    case 'no-mail':
    case 'unlicensed':
      return null;
  }
}

const noAttributes = Object.fromEntries(
  Array.from({ length: 15 }, (_, index) => [`extensionAttribute${index + 1}`, null]),
);

function extensionAttributes(index: number): Readonly<Record<string, unknown>> {
  return { ...noAttributes, extensionAttribute1: `KST-${1000 + (index % 40) * 10}`, extensionAttribute7: 'phone' };
}

function createdDateTime(random: RandomSource): string {
  const first = Date.UTC(2015, 0, 1);
  return `${new Date(first + Math.floor(random() * 3600 * 24 * 365 * 9) * 1000).toISOString().slice(0, 19)}Z`;
}

const portraits: readonly Uint8Array[] = Array.from({ length: avatarCount }, (_, index) => avatar(index));

/** One of a few pictures, shared by all who have it. */
export function portrait(index: number): Uint8Array | null {
  return portraits[index] ?? null;
}
