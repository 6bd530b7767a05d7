import type { Language } from './html.ts';

/** Every word on the pages. */
export const pageTexts = {
  en: {
    errorTitle: 'Sorry, but we’re having trouble signing you in.',
    consentTitle: 'Permissions requested',
    consentIntro: 'would like to, for your whole organization:',
    consentNote: 'If you accept, this app gets these permissions for everyone in your organization.',
    organisation: 'Organization',
    accept: 'Accept',
    cancel: 'Cancel',
    noPermissions: 'nothing beyond signing people in',
    signInTitle: 'Sign in',
    signInIntro: 'wants to know who you are. Choose a person:',
    person: 'Person',
    role: 'Role in the organization',
    administrator: 'Global Administrator',
    ordinaryUser: 'Ordinary user',
    signIn: 'Sign in',
    continue: 'Continue',
    signedOut: 'You signed out of your account.',
  },
  de: {
    errorTitle: 'Es gibt leider ein Problem bei der Anmeldung.',
    consentTitle: 'Angeforderte Berechtigungen',
    consentIntro: 'möchte für Ihre gesamte Organisation:',
    consentNote: 'Wenn Sie zustimmen, erhält die App diese Berechtigungen für alle in Ihrer Organisation.',
    organisation: 'Organisation',
    accept: 'Akzeptieren',
    cancel: 'Abbrechen',
    noPermissions: 'nichts außer Anmeldungen',
    signInTitle: 'Anmelden',
    signInIntro: 'möchte wissen, wer Sie sind. Wählen Sie eine Person:',
    person: 'Person',
    role: 'Rolle in der Organisation',
    administrator: 'Globaler Administrator',
    ordinaryUser: 'Einfacher Benutzer',
    signIn: 'Anmelden',
    continue: 'Weiter',
    signedOut: 'Sie haben sich abgemeldet.',
  },
} as const satisfies Record<Language, Record<string, string>>;

const permissionTexts: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'Calendars.Read': { en: 'Read calendars in all mailboxes', de: 'Kalender in allen Postfächern lesen' },
  'Calendars.ReadWrite': {
    en: 'Read and write calendars in all mailboxes',
    de: 'Kalender in allen Postfächern lesen und schreiben',
  },
  'Contacts.Read': { en: 'Read contacts in all mailboxes', de: 'Kontakte in allen Postfächern lesen' },
  'Contacts.ReadWrite': {
    en: 'Read and write contacts in all mailboxes',
    de: 'Kontakte in allen Postfächern lesen und schreiben',
  },
  'Directory.Read.All': { en: 'Read directory data', de: 'Verzeichnisdaten lesen' },
  'Group.Read.All': { en: 'Read all groups', de: 'Alle Gruppen lesen' },
  'GroupMember.Read.All': { en: 'Read all group memberships', de: 'Alle Gruppenmitgliedschaften lesen' },
  'Mail.Read': { en: 'Read mail in all mailboxes', de: 'E-Mails in allen Postfächern lesen' },
  'MailboxSettings.Read': { en: 'Read all user mailbox settings', de: 'Postfacheinstellungen aller Benutzer lesen' },
  'Organization.Read.All': { en: 'Read organization information', de: 'Informationen zur Organisation lesen' },
  'OrgContact.Read.All': { en: 'Read organizational contacts', de: 'Organisationskontakte lesen' },
  'Place.Read.All': { en: 'Read all company places', de: 'Alle Unternehmensstandorte lesen' },
  'User.Read.All': { en: 'Read all users’ full profiles', de: 'Vollständige Profile aller Benutzer lesen' },
};

/** What a permission means to an administrator; its name if nobody wrote that down. */
export function permissionText(permission: string, language: Language): string {
  return permissionTexts[permission]?.[language] ?? permission;
}
