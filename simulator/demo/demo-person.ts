import { createRandom, type RandomSource, randomGuid } from '../world/random.ts';
import { type Department, departments } from './jobs.ts';
import { asciiSlug, germanNames, internationalNames, type NamePart } from './names.ts';
import { type Office, offices } from './offices.ts';

/** A person as the demo invents them; the same for the same seed and index, whatever the size of the tenant. */
export interface DemoPerson {
  readonly id: string;
  readonly givenName: string;
  readonly surname: string;
  readonly displayName: string;
  /** `jürgen.groß` as `juergen.gross`: not unique. */
  readonly slug: string;
  readonly department: Department;
  readonly jobTitle: string;
  readonly office: Office;
  /** As somebody once typed it. */
  readonly businessPhone: string | null;
  readonly mobilePhone: string | null;
  readonly faxNumber: string | null;
  readonly preferredLanguage: string | null;
  /** From 0 to 1: for whatever else is decided about this person. */
  readonly random: RandomSource;
}

/**
 * Invents a person.
 *
 * @param countryCode Most people work in offices of this country, if there are any.
 */
export function demoPerson(seed: string, index: number, countryCode: string): DemoPerson {
  const random = createRandom(`${seed}/person/${index}`);
  const id = randomGuid(random);
  const isGerman = random() < (countryCode === 'DE' ? 0.75 : 0.3);
  const pool = isGerman ? germanNames : pick(random, internationalNames);
  const given = pick(random, pool.given);
  const surname = pick(random, pool.surnames);
  const title = random() < 0.03 ? 'Dr. ' : '';
  const department = pick(random, departments);
  const homeOffices = offices.filter((office) => office.countryCode === countryCode);
  const office = pick(random, homeOffices.length > 0 && random() < 0.85 ? homeOffices : offices);
  return {
    id,
    givenName: given.text,
    surname: surname.text,
    displayName: title + fullName(given, surname),
    slug: [asciiSlug(given.latin), asciiSlug(surname.latin)].join('.'),
    department,
    jobTitle: pick(random, department.titles),
    office,
    businessPhone: random() < 0.92 ? businessPhone(random, office) : null,
    mobilePhone: random() < 0.5 ? mobilePhone(random) : null,
    faxNumber: random() < 0.1 ? `+${office.callingCode} ${office.areaCode} ${office.exchange}999` : null,
    preferredLanguage: random() < 0.6 ? (isGerman ? 'de-DE' : 'en-GB') : null,
    random,
  };
}

export function pick<T>(random: RandomSource, list: readonly T[]): T {
  const chosen = list[Math.floor(random() * list.length)];
  if (chosen === undefined) throw new RangeError('nothing to choose from');
  return chosen;
}

/** Chinese and Japanese names come with the surname first and no space. */
function fullName(given: NamePart, surname: NamePart): string {
  return /^\p{Script=Han}/u.test(surname.text) ? `${surname.text}${given.text}` : `${given.text} ${surname.text}`;
}

function businessPhone(random: RandomSource, office: Office): string {
  const { callingCode, areaCode, trunkPrefix, exchange } = office;
  const extension = digits(random, 3);
  const national = `${trunkPrefix}${areaCode}`;
  const style = random();
  if (style < 0.35) return `+${callingCode}${areaCode}${exchange}${extension}`;
  if (style < 0.5) return `+${callingCode} ${areaCode} ${exchange}${extension}`;
  if (style < 0.65) return `${national} ${exchange}-${extension}`;
  if (style < 0.75) return `+${callingCode} (0) ${areaCode} ${exchange}-${extension}`;
  if (style < 0.82) return `${national}/${exchange} ${extension}`;
  if (style < 0.87) return `(${national}) ${exchange}${extension}`;
  if (style < 0.91) return `00${callingCode} ${areaCode} ${exchange} ${extension}`;
  if (style < 0.95) return `${exchange.slice(-1)}${extension}`;
  if (style < 0.98) return `${exchange.slice(-2)}${extension}`;
  return pick(random, ['siehe Teams', 'n/a', 'über Zentrale', '-']);
}

/** German mobile numbers that nobody has (Bundesnetzagentur's list for media). */
function mobilePhone(random: RandomSource): string {
  const last = digits(random, 2);
  const style = random();
  if (style < 0.5) return `+4917139200${last}`;
  if (style < 0.7) return `+49 171 39200${last}`;
  if (style < 0.85) return `0176/040690${last}`;
  return `0171 - 39200${last}`;
}

function digits(random: RandomSource, count: number): string {
  return String(Math.floor(random() * 10 ** count)).padStart(count, '0');
}
