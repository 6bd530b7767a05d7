import { expect, test } from 'vitest';
import type { EntryKind } from '../source-record.ts';
import type { FilterInput } from './condition.ts';
import { errorOf, input, isTrue, withFields } from './filter-input.test-fixture.ts';
import { translateOpath } from './opath.ts';

const holds = (filter: string, record: FilterInput = input()) => isTrue({ kind: 'opath', filter }, record);
const fault = (filter: string) => {
  const { code, message } = errorOf(() => translateOpath(filter));
  return code === 'opath-invalid' ? message : `${code}: ${message}`;
};

const sales = input({
  fields: {
    displayName: 'Anna Huber',
    givenName: 'Anna',
    surname: 'Huber',
    department: 'Sales',
    jobTitle: 'Head of Sales',
    companyName: 'Contoso',
    officeLocation: 'North Building',
    mobilePhone: '+49 170 1',
    businessFax: '+49 89 2',
    businessPhones: ['+49 89 1'],
    emailAddresses: [{ address: 'anna@example.com' }],
    businessAddress: { street: 'Ring 1', city: 'Ulm', state: 'BW', postalCode: '89073', country: 'Germany' },
  },
  extra: { userPrincipalName: 'anna@corp.example.com', extensionAttribute1: 'one', extensionAttribute15: 'fifteen' },
});

test.each([
  ['Department', 'sales'],
  ['Title', 'Head of Sales'],
  ['Company', 'contoso'],
  ['Office', 'North Building'],
  ['StreetAddress', 'Ring 1'],
  ['City', 'Ulm'],
  ['StateOrProvince', 'BW'],
  ['PostalCode', '89073'],
  ['Co', 'Germany'],
  ['DisplayName', 'Anna Huber'],
  ['FirstName', 'Anna'],
  ['LastName', 'Huber'],
  ['Phone', '+49 89 1'],
  ['MobilePhone', '+49 170 1'],
  ['Fax', '+49 89 2'],
  ['PrimarySmtpAddress', 'ANNA@example.com'],
  ['EmailAddresses', 'smtp:anna@example.com'],
  ['UserPrincipalName', 'anna@corp.example.com'],
  ['CustomAttribute1', 'one'],
  ['CustomAttribute15', 'fifteen'],
])('Q5: %s is a field of the record', (attribute, value) => {
  expect(holds(`${attribute} -eq '${value}'`, sales)).toBe(true);
  expect(holds(`${attribute.toLowerCase()} -ne '${value}'`, sales)).toBe(false);
  expect(holds(`${attribute} -eq 'other'`, sales)).toBe(false);
  expect(holds(`${attribute} -eq '${value}'`, withFields({}))).toBe(false);
});

test('Q6: what is missing does not equal anything, and equals $null', () => {
  const blank = withFields({});
  expect(holds("Department -ne 'Sales'", blank)).toBe(true);
  expect(holds("Department -notlike 'Sales*'", blank)).toBe(true);
  expect(holds('Department -eq $null', blank)).toBe(true);
  expect(holds('Department -ne $null', blank)).toBe(false);
  expect(holds('Department -eq $null', sales)).toBe(false);
  expect(holds('-not(Department -eq $null)', sales)).toBe(true);
});

test('Q7: a * may stand at the end, at the beginning, or alone', () => {
  expect(holds("Title -like 'head *'", sales)).toBe(true);
  expect(holds("Title -like 'Hea *'", sales)).toBe(false);
  expect(holds("Title -like '*SALES'", sales)).toBe(true);
  expect(holds("Title -like '*of*'", sales)).toBe(true);
  expect(holds("Title -like '*'", sales)).toBe(true);
  expect(holds("Title -notlike '*'", sales)).toBe(false);
  expect(holds("Title -like 'Head'", sales)).toBe(false);
  expect(holds("Title -like 'Head of Sales'", sales)).toBe(true);
  expect(holds("EmailAddresses -like 'SMTP:*@example.com'", sales)).toBe(true);
});

