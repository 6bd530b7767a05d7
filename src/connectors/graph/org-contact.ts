import { z } from 'zod';
import type { DraftFields } from '../../sync/contact-fields.ts';
import type { ContactFields, ContactPhones } from '../../sync/items.ts';
import { normalizeFields } from '../../sync/normalize.ts';
import type { SourceRecord } from '../../sync/source-record.ts';
import { maxTextCharacters } from './answer-limits.ts';
import { entityId, optionalText as text } from './answer-values.ts';

/** An organizational contact as far as an address list shows it. Properties that were never set are absent. */
export const orgContactSchema = z.object({
  id: entityId,
  '@removed': z.object({}).nullish(),
  displayName: text,
  givenName: text,
  surname: text,
  mail: text,
  mailNickname: text,
  proxyAddresses: z.array(z.string().max(maxTextCharacters)).nullish(),
  phones: z.array(z.object({ type: text, number: text })).nullish(),
  addresses: z
    .array(
      z.object({
        street: text,
        city: text,
        state: text,
        postalCode: text,
        countryOrRegion: text,
        officeLocation: text,
      }),
    )
    .nullish(),
  companyName: text,
  department: text,
  jobTitle: text,
});

export type OrgContact = z.infer<typeof orgContactSchema>;

/** What is asked for: every property that `orgContactSchema` reads. */
export const orgContactProperties: readonly string[] = Object.keys(orgContactSchema.shape).filter(
  (name) => name !== '@removed',
);

/** Numbers of which a contact has one, by Graph's word for them in lower case. */
const singlePhones: ReadonlyMap<string, keyof ContactPhones> = new Map([
  ['mobile', 'mobilePhone'],
  ['other', 'otherPhone'],
  ['assistant', 'assistantPhone'],
  ['homefax', 'homeFax'],
  ['businessfax', 'businessFax'],
  ['otherfax', 'otherFax'],
  ['pager', 'pager'],
  ['radio', 'radioPhone'],
]);

/**
 * An organizational contact as an entry of a list. Graph tells neither whether it is hidden nor a licence: it has none
 * and needs none.
 */
export function orgContactRecord(contact: OrgContact): SourceRecord {
  const country = contact.addresses?.[0]?.countryOrRegion;
  return {
    itemId: contact.id,
    kind: 'contact',
    enabled: true,
    hiddenFromLists: false,
    licensed: false,
    fields: fieldsOf(contact),
    extra: {
      ...(isPresent(country) ? { country } : {}),
      ...(isPresent(contact.mailNickname) ? { mailNickname: contact.mailNickname } : {}),
    },
  };
}

function fieldsOf(contact: OrgContact): ContactFields {
  const fields: DraftFields = {};
  for (const name of ['displayName', 'givenName', 'surname', 'companyName', 'department', 'jobTitle'] as const) {
    const value = contact[name];
    if (isPresent(value)) fields[name] = value;
  }
  const mail = isPresent(contact.mail) ? contact.mail : primaryAddress(contact.proxyAddresses ?? []);
  if (mail !== null) {
    fields.emailAddresses = [
      { address: mail, ...(isPresent(contact.displayName) ? { name: contact.displayName } : {}) },
    ];
  }
  fields.businessPhones = numbersOf(contact, 'business');
  fields.homePhones = numbersOf(contact, 'home');
  for (const [type, field] of singlePhones) {
    const [number] = numbersOf(contact, type);
    if (number !== undefined) fields[field] = number;
  }
  const { street, city, state, postalCode, countryOrRegion, officeLocation } = contact.addresses?.[0] ?? {};
  if (isPresent(officeLocation)) fields.officeLocation = officeLocation;
  fields.businessAddress = {
    ...(isPresent(street) ? { street } : {}),
    ...(isPresent(city) ? { city } : {}),
    ...(isPresent(state) ? { state } : {}),
    ...(isPresent(postalCode) ? { postalCode } : {}),
    ...(isPresent(countryOrRegion) ? { country: countryOrRegion } : {}),
  };
  return normalizeFields(fields);
}

function numbersOf({ phones }: OrgContact, wanted: string): readonly string[] {
  return (phones ?? []).flatMap(({ type, number }) =>
    type?.toLowerCase() === wanted && isPresent(number) ? [number] : [],
  );
}

/** `SMTP:` in capitals marks the one that mail is sent from. */
function primaryAddress(proxyAddresses: readonly string[]): string | null {
  const primary = proxyAddresses.find((address) => address.startsWith('SMTP:'));
  return primary === undefined ? null : primary.slice('SMTP:'.length);
}

function isPresent(value: string | null | undefined): value is string {
  return value !== null && value !== undefined && value.trim() !== '';
}
