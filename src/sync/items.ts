/** Stable id of an item, given by its source (an Entra object id, say); never an e-mail address. */
export type ItemId = string;

/** What a collection is made of. Planning looks only at `itemId` and hashes, so a new kind changes nothing there. */
export type Item = ContactItem;

export interface ContactItem {
  readonly kind: 'contact';
  readonly itemId: ItemId;
  readonly fields: ContactFields;
  /** Hash of the photo, which is kept apart. */
  readonly photo?: string;
}

export interface PostalAddress {
  readonly street?: string;
  readonly city?: string;
  readonly state?: string;
  readonly postalCode?: string;
  readonly country?: string;
}

export interface EmailAddress {
  readonly address: string;
  readonly name?: string;
}

/** Contact fields with one text value; names are Graph's where Graph has one. */
export interface ContactTexts {
  readonly displayName?: string;
  readonly fileAs?: string;
  /** `Dr.` */
  readonly title?: string;
  readonly givenName?: string;
  readonly middleName?: string;
  readonly surname?: string;
  /** `Jr.` */
  readonly generation?: string;
  readonly initials?: string;
  readonly nickName?: string;
  /** How the name is said; Graph calls it `yomiGivenName`. */
  readonly phoneticGivenName?: string;
  readonly phoneticSurname?: string;
  readonly phoneticCompanyName?: string;
  readonly companyName?: string;
  readonly department?: string;
  readonly jobTitle?: string;
  readonly profession?: string;
  readonly manager?: string;
  readonly assistantName?: string;
  readonly spouseName?: string;
  readonly officeLocation?: string;
  readonly businessHomePage?: string;
  readonly personalNotes?: string;
  /** ISO date, `1980-02-29`. */
  readonly birthday?: string;
}

/** Telephone numbers that a contact has one of each. */
export interface ContactPhones {
  readonly mobilePhone?: string;
  readonly businessFax?: string;
  readonly homeFax?: string;
  readonly otherFax?: string;
  readonly pager?: string;
  readonly otherPhone?: string;
  readonly primaryPhone?: string;
  readonly carPhone?: string;
  readonly radioPhone?: string;
  readonly callbackPhone?: string;
  readonly companyMainPhone?: string;
  readonly assistantPhone?: string;
  readonly isdn?: string;
  readonly telex?: string;
  readonly ttyTddPhone?: string;
}

/**
 * All that Graph and Exchange Web Services contacts share. In normal form: nothing empty is present (no `''`, no `[]`,
 * no `{}`), texts are trimmed and in Unicode NFC. Lists keep their order.
 */
export interface ContactFields extends ContactTexts, ContactPhones {
  /** At most 3. */
  readonly emailAddresses?: readonly EmailAddress[];
  /** At most 2. */
  readonly businessPhones?: readonly string[];
  /** At most 2. */
  readonly homePhones?: readonly string[];
  /** At most 3. */
  readonly imAddresses?: readonly string[];
  readonly businessAddress?: PostalAddress;
  readonly homeAddress?: PostalAddress;
  readonly otherAddress?: PostalAddress;
  readonly categories?: readonly string[];
}

export type FieldName = keyof ContactFields;
