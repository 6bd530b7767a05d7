import { createRandom, type RandomSource } from '../world/random.ts';
import { type DemoPerson, demoPerson, pick } from './demo-person.ts';

/** What a person has put into the own mailbox before any app came. */
export interface PersonalContacts {
  /** Folders of the person's own beside the default one. */
  readonly folders: readonly string[];
  readonly contacts: readonly {
    /** An entry of `folders`; null: the default folder. */
    readonly folder: string | null;
    /** Graph's contact properties. */
    readonly properties: Readonly<Record<string, unknown>>;
  }[];
}

const folderNames = ['Familie', 'Verein', 'Handwerker', 'Privat'];
const notes = ['Geburtstag nicht vergessen', 'kennt den Hausmeister', 'vom Elternabend', 'nur abends anrufen'];
const colleaguesKnown = 50;

/**
 * The contacts of a person's own: none to eight, some of them colleagues with the same name and number; nobody twice.
 *
 * @param tenantSeed `SimTenant.seed`. Equal inputs give equal contacts.
 */
export function personalContacts(tenantSeed: string, userId: string, countryCode: string): PersonalContacts {
  const random = createRandom(`${tenantSeed}/personal/${userId}`);
  const count = Math.floor(random() * 9);
  const folders = count > 0 && random() < 0.15 ? [pick(random, folderNames)] : [];
  const contacts = Array.from({ length: count }, (_, index) => {
    const isColleague = random() < 0.2;
    const person = isColleague
      ? demoPerson(tenantSeed, Math.floor(random() * colleaguesKnown), countryCode)
      : demoPerson(`${tenantSeed}/personal/${userId}`, index, countryCode);
    const folder = folders[0] !== undefined && random() < 0.5 ? folders[0] : null;
    return { folder, properties: isColleague ? colleague(person) : friend(person, random) };
  });
  const names = contacts.map(({ properties }) => properties.displayName);
  return { folders, contacts: contacts.filter((_, index) => names.indexOf(names[index]) === index) };
}

function colleague(person: DemoPerson): Readonly<Record<string, unknown>> {
  return {
    displayName: person.displayName,
    givenName: person.givenName,
    surname: person.surname,
    ...(person.businessPhone === null ? {} : { businessPhones: [person.businessPhone] }),
  };
}

function friend(person: DemoPerson, random: RandomSource): Readonly<Record<string, unknown>> {
  const { givenName, surname } = person;
  return {
    ...(random() < 0.1 ? { categories: ['Privat'] } : {}),
    ...(random() < 0.15 ? { birthday: `19${60 + Math.floor(random() * 40)}-04-01T11:59:00Z` } : {}),
    displayName: `${givenName} ${surname}`,
    givenName,
    ...(random() < 0.1 ? { nickName: givenName.slice(0, 3) } : {}),
    surname,
    ...(random() < 0.3 ? { homePhones: [`+49 89 99998${Math.floor(random() * 900) + 100}`] } : {}),
    ...(person.mobilePhone === null ? {} : { mobilePhone: person.mobilePhone }),
    ...(random() < 0.2 ? { personalNotes: pick(random, notes) } : {}),
    ...(random() < 0.4
      ? { emailAddresses: [{ address: `${person.slug}@mail.example`, name: `${givenName} ${surname}` }] }
      : {}),
  };
}