test.each([
  ["Title -like 'Head*Sales'", 'character 1: Title: the value is not understood: a * may only stand at the end'],
  ["Title -like '**'", 'Title: the value is not understood: write the text to look for'],
  ["Title -eq 'Head*'", 'Title: -eq cannot be decided: a value with * needs -like'],
  ["Title -eq ''", 'Title: the value is not understood: for one that is missing write $null'],
  ['Title -eq $true', 'Title: the value is not understood: write a text in quotes'],
  ['Title -like $null', 'Title: the value is not understood: compare with $null by -eq or -ne'],
  ["EmailAddresses -eq 'sip:a@example.com'", 'EmailAddresses: the value is not understood: records have smtp:'],
])('Q8: %s is not decided', (filter, message) => {
  expect(fault(filter)).toContain(message);
});

test.each(['-gt', '-ge', '-lt', '-le'])('Q9: %s is not decided: directories sort differently', (operator) => {
  expect(fault(`(CustomAttribute1 ${operator} '5')`)).toContain(
    `character 2: CustomAttribute1: ${operator} cannot be decided`,
  );
});

const of = (kind: EntryKind, facts: Partial<FilterInput['record']> = {}) => input({ kind, licensed: false, ...facts });
const everyone = {
  person: of('account', { licensed: true }),
  'person without mailbox': of('account'),
  'person without mail': of('account', { licensed: true, fields: {} }),
  shared: of('shared-mailbox'),
  room: of('room'),
  equipment: of('equipment'),
  guest: of('guest'),
  contact: of('contact'),
};
const who = (filter: string) =>
  Object.entries(everyone)
    .filter(([, record]) => holds(filter, record))
    .map(([name]) => name);

test('Q10: RecipientType', () => {
  expect(who("RecipientType -eq 'UserMailbox'")).toEqual(['person', 'shared', 'room', 'equipment']);
  expect(who("RecipientType -eq 'MailUser'")).toEqual(['person without mailbox', 'guest']);
  expect(who("RecipientType -eq 'MailContact'")).toEqual(['contact']);
  expect(who("RecipientType -eq 'MailUniversalDistributionGroup'")).toEqual([]);
});

test.each(['RecipientTypeDetails', 'RecipientTypeDetailsValue'])('Q11: %s', (attribute) => {
  expect(who(`${attribute} -eq 'UserMailbox'`)).toEqual(['person']);
  expect(who(`${attribute} -eq 'SharedMailbox'`)).toEqual(['shared']);
  expect(who(`${attribute} -eq 'RoomMailbox'`)).toEqual(['room']);
  expect(who(`${attribute} -eq 'EquipmentMailbox'`)).toEqual(['equipment']);
  expect(who(`${attribute} -eq 'GuestMailUser'`)).toEqual(['guest']);
  expect(who(`${attribute} -eq 'MailUser'`)).toEqual(['person without mailbox']);
  expect(who(`${attribute} -eq 'mailcontact'`)).toEqual(['contact']);
  expect(who(`${attribute} -ne 'SharedMailbox'`)).toHaveLength(7);
});

test.each([
  'MailboxPlan',
  'ArbitrationMailbox',
  'DiscoveryMailbox',
  'AuxAuditLogMailbox',
  'SystemMailbox',
  'GroupMailbox',
])('Q12: no record is of the kind %s', (kind) => {
  expect(who(`RecipientTypeDetailsValue -eq '${kind}'`)).toEqual([]);
  expect(who(`-not(RecipientTypeDetailsValue -eq '${kind}')`)).toHaveLength(8);
});

test('Q13: nobody has a name of a system mailbox; other names are not decided', () => {
  expect(who("Name -like 'SystemMailbox{*'")).toEqual([]);
  expect(who("Name -notlike 'CAS_{*'")).toHaveLength(8);
  for (const filter of ["Name -like 'Anna*'", "Name -eq 'SystemMailbox{*'", 'Name -ne $null']) {
    expect(fault(filter)).toContain('Name: records do not tell: write DisplayName');
  }
});

