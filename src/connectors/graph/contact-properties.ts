import type { ContactFields, ContactPhones, ContactTexts } from '../../sync/items.ts';

type GraphText = Exclude<keyof ContactTexts, 'birthday'>;

/** Our texts under Graph's names. */
export const graphTexts: readonly (readonly [keyof ContactFields & (GraphText | 'mobilePhone'), string])[] = [
  ['displayName', 'displayName'],
  ['fileAs', 'fileAs'],
  ['title', 'title'],
  ['givenName', 'givenName'],
  ['middleName', 'middleName'],
  ['surname', 'surname'],
  ['generation', 'generation'],
  ['initials', 'initials'],
  ['nickName', 'nickName'],
  ['phoneticGivenName', 'yomiGivenName'],
  ['phoneticSurname', 'yomiSurname'],
  ['phoneticCompanyName', 'yomiCompanyName'],
  ['companyName', 'companyName'],
  ['department', 'department'],
  ['jobTitle', 'jobTitle'],
  ['profession', 'profession'],
  ['manager', 'manager'],
  ['assistantName', 'assistantName'],
  ['spouseName', 'spouseName'],
  ['officeLocation', 'officeLocation'],
  ['businessHomePage', 'businessHomePage'],
  ['personalNotes', 'personalNotes'],
  ['mobilePhone', 'mobilePhone'],
];

/**
 * Numbers that Graph's contact has no property for, by their MAPI property.
 * @see https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxocntc
 */
export const mapiPhones: readonly (readonly [Exclude<keyof ContactPhones, 'mobilePhone'>, string])[] = [
  ['businessFax', 'String 0x3A24'],
  ['homeFax', 'String 0x3A25'],
  ['otherFax', 'String 0x3A23'],
  ['pager', 'String 0x3A21'],
  ['otherPhone', 'String 0x3A1F'],
  ['primaryPhone', 'String 0x3A1A'],
  ['carPhone', 'String 0x3A1E'],
  ['radioPhone', 'String 0x3A1D'],
  ['callbackPhone', 'String 0x3A02'],
  ['companyMainPhone', 'String 0x3A57'],
  ['assistantPhone', 'String 0x3A2E'],
  ['isdn', 'String 0x3A2D'],
  ['telex', 'String 0x3A2C'],
  ['ttyTddPhone', 'String 0x3A4B'],
];

/** Lists and addresses have the same name with us and in Graph. */
export const graphLists = ['businessPhones', 'homePhones', 'imAddresses', 'categories'] as const;
export const graphAddresses = ['businessAddress', 'homeAddress', 'otherAddress'] as const;
