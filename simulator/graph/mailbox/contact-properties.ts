/** How a property of a contact is written, read and checked. */
export type PropertyKind =
  | 'string'
  | 'strings'
  | 'address'
  | 'emails'
  | 'email'
  | 'instant'
  | 'read-only'
  | 'navigation';

/** The properties of microsoft.graph.contact and its base type outlookItem, in the order in which Exchange answers. */
export const contactProperties: ReadonlyMap<string, PropertyKind> = new Map([
  ['id', 'read-only'],
  ['createdDateTime', 'read-only'],
  ['lastModifiedDateTime', 'read-only'],
  ['changeKey', 'read-only'],
  ['categories', 'strings'],
  ['parentFolderId', 'read-only'],
  ['birthday', 'instant'],
  ['fileAs', 'string'],
  ['displayName', 'string'],
  ['givenName', 'string'],
  ['initials', 'string'],
  ['middleName', 'string'],
  ['nickName', 'string'],
  ['surname', 'string'],
  ['title', 'string'],
  ['yomiGivenName', 'string'],
  ['yomiSurname', 'string'],
  ['yomiCompanyName', 'string'],
  ['generation', 'string'],
  ['imAddresses', 'strings'],
  ['jobTitle', 'string'],
  ['companyName', 'string'],
  ['department', 'string'],
  ['officeLocation', 'string'],
  ['profession', 'string'],
  ['businessHomePage', 'string'],
  ['assistantName', 'string'],
  ['manager', 'string'],
  ['homePhones', 'strings'],
  ['mobilePhone', 'string'],
  ['businessPhones', 'strings'],
  ['spouseName', 'string'],
  ['personalNotes', 'string'],
  ['children', 'strings'],
  ['emailAddresses', 'emails'],
  ['primaryEmailAddress', 'email'],
  ['secondaryEmailAddress', 'email'],
  ['tertiaryEmailAddress', 'email'],
  ['homeAddress', 'address'],
  ['businessAddress', 'address'],
  ['otherAddress', 'address'],
  ['extensions', 'navigation'],
  ['multiValueExtendedProperties', 'navigation'],
  ['photo', 'navigation'],
  ['singleValueExtendedProperties', 'navigation'],
]);

/** Members of microsoft.graph.physicalAddress. */
export const addressMembers: readonly string[] = ['city', 'countryOrRegion', 'postalCode', 'state', 'street'];

/** Members of microsoft.graph.emailAddress. */
export const emailMembers: readonly string[] = ['address', 'name'];

/** The single addresses are views of `emailAddresses`, by place. */
export const emailSlots: readonly string[] = ['primaryEmailAddress', 'secondaryEmailAddress', 'tertiaryEmailAddress'];

/** Exchange has room for so many of a collection. */
export const collectionLimits: ReadonlyMap<string, number> = new Map([
  ['emailAddresses', 3],
  ['businessPhones', 2],
  ['homePhones', 2],
]);
