import { createHash } from 'node:crypto';
import type { ContactFields, ItemId } from '../../../src/sync/items.ts';
import type { CreateOperation, DeleteOperation, MailItemId, UpdateOperation } from '../../../src/sync/operations.ts';

/** Something that has a content hash's shape and depends on the text alone. */
export function hashFor(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

export function createOf(itemId: ItemId, fields: ContactFields = { displayName: itemId }): CreateOperation {
  return {
    kind: 'create',
    itemId,
    contentHash: hashFor(JSON.stringify([itemId, fields])),
    item: { kind: 'contact', itemId, fields },
  };
}

export function updateOf(itemId: ItemId, mailItemId: MailItemId, fields: ContactFields): UpdateOperation {
  return { ...createOf(itemId, fields), kind: 'update', mailItemId };
}

export function deleteOf(itemId: ItemId, mailItemId: MailItemId): DeleteOperation {
  return { kind: 'delete', itemId, mailItemId };
}

/** A value in every field that a contact has. */
export const everyField: Required<ContactFields> = {
  displayName: 'Dr. Zoë Müller-O’Neill Jr.',
  fileAs: 'Müller-O’Neill, Zoë',
  title: 'Dr.',
  givenName: 'Zoë',
  middleName: 'Ægir',
  surname: "Müller-O'Neill",
  generation: 'Jr.',
  initials: 'Z.Æ.M.',
  nickName: 'Zo',
  phoneticGivenName: 'ゾーイ',
  phoneticSurname: 'ミュラー',
  phoneticCompanyName: 'コントソ',
  companyName: 'Contoso & Söhne <GmbH>',
  department: 'Vertrieb “Süd”',
  jobTitle: 'Leiterin 👩‍💼',
  profession: 'Physikerin',
  manager: 'Łukasz Żak',
  assistantName: 'Đặng Thị',
  spouseName: 'Иван',
  officeLocation: 'B/2.17',
  businessHomePage: 'https://example.com/zoë?a=1&b=2',
  personalNotes: 'Zeile 1\nZeile 2\t"quoted" \\ back',
  birthday: '1980-02-29',
  mobilePhone: '+4915112345678',
  businessFax: '+49891234100',
  homeFax: '+49891234101',
  otherFax: '+49891234102',
  pager: '+49891234103',
  otherPhone: '+49891234104',
  primaryPhone: '+49891234105',
  carPhone: '+49891234106',
  radioPhone: '+49891234107',
  callbackPhone: '+49891234108',
  companyMainPhone: '+49891234109',
  assistantPhone: '+49891234110',
  isdn: '+49891234111',
  telex: '+49891234112',
  ttyTddPhone: '+49891234113',
  emailAddresses: [
    { address: 'zoe@example.com', name: 'Zoë' },
    { address: 'zoe.mueller@example.com', name: 'Zoë M.' },
    { address: 'z@example.com', name: 'Z' },
  ],
  businessPhones: ['+49891234120', '+49891234121'],
  homePhones: ['+49891234122', '+49891234123'],
  imAddresses: ['sip:zoe@example.com', 'sip:z2@example.com', 'sip:z3@example.com'],
  businessAddress: {
    street: 'Straße 1\nHinterhaus',
    city: 'München',
    state: 'Bayern',
    postalCode: '80331',
    country: 'Deutschland',
  },
  homeAddress: {
    street: 'Rue de l’Église 2',
    city: 'Orléans',
    state: 'Loiret',
    postalCode: '45000',
    country: 'France',
  },
  otherAddress: { street: '1 O‘Connell St', city: 'Dublin', state: 'Leinster', postalCode: 'D01', country: 'Ireland' },
  categories: ['Kollegen', 'Red category'],
};