test('Q14: HiddenFromAddressListsEnabled', () => {
  const hidden = input({ hiddenFromLists: true });
  for (const value of ['$true', "'True'"]) {
    expect(holds(`HiddenFromAddressListsEnabled -eq ${value}`, hidden)).toBe(true);
    expect(holds(`HiddenFromAddressListsEnabled -ne ${value}`, hidden)).toBe(false);
    expect(holds(`HiddenFromAddressListsEnabled -eq ${value}`, input())).toBe(false);
  }
  expect(holds('HiddenFromAddressListsEnabled -eq $false', input())).toBe(true);
  expect(holds('HiddenFromAddressListsEnabled -ne $false', input())).toBe(false);
  expect(fault("HiddenFromAddressListsEnabled -eq 'yes'")).toContain('write $true or $false');
});

test('Q15: whatever has an alias gets mail; other aliases are not decided', () => {
  expect(who('Alias -ne $null')).not.toContain('person without mail');
  expect(who('Alias -eq $null')).toEqual(['person without mail']);
  expect(who("Alias -like '*'")).toHaveLength(7);
  expect(fault("Alias -eq 'anna'")).toContain('Alias: records do not tell: use a condition on the e-mail address');
});

test('Q16: a country is found by its code and by its English name', () => {
  expect(holds("CountryOrRegion -eq 'de'", sales)).toBe(true);
  expect(holds("C -ne 'DE'", sales)).toBe(false);
  expect(holds("C -eq 'DE'", withFields({ businessAddress: { country: 'DE' } }))).toBe(true);
  expect(holds("C -eq 'AT'", sales)).toBe(false);
  expect(holds('C -eq $null', withFields({}))).toBe(true);
  for (const filter of ["C -eq 'Germany'", "C -like 'D*'", "C -eq 'QX'", 'C -eq $true']) {
    expect(fault(filter)).toContain('C: the value is not understood: write the two letters of ISO 3166');
  }
});

test('Q17: an account that may not sign in', () => {
  for (const attribute of ['UserAccountControl', 'ExchangeUserAccountControl']) {
    expect(holds(`${attribute} -ne 'AccountDisabled'`, input({ enabled: true }))).toBe(true);
    expect(holds(`${attribute} -ne 'AccountDisabled'`, input({ enabled: false }))).toBe(false);
    expect(fault(`${attribute} -eq '512'`)).toContain(`${attribute}: records do not tell`);
  }
});

test('Q18: rooms and equipment by what marks resources', () => {
  expect(who("ResourceMetaData -like 'ResourceType:*'")).toEqual(['room', 'equipment']);
  expect(who("ResourceMetaData -eq 'ResourceType:Room'")).toEqual(['room']);
  expect(who('ResourceSearchProperties -ne $null')).toEqual(['room', 'equipment']);
});

test.each([
  ["Manager -eq 'CN=Anna,OU=Users'", 'Manager: records do not have it: use a condition on a group'],
  ["MemberOfGroup -eq 'CN=All,OU=Groups'", 'MemberOfGroup: records do not have it: use a condition on a group'],
  [
    "ExtensionCustomAttribute3 -eq 'x'",
    'ExtensionCustomAttribute3: records do not have it: use a condition on a field',
  ],
])('Q19: %s is not decided', (filter, message) => {
  expect(fault(`Department -eq 'x' -and ${filter}`)).toContain(`character 25: ${message}`);
  expect(fault(filter)).not.toContain('CN=');
});

test.each([
  ["Mood -eq 'x'", 'character 1: attribute Mood is not known'],
  ["(CustomAttribute16 -eq 'x')", 'character 2: attribute CustomAttribute16 is not known'],
  ["RecipientType -eq 'Person'", 'RecipientType: the value is not understood: records do not tell'],
  ["RecipientTypeDetails -eq 'SchedulingMailbox'", 'RecipientTypeDetails: the value is not understood'],
  ["RecipientTypeDetails -like '*Mailbox'", 'RecipientTypeDetails: -like cannot be decided'],
  ['RecipientType -ne $null', 'RecipientType: the value is not understood'],
])('Q20: %s is not understood', (filter, message) => {
  expect(fault(filter)).toContain(message);
});

