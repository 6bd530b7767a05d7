import type { CsvTarget } from '../../runs/csv-source.ts';

/** Telephone numbers of which only the headers' number is known: Google calls them `Phone 1 - Value`. */
const anyPhone = ['businessPhones', 'mobilePhone', 'homePhones', 'otherPhone', 'primaryPhone', 'companyMainPhone'];

/**
 * What headers are usually meant for: English and German ones, those of the exports of Outlook and Google, and the names
 * of the fields themselves. Parted by commas, compared by `plainHeader`.
 */
const names: readonly (readonly [target: CsvTarget, headers: string])[] = [
  ['displayName', 'Display name, Name, Full name, Anzeigename, Vollständiger Name, Angezeigter Name'],
  ['fileAs', 'File as, Speichern unter'],
  ['title', 'Title, Anrede, Titel, Name prefix, Prefix, Salutation'],
  ['givenName', 'Given name, First name, Forename, Vorname'],
  ['middleName', 'Middle name, Additional name, Weitere Vornamen, Zweiter Vorname, 2. Vorname'],
  ['surname', 'Surname, Last name, Family name, Nachname, Familienname, Zuname'],
  ['generation', 'Generation, Suffix, Name suffix, Namenszusatz'],
  ['initials', 'Initials, Initialen'],
  ['nickName', 'Nick name, Nickname, Spitzname, Rufname'],
  ['phoneticGivenName', 'Phonetic first name, Given yomi, Given name yomi'],
  ['phoneticSurname', 'Phonetic last name, Surname yomi, Family name yomi'],
  ['phoneticCompanyName', 'Company yomi, Phonetic company name'],
  ['companyName', 'Company, Company name, Organization, Organization name, Organization 1 - Name, Firma, Unternehmen'],
  ['department', 'Department, Organization department, Organization 1 - Department, Abteilung, Bereich'],
  ['jobTitle', 'Job title, Organization title, Organization 1 - Title, Position, Funktion, Stellenbezeichnung'],
  ['profession', 'Profession, Beruf, Occupation'],
  ['manager', "Manager, Manager's name, Name des/der Vorgesetzten, Vorgesetzter, Vorgesetzte"],
  ['assistantName', "Assistant, Assistant's name, Name Assistent, Name der Assistenz, Assistenz"],
  ['spouseName', 'Spouse, Partner, Partner/in'],
  ['officeLocation', 'Office, Office location, Büro, Raum, Standort'],
  ['businessHomePage', 'Web page, Website, Home page, Website 1 - Value, Webseite, Homepage, Internet'],
  ['personalNotes', 'Notes, Notizen, Bemerkung, Bemerkungen, Comment, Comments, Kommentar'],
  ['birthday', 'Birthday, Geburtstag, Geburtsdatum, Date of birth'],
  ['mobilePhone', 'Mobile phone, Mobile, Cell phone, Cell, Mobil, Mobiltelefon, Handy, Handynummer, Mobilnummer'],
  ['businessFax', 'Business fax, Fax, Fax number, Fax geschäftlich, Faxnummer'],
  ['homeFax', 'Home fax, Fax privat'],
  ['otherFax', 'Other fax, Weiteres Fax'],
  ['pager', 'Pager'],
  ['otherPhone', 'Other phone, Weiteres Telefon, Mobile phone 2, Mobiltelefon 2'],
  ['primaryPhone', 'Primary phone, Haupttelefon'],
  ['carPhone', 'Car phone, Autotelefon'],
  ['radioPhone', 'Radio phone, Funktelefon'],
  ['callbackPhone', 'Callback, Callback phone, Rückmeldung, Rückruf'],
  ['companyMainPhone', 'Company main phone, Company phone, Telefon Firma, Zentrale'],
  ['assistantPhone', "Assistant's phone, Assistant phone, Telefon Assistent, Telefon Assistenz"],
  ['isdn', 'ISDN'],
  ['telex', 'Telex'],
  ['ttyTddPhone', 'TTY/TDD phone, Telefon für Hörbehinderte'],
  [
    'businessPhones',
    'Business phone, Business phone 2, Business phones, Phone, Phone number, Telephone, Work phone, Office phone, Telefon, Telefonnummer, Telefon geschäftlich, Telefon geschäftlich 2, Durchwahl, Tel',
  ],
  ['homePhones', 'Home phone, Home phone 2, Home phones, Telefon privat, Telefon privat 2, Private phone'],
  [anyPhone, 'Phone 1 - Value, Phone 2 - Value, Phone 3 - Value, Phone 4 - Value'],
  [
    'emailAddresses',
    'E-mail, Mail, E-mail address, E-mail addresses, E-mail 2 address, E-mail 3 address, E-Mail-Adresse, E-Mail 2: Adresse, E-Mail 3: Adresse, Mailadresse, E-mail 1 - Value, E-mail 2 - Value, E-mail 3 - Value, Work e-mail',
  ],
  ['imAddresses', 'IM address, IM addresses, Chat, IM 1 - Value, Chatadresse'],
  ['categories', 'Categories, Category, Kategorien, Kategorie, Labels, Group membership'],
  [
    'businessAddress.street',
    'Business street, Business address street, Work street, Straße geschäftlich, Business street 2, Business street 3',
  ],
  ['businessAddress.city', 'Business city, Business address city, Work city, Ort geschäftlich'],
  [
    'businessAddress.state',
    'Business state, Business address state, Region geschäftlich, Bundesland/Kanton geschäftlich',
  ],
  [
    'businessAddress.postalCode',
    'Business postal code, Business address postal code, Work zip, Postleitzahl geschäftlich',
  ],
  [
    'businessAddress.country',
    'Business country/region, Business country, Business address country, Land/Region geschäftlich',
  ],
  ['homeAddress.street', 'Home street, Home address street, Straße privat, Home street 2, Home street 3'],
  ['homeAddress.city', 'Home city, Home address city, Ort privat'],
  ['homeAddress.state', 'Home state, Home address state, Bundesland/Kanton privat, Region privat'],
  ['homeAddress.postalCode', 'Home postal code, Home address postal code, Postleitzahl privat'],
  ['homeAddress.country', 'Home country/region, Home country, Home address country, Land/Region privat'],
  ['otherAddress.street', 'Other street, Other address street, Weitere Straße, Other street 2, Other street 3'],
  ['otherAddress.city', 'Other city, Other address city, Weiterer Ort'],
  ['otherAddress.state', 'Other state, Other address state, Weiterer Bundesland/Kanton, Weitere Region'],
  ['otherAddress.postalCode', 'Other postal code, Other address postal code, Weitere Postleitzahl'],
  ['otherAddress.country', 'Other country/region, Other country, Other address country, Weiteres Land/Region'],
  ['address.street', 'Street, Street address, Address, Straße, Anschrift, Address 1 - Street, Straße und Hausnummer'],
  ['address.city', 'City, Town, Ort, Stadt, Wohnort, Address 1 - City'],
  ['address.state', 'State, Province, Region, State or province, Bundesland, Kanton, Address 1 - Region'],
  ['address.postalCode', 'Postal code, Zip, Zip code, Postcode, PLZ, Postleitzahl, Address 1 - Postal code'],
  ['address.country', 'Country, Country/region, Land, Land/Region, Address 1 - Country'],
];

