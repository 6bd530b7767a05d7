import type { Condition } from './condition.ts';
import {
  fixedAttribute,
  flagAttribute,
  never,
  type OpathMeaning,
  refusedAttribute,
  textAttribute,
  valueAttribute,
  wrongValue,
} from './opath-comparison.ts';
import type { OpathComparison } from './opath-parser.ts';

/** The meaning of an attribute, whatever its case; null: it is not known. */
export function findOpathAttribute(name: string): OpathMeaning | null {
  return attributes.get(name.toLowerCase()) ?? null;
}

const hasMail: Condition = { kind: 'has-mail', is: true };
const account: Condition = { kind: 'entry', is: ['account'] };

/** A person's mailbox: an account with an Exchange licence. One with an address alone is only known by mail. */
const userMailbox: Condition = { kind: 'all', of: [account, { kind: 'licensed', is: true }, hasMail] };
const mailUser: Condition = { kind: 'all', of: [account, { kind: 'licensed', is: false }, hasMail] };
const guestMailUser: Condition = { kind: 'all', of: [{ kind: 'entry', is: ['guest'] }, hasMail] };
const mailContact: Condition = { kind: 'all', of: [{ kind: 'entry', is: ['contact'] }, hasMail] };
const resources: Condition = { kind: 'entry', is: ['room', 'equipment'] };

/** Groups and public folders: a source has people, places and contacts. */
const noRecords = [
  'MailUniversalDistributionGroup',
  'MailUniversalSecurityGroup',
  'MailNonUniversalGroup',
  'DynamicDistributionGroup',
  'PublicFolder',
];

/** Mailboxes of the system; no directory shows them as people. */
const systemMailboxes = [
  'MailboxPlan',
  'ArbitrationMailbox',
  'AuditLogMailbox',
  'AuxAuditLogMailbox',
  'DiscoveryMailbox',
  'MonitoringMailbox',
  'PublicFolderMailbox',
  'SupervisoryReviewPolicyMailbox',
  'SystemAttendantMailbox',
  'SystemMailbox',
];

const valuesOf = (entries: Readonly<Record<string, Condition>>, none: readonly string[]) =>
  new Map([...Object.entries(entries), ...none.map((name) => [name, never] as const)].map(lowerKey));

function lowerKey([name, condition]: readonly [string, Condition]): readonly [string, Condition] {
  return [name.toLowerCase(), condition];
}

const recipientType = valueAttribute(
  valuesOf(
    {
      UserMailbox: { kind: 'any', of: [userMailbox, { kind: 'entry', is: ['shared-mailbox', 'room', 'equipment'] }] },
      MailUser: { kind: 'any', of: [mailUser, guestMailUser] },
      MailContact: mailContact,
    },
    noRecords,
  ),
);

const recipientTypeDetails = valueAttribute(
  valuesOf(
    {
      UserMailbox: userMailbox,
      SharedMailbox: { kind: 'entry', is: ['shared-mailbox'] },
      RoomMailbox: { kind: 'entry', is: ['room'] },
      EquipmentMailbox: { kind: 'entry', is: ['equipment'] },
      MailContact: mailContact,
      GuestMailUser: guestMailUser,
      MailUser: mailUser,
    },
    [...noRecords, 'GroupMailbox', 'RoomList', ...systemMailboxes],
  ),
);

/** Only the exclusions that Exchange adds: nobody is called so. Other names are no display names, often not even readable. */
const name = fixedAttribute(
  new Map([
    ['like systemmailbox{*', never],
    ['like cas_{*', never],
  ]),
  'write DisplayName',
);

/** Whatever can get mail has an alias. */
const alias = fixedAttribute(
  new Map<string, Condition>([
    ['eq $null', { kind: 'has-mail', is: false }],
    ['like *', hasMail],
  ]),
  'use a condition on the e-mail address',
);

const resourceMetaData = fixedAttribute(
  new Map<string, Condition>([
    ['like resourcetype:*', resources],
    ['eq resourcetype:room', { kind: 'entry', is: ['room'] }],
    ['eq resourcetype:equipment', { kind: 'entry', is: ['equipment'] }],
  ]),
  'use a condition on the kind of entry',
);

const resourceSearchProperties = fixedAttribute(
  new Map<string, Condition>([['eq $null', { kind: 'not', of: resources }]]),
  'use a condition on the kind of entry',
);

