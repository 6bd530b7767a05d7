import { parse } from 'csv-parse/sync';
import { createRandom, randomGuid } from '../world/random.ts';
import { type DirectoryBuilder, exchangeLicence, mailProperties } from './directory-builder.ts';
import { asciiSlug } from './names.ts';

/** A row of a file of people: column → value; empty cells are absent. */
export type CsvPerson = Readonly<Partial<Record<CsvColumn, string>>>;

const columns = [
  ...['bioguide', 'displayName', 'givenName', 'middleName', 'surname', 'generation', 'nickName'],
  ...['jobTitle', 'department', 'companyName', 'businessPhone', 'officeLocation', 'businessStreet', 'homePage'],
] as const;
export type CsvColumn = (typeof columns)[number];

/**
 * Reads a file of people; its first line names the columns, unknown ones are passed over.
 *
 * @throws {Error} if a line is malformed or `displayName` is missing.
 */
export function parseCsvPeople(text: string): readonly CsvPerson[] {
  const rows: readonly Readonly<Record<string, string>>[] = parse(text, {
    bom: true,
    columns: true,
    skip_empty_lines: true,
  });
  return rows.map((row, index) => {
    const person: Partial<Record<CsvColumn, string>> = {};
    for (const column of columns) {
      const value = row[column];
      if (value !== undefined && value !== '') person[column] = value;
    }
    if (person.displayName === undefined) throw new Error(`person ${index + 1} of the file has no displayName`);
    return person;
  });
}

/** One user per row, its values unchanged; the first `mailboxes` of them have a licence and a mailbox. */
export function addCsvPeople(
  builder: DirectoryBuilder,
  seed: string,
  people: readonly CsvPerson[],
  mailboxes: number,
): void {
  const random = createRandom(`${seed}/csv`);
  for (const [index, person] of people.entries()) {
    const slug = builder.uniqueSlug(slugOf(person));
    const hasMailbox = index < mailboxes;
    builder.addUser({
      id: randomGuid(random),
      properties: { ...propertiesOf(person), ...accountOf(slug, builder, hasMailbox) },
      managerId: null,
      mailbox: hasMailbox ? { purpose: 'user', availability: 'available' } : null,
      photo: null,
    });
  }
}

function accountOf(slug: string, builder: DirectoryBuilder, hasMailbox: boolean): Record<string, unknown> {
  return {
    accountEnabled: true,
    createdDateTime: '2025-01-03T12:00:00Z',
    usageLocation: builder.tenant.countryCode,
    userPrincipalName: `${slug}@${builder.domain}`,
    userType: 'Member',
    ...(hasMailbox ? { ...mailProperties(slug, builder.domain), ...exchangeLicence } : { mailNickname: slug }),
  };
}

function slugOf({ givenName, surname, displayName }: CsvPerson): string {
  const parts = givenName === undefined || surname === undefined ? [displayName ?? ''] : [givenName, surname];
  return parts
    .map(asciiSlug)
    .filter((part) => part !== '')
    .join('.');
}

/** What Graph's user has no property for goes to the extension attributes 1 to 4. */
function propertiesOf(person: CsvPerson): Record<string, unknown> {
  const { bioguide, businessPhone, businessStreet, middleName, generation, nickName, homePage, ...same } = person;
  const attributes = Object.fromEntries(
    [middleName, generation, nickName, homePage].map((value, index) => [
      `extensionAttribute${index + 1}`,
      value ?? null,
    ]),
  );
  return {
    ...same,
    ...(bioguide === undefined ? {} : { employeeId: bioguide }),
    ...(businessPhone === undefined ? {} : { businessPhones: [businessPhone] }),
    ...(businessStreet === undefined ? {} : { streetAddress: businessStreet }),
    ...((middleName ?? generation ?? nickName ?? homePage) === undefined
      ? {}
      : { onPremisesExtensionAttributes: { ...noAttributes, ...attributes } }),
  };
}

const noAttributes = Object.fromEntries(
  Array.from({ length: 15 }, (_, index) => [`extensionAttribute${index + 1}`, null]),
);