const targets: ReadonlyMap<string, CsvTarget> = new Map(
  names.flatMap(([target, headers]) => headers.split(', ').map((header) => [plainHeader(header), target] as const)),
);

/** Columns that hold an id in most systems, the best first. */
const idNames: readonly string[] = [
  'id',
  'Employee ID',
  'Employee number',
  'Personnel number',
  'Personalnummer',
  'Personal-Nr.',
  'Mitarbeiternummer',
  'Mitarbeiter-ID',
  'User ID',
  'Contact ID',
  'Kontakt-ID',
  'Kundennummer',
  'Object ID',
  'GUID',
  'UUID',
  'UID',
  'External ID',
  'Key',
  'Nr.',
].map(plainHeader);

/** The usual target of a column with this header; null: the header is not known. */
export function usualTarget(header: string): CsvTarget | null {
  return targets.get(plainHeader(header)) ?? null;
}

/** How much a header looks like that of an id: 0 is most; null: not at all. */
export function idRank(header: string): number | null {
  const rank = idNames.indexOf(plainHeader(header));
  return rank < 0 ? null : rank;
}

/** A header without case, umlauts, accents and anything but letters and digits. */
function plainHeader(header: string): string {
  return header
    .toLowerCase()
    .normalize('NFC')
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/[^a-z0-9]/g, '');
}

/** All that `usualTarget` can answer. */
export function headerTargets(): readonly CsvTarget[] {
  return names.map(([target]) => target);
}
