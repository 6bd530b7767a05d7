import { z } from 'zod';
import type { ContactFields, PostalAddress } from '../../sync/items.ts';
import { normalizeFields } from '../../sync/normalize.ts';
import type { EntryKind, SourceRecord } from '../../sync/source-record.ts';
import { maxTextCharacters } from './answer-limits.ts';
import { entityId, optionalText as text } from './answer-values.ts';

const texts = z.array(z.string().max(maxTextCharacters)).nullish();

const removed = z.object({}).nullish();

const extensionAttributes = z.object(
  Object.fromEntries(Array.from({ length: 15 }, (_, index) => [`extensionAttribute${index + 1}`, text])),
);

const plans = z.array(z.object({ service: z.string().nullish(), capabilityStatus: z.string().nullish() })).nullish();

/** A directory user as far as the address list shows it. Properties that were never set are absent. */
export const userSchema = z.object({
  id: entityId,
  '@removed': removed,
  displayName: text,
  givenName: text,
  surname: text,
  mail: text,
  userPrincipalName: text,
  businessPhones: texts,
  mobilePhone: text,
  faxNumber: text,
  jobTitle: text,
  department: text,
  companyName: text,
  officeLocation: text,
  streetAddress: text,
  city: text,
  state: text,
  postalCode: text,
  country: text,
  usageLocation: text,
  employeeId: text,
  imAddresses: texts,
  userType: text,
  accountEnabled: z.boolean().nullish(),
  showInAddressList: z.boolean().nullish(),
  assignedPlans: plans,
  assignedLicenses: z.array(z.object({})).nullish(),
  onPremisesExtensionAttributes: extensionAttributes.nullish(),
});

export type DirectoryUser = z.infer<typeof userSchema>;

/** What is asked for of users: every property that `userSchema` reads. */
export const userProperties: readonly string[] = Object.keys(userSchema.shape).filter((name) => name !== '@removed');

export function isRemoved(user: Pick<DirectoryUser, '@removed'>): boolean {
  return user['@removed'] !== undefined && user['@removed'] !== null;
}

export function isGuest(user: Pick<DirectoryUser, 'userType'>): boolean {
  return user.userType?.toLowerCase() === 'guest';
}

/** Whether a plan with an Exchange mailbox is in force; `Warning` is the time of grace after a subscription's end. */
export function hasExchangePlan({ assignedPlans }: Pick<DirectoryUser, 'assignedPlans'>): boolean {
  return (assignedPlans ?? []).some(
    ({ service, capabilityStatus }) =>
      service?.toLowerCase() === 'exchange' && (capabilityStatus === 'Enabled' || capabilityStatus === 'Warning'),
  );
}

/** Licensed: an Exchange plan in force; where the directory lists no plans at all, any licence. */
export function isLicensed(user: DirectoryUser): boolean {
  const listsPlans = (user.assignedPlans ?? []).length > 0;
  return listsPlans ? hasExchangePlan(user) : (user.assignedLicenses ?? []).length > 0;
}

/** Shared mailboxes, rooms and equipment are users who may not sign in, mostly without a licence. */
export function mayBeResource(user: DirectoryUser): boolean {
  return !isGuest(user) && user.accountEnabled === false && isPresent(user.mail) && !isLicensed(user);
}

export function toSourceRecord(user: DirectoryUser, kind: EntryKind): SourceRecord {
  return {
    itemId: user.id,
    kind,
    enabled: user.accountEnabled !== false,
    hiddenFromLists: user.showInAddressList === false,
    licensed: isLicensed(user),
    fields: normalizeFields(fieldsOf(user)),
    extra: extraOf(user),
  };
}

function fieldsOf(user: DirectoryUser): ContactFields {
  const address = present({
    street: user.streetAddress,
    city: user.city,
    state: user.state,
    postalCode: user.postalCode,
    country: user.country,
  }) satisfies PostalAddress;
  const name = isPresent(user.displayName) ? { name: user.displayName } : {};
  return {
    ...present({
      displayName: user.displayName,
      givenName: user.givenName,
      surname: user.surname,
      jobTitle: user.jobTitle,
      department: user.department,
      companyName: user.companyName,
      officeLocation: user.officeLocation,
      mobilePhone: user.mobilePhone,
      businessFax: user.faxNumber,
    }),
    ...(isPresent(user.mail) ? { emailAddresses: [{ address: user.mail, ...name }] } : {}),
    businessPhones: user.businessPhones ?? [],
    imAddresses: user.imAddresses ?? [],
    businessAddress: address,
  };
}

function extraOf(user: DirectoryUser): Readonly<Record<string, string>> {
  const extra: Record<string, string> = present({
    employeeId: user.employeeId,
    country: user.country,
    usageLocation: user.usageLocation,
    userPrincipalName: user.userPrincipalName,
  });
  for (const [name, value] of Object.entries(user.onPremisesExtensionAttributes ?? {})) {
    if (isPresent(value)) extra[name] = value;
  }
  return extra;
}

function isPresent(value: string | null | undefined): value is string {
  return value !== null && value !== undefined && value.trim() !== '';
}

function present<N extends string>(values: Readonly<Record<N, string | null | undefined>>): Partial<Record<N, string>> {
  const kept: Partial<Record<N, string>> = {};
  for (const name in values) {
    const value = values[name];
    if (isPresent(value)) kept[name] = value;
  }
  return kept;
}