/** What Exchange adds to every filter that is saved. */
const added =
  "(-not(Name -like 'SystemMailbox{*')) -and (-not(Name -like 'CAS_{*')) -and " +
  [
    ...['MailboxPlan', 'DiscoveryMailbox', 'PublicFolderMailbox', 'ArbitrationMailbox', 'AuditLogMailbox'],
    ...['AuxAuditLogMailbox', 'SupervisoryReviewPolicyMailbox'],
  ]
    .map((kind) => `(-not(RecipientTypeDetailsValue -eq '${kind}'))`)
    .join(' -and ');

test.each([
  [
    'people and contacts, less guests and one address',
    `((((RecipientType -eq 'UserMailbox') -or (RecipientType -eq 'MailContact'))) -and ${added} -and (-not(RecipientTypeDetailsValue -eq 'GuestMailUser')) -and (-not(PrimarySmtpAddress -eq 'helpdesk@example.com')))`,
    ['person', 'shared', 'room', 'equipment', 'contact'],
  ],
  [
    'people with an alias',
    `((((((RecipientType -eq 'UserMailbox') -and (Alias -ne $null))) -and (RecipientTypeDetailsValue -eq 'UserMailbox'))) -and ${added})`,
    ['person'],
  ],
  [
    'no shared mailboxes and rooms, wrapped by several saves',
    `((((((((CustomAttribute7 -eq $null) -and (RecipientType -eq 'UserMailbox'))) -and (-not(RecipientTypeDetailsValue -eq 'SharedMailbox')))) -and (-not(RecipientTypeDetailsValue -eq 'RoomMailbox')))) -and ${added})`,
    ['person', 'equipment'],
  ],
  [
    'all recipients of the admin centre',
    `((((RecipientType -eq 'UserMailbox') -or (RecipientType -eq 'MailContact') -or (RecipientType -eq 'MailUser') -or (((RecipientType -eq 'MailUniversalDistributionGroup') -or (RecipientType -eq 'MailUniversalSecurityGroup') -or (RecipientType -eq 'MailNonUniversalGroup') -or (RecipientType -eq 'DynamicDistributionGroup'))) -or (((RecipientType -eq 'UserMailbox') -and (ResourceMetaData -like 'ResourceType:*') -and (ResourceSearchProperties -ne $null))))) -and ${added})`,
    ['person', 'person without mailbox', 'shared', 'room', 'equipment', 'guest', 'contact'],
  ],
  [
    'a filter as a script writes it',
    `{((RecipientType -eq 'UserMailbox') -and\n  (-not (Department -eq $null)) -and ${added})}`,
    [],
  ],
  [
    'everyone but those of other kinds',
    "(-not(RecipientTypeDetailsValue -eq 'SharedMailbox')) -and (-not(RecipientTypeDetailsValue -eq 'RoomMailbox')) -and (-not(RecipientType -eq 'MailContact')) -and (-not(RecipientType -eq 'DynamicDistributionGroup'))",
    ['person', 'person without mailbox', 'person without mail', 'equipment', 'guest'],
  ],
])('Q21: a filter as Exchange prints it: %s', (_name, filter, expected) => {
  expect(who(filter)).toEqual(expected);
});

test('Q21: a filter as Exchange prints it, with fields', () => {
  const filter = `((((Company -eq 'Contoso') -and (Office -like 'North*') -and ((Title -eq 'Head of Sales') -or (StateOrProvince -eq 'BY')))) -and (ExchangeUserAccountControl -ne 'AccountDisabled') -and ${added})`;
  expect(holds(filter, sales)).toBe(true);
  expect(holds(filter, { ...sales, record: { ...sales.record, enabled: false } })).toBe(false);
  expect(holds(filter, withFields({ ...sales.record.fields, officeLocation: 'South' }))).toBe(false);
});