const accountControl = fixedAttribute(
  new Map<string, Condition>([['eq accountdisabled', { kind: 'enabled', is: false }]]),
  'use a condition on enabled',
);

/** Proxy addresses have their type in front; records have addresses for mail only. */
function withoutSmtp(value: string, comparison: OpathComparison): string {
  if (/^smtp:/i.test(value)) return value.slice('smtp:'.length);
  if (value.includes(':')) throw wrongValue(comparison, 'records have smtp: addresses only');
  return value;
}

/** Exchange knows a country by its code, directories write its name: either is found by either. */
function country(comparison: OpathComparison): Condition {
  const { value } = comparison;
  if (value.kind === 'null') return textAttribute('businessAddress.country')(comparison);
  const isExact = comparison.operator === 'eq' || comparison.operator === 'ne';
  const names = isExact && value.kind === 'text' ? namesOfCountry(value.text) : null;
  if (names === null) throw wrongValue(comparison, 'write the two letters of ISO 3166 by -eq or -ne, DE or US');
  const isThere: Condition = { kind: 'field', field: 'businessAddress.country', is: 'in', values: names };
  return comparison.operator === 'ne' ? { kind: 'not', of: isThere } : isThere;
}

const regionNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** Code and English name. */
function namesOfCountry(text: string): readonly string[] | null {
  const code = text.trim().toUpperCase();
  const english = /^[A-Z]{2}$/.test(code) ? regionNames.of(code) : undefined;
  return english === undefined ? null : [code, english];
}

const useGroup = 'use a condition on a group';
const useField = 'use a condition on a field';
const numbered = (last: number, prefix: string, meaning: (number: number) => OpathMeaning) =>
  Array.from({ length: last }, (_, index) => [`${prefix}${index + 1}`, meaning(index + 1)] as const);

const attributes: ReadonlyMap<string, OpathMeaning> = new Map(
  [
    ['Department', textAttribute('department')] as const,
    ['Title', textAttribute('jobTitle')] as const,
    ['Company', textAttribute('companyName')] as const,
    ['Office', textAttribute('officeLocation')] as const,
    ['StreetAddress', textAttribute('businessAddress.street')] as const,
    ['City', textAttribute('businessAddress.city')] as const,
    ['StateOrProvince', textAttribute('businessAddress.state')] as const,
    ['PostalCode', textAttribute('businessAddress.postalCode')] as const,
    ['CountryOrRegion', country] as const,
    ['C', country] as const,
    ['Co', textAttribute('businessAddress.country')] as const,
    ['DisplayName', textAttribute('displayName')] as const,
    ['FirstName', textAttribute('givenName')] as const,
    ['LastName', textAttribute('surname')] as const,
    ['Phone', textAttribute('businessPhones')] as const,
    ['MobilePhone', textAttribute('mobilePhone')] as const,
    ['Fax', textAttribute('businessFax')] as const,
    ['PrimarySmtpAddress', textAttribute('emailAddresses')] as const,
    ['EmailAddresses', textAttribute('emailAddresses', withoutSmtp)] as const,
    ['UserPrincipalName', textAttribute('userPrincipalName')] as const,
    ...numbered(15, 'CustomAttribute', (number) => textAttribute(`extensionAttribute${number}`)),
    ...numbered(5, 'ExtensionCustomAttribute', () => refusedAttribute(useField)),
    ['HiddenFromAddressListsEnabled', flagAttribute({ kind: 'hidden', is: true })] as const,
    ['RecipientType', recipientType] as const,
    ['RecipientTypeDetails', recipientTypeDetails] as const,
    ['RecipientTypeDetailsValue', recipientTypeDetails] as const,
    ['ResourceMetaData', resourceMetaData] as const,
    ['ResourceSearchProperties', resourceSearchProperties] as const,
    ['UserAccountControl', accountControl] as const,
    ['ExchangeUserAccountControl', accountControl] as const,
    ['Alias', alias] as const,
    ['Name', name] as const,
    ['Manager', refusedAttribute(useGroup)] as const,
    ['DirectReports', refusedAttribute(useGroup)] as const,
    ['MemberOfGroup', refusedAttribute(useGroup)] as const,
    ['DistinguishedName', refusedAttribute(useGroup)] as const,
  ].map(([attribute, meaning]) => [attribute.toLowerCase(), meaning]),
);
