import { z } from 'zod';

type Language = 'en' | 'de';

/** What zod itself says of a value, in a language. */
export const zodMessages = { en: z.locales.en().localeError, de: z.locales.de().localeError } as const;

/**
 * What is wrong with a field, in the caller's language: schemas and rules say it in English, wherever they are used. What
 * has no German here stays as it is: what compilers of expressions and readers of files say of a place in a text.
 */
export function faultIn(language: Language, message: string): string {
  if (language === 'en') return message;
  const exact = german[message];
  if (exact !== undefined) return exact;
  for (const { pattern, text } of patterns) {
    const found = pattern.exec(message);
    if (found !== null) return text.replaceAll(/\$(\d)/g, (_, place) => found[Number(place)] ?? '');
  }
  return message;
}

/** By what is said in English; `$1` stands for a value. */
const german: Readonly<Record<string, string>> = {
  'must be text: there is half a character in it': 'muss Text sein: Darin steht ein halbes Zeichen',
  'must be a country code of two capital letters, e.g. DE':
    'muss ein Ländercode aus zwei Großbuchstaben sein, z. B. DE',
  'must be a time zone of the IANA database, e.g. Europe/Berlin':
    'muss eine Zeitzone der IANA-Datenbank sein, z. B. Europe/Berlin',
  'must be a file name that ends with .csv': 'muss ein Dateiname sein, der auf .csv endet',
  'must be a tenant id or a domain like company.com': 'muss eine Tenant-ID oder eine Domäne wie firma.de sein',
  'must be an id or an address': 'muss eine ID oder eine Adresse sein',
  'must be the application (client) id, a GUID': 'muss die Anwendungs-ID (Client-ID) sein, eine GUID',
  'must be a user name like name@company.com': 'muss ein Benutzername wie name@firma.de sein',
  'must be the object id (GUID) of a group': 'muss die Objekt-ID (GUID) einer Gruppe sein',
  'must be an https:// address': 'muss eine https://-Adresse sein',
  'must be an id: small letters, digits and hyphens, at most 63, and no hyphen at the start':
    'muss eine ID sein: Kleinbuchstaben, Ziffern und Bindestriche, höchstens 63, ohne Bindestrich am Anfang',
  'must be the address or the id of a mailbox, without spaces':
    'muss die Adresse oder die ID eines Postfachs sein, ohne Leerzeichen',
  'must have at most 255 characters': 'darf höchstens 255 Zeichen haben',
  'must be a name on one line, without spaces around it':
    'muss ein Name in einer Zeile sein, ohne Leerzeichen davor und dahinter',
  'must be a category without commas and semicolons': 'muss eine Kategorie ohne Kommas und Semikolons sein',
  'must be one line with something to see in it': 'muss eine Zeile sein, in der etwas zu sehen ist',
  'must be a time like 06:30': 'muss eine Uhrzeit wie 06:30 sein',
  'must not name one twice': 'darf nichts zweimal nennen',
  'must name a column: write its header as in the file':
    'muss eine Spalte nennen: Schreiben Sie die Überschrift wie in der Datei',
  'must be a contact field such as givenName or businessPhones, a part of an address such as businessAddress.city or address.city, extra. with a name of letters and digits, or ignore':
    'muss ein Kontaktfeld wie givenName oder businessPhones sein, ein Teil einer Adresse wie businessAddress.city oder address.city, extra. mit einem Namen aus Buchstaben und Ziffern, oder ignore',
  'a list cannot have parts of addresses or ignore: use address.city for the first free address':
    'Eine Liste kann keine Teile von Adressen und kein ignore enthalten: Verwenden Sie address.city für die erste freie Adresse',
  'must be the path of a CSV file': 'muss der Pfad einer CSV-Datei sein',
  'must be a comma, a semicolon, a tab or a vertical bar':
    'muss ein Komma, ein Semikolon, ein Tabulator oder ein senkrechter Strich sein',
  'must name at least one field': 'muss mindestens ein Feld nennen',
  'must name at least one column': 'muss mindestens eine Spalte nennen',
  'must be a column ({ column: … }), or columns that an id is made from ({ from: [ … ] })':
    'muss eine Spalte sein ({ column: … }) oder Spalten, aus denen eine ID gebildet wird ({ from: [ … ] })',

  'must be the nextCursor of the page before': 'muss der nextCursor der vorigen Seite sein',
  'must include contacts: nothing else is about mailboxes':
    'muss Kontakte enthalten: Nichts anderes betrifft Postfächer',
  'another audience has this id: choose another': 'Eine andere Zielgruppe hat diese ID: Wählen Sie eine andere',
  'cannot be changed: make a new sync, and uninstall this one':
    'kann nicht geändert werden: Legen Sie eine neue Synchronisierung an, und deinstallieren Sie diese',
  'there is no such connection: connect Microsoft 365 first':
    'Diese Verbindung gibt es nicht: Verbinden Sie zuerst Microsoft 365',
  'must be a name': 'muss ein Name sein',
  'another sync has this name: choose another': 'Eine andere Synchronisierung heißt so: Wählen Sie einen anderen Namen',
  'must be an uploaded file, "upload:" and its name: files of the server are set up by its operator':
    'muss eine hochgeladene Datei sein, „upload:“ und ihr Name: Dateien des Servers richtet sein Betreiber ein',
  'there is no uploaded file of this name: upload it first':
    'Es gibt keine hochgeladene Datei dieses Namens: Laden Sie sie zuerst hoch',
  'must be the id of the address': 'muss die ID aus der Adresse sein',
  'must be given: there are several connections': 'muss angegeben werden: Es gibt mehrere Verbindungen',
  'is there already': 'gibt es schon',

  '$1 is there twice: each must be unique': '$1 kommt zweimal vor: Jeder Eintrag muss eindeutig sein',
  'the collection names the source $1 twice: remove one':
    'Die Sammlung nennt die Quelle $1 zweimal: Entfernen Sie eine davon',
  'there is no source $1: define it first': 'Die Quelle $1 gibt es nicht: Legen Sie sie zuerst an',
  'there is no source $1: define it, or name one of $2':
    'Die Quelle $1 gibt es nicht: Legen Sie sie an, oder nennen Sie eine von $2',
  'there is no collection $1: define it first': 'Die Sammlung $1 gibt es nicht: Legen Sie sie zuerst an',
  'there is no collection $1: define it, or name one of $2':
    'Die Sammlung $1 gibt es nicht: Legen Sie sie an, oder nennen Sie eine von $2',
  'there is no audience $1: define it first': 'Die Zielgruppe $1 gibt es nicht: Legen Sie sie zuerst an',
  'there is no audience $1: define it, or name one of $2':
    'Die Zielgruppe $1 gibt es nicht: Legen Sie sie an, oder nennen Sie eine von $2',

  'no country: use two capital letters of ISO 3166, DE or US':
    'Kein Land: Verwenden Sie zwei Großbuchstaben nach ISO 3166, DE oder AT',
  'the prefix must be digits, or empty for every extension of this length':
    'Der Anfang muss aus Ziffern bestehen, oder leer sein für alle Durchwahlen dieser Länge',
  'the length must be the number of all digits, the prefix included':
    'Die Länge muss die Zahl aller Ziffern sein, mit dem Anfang',
  'the full number must be international with one place for the digits: +49891234{extension}':
    'Die ganze Nummer muss international sein, mit einem Platz für die Ziffern: +49891234{extension}',
  'the full number must have at most $1 digits': 'Die ganze Nummer darf höchstens $1 Ziffern haben',
  'an earlier rule has the same prefix and length: remove one':
    'Eine frühere Regel hat denselben Anfang und dieselbe Länge: Entfernen Sie eine davon',
  'an address cannot be a fixed text: take it from another address, or omit it':
    'Eine Adresse kann kein fester Text sein: Nehmen Sie eine andere Adresse, oder lassen Sie sie weg',
  'the fixed text is empty: use {"kind":"omit"} to leave it out':
    'Der feste Text ist leer: Mit {"kind":"omit"} bleibt das Feld weg',
  'a fixed date must look like 1980-02-29': 'Ein festes Datum muss wie 1980-02-29 aussehen',
  'an address cannot be a template: take it from another address, or omit it':
    'Eine Adresse kann keine Vorlage sein: Nehmen Sie eine andere Adresse, oder lassen Sie sie weg',
  'a date cannot be a template: take it from a field, or omit it':
    'Ein Datum kann keine Vorlage sein: Nehmen Sie es aus einem Feld, oder lassen Sie es weg',
  'braces do not match: write each name as {name}':
    'Die Klammern passen nicht zusammen: Schreiben Sie jeden Namen als {name}',
  'no name in braces: use {"kind":"fixed"} for a text that is always the same':
    'Kein Name in Klammern: Für einen Text, der immer gleich ist, gibt es {"kind":"fixed"}',
  '$1 is a whole address: name a part of it, such as $2':
    '$1 ist eine ganze Adresse: Nennen Sie einen Teil davon, etwa $2',
  '$1 holds $2, this field needs $3: take it from another field':
    '$1 hat eine andere Art von Wert, als dieses Feld braucht: Nehmen Sie ein anderes Feld',
  '$1 is a part: take a whole address': '$1 ist ein Teil: Nehmen Sie eine ganze Adresse',
  'there is no field $1: write $2': 'Ein Feld $1 gibt es nicht: Schreiben Sie $2',
  'there is no $1: an address has $2': '$1 gibt es nicht: Eine Adresse hat $2',
  'a name is empty: name a field or an extra': 'Ein Name ist leer: Nennen Sie ein Feld oder ein Zusatzfeld',
  '$1 is no address: take it from $2': '$1 ist keine Adresse: Nehmen Sie $2',
  'by names $1 twice: remove one': 'by nennt $1 zweimal: Entfernen Sie eines davon',
  'idFrom is empty: name an extra such as employeeId, or use null':
    'idFrom ist leer: Nennen Sie ein Zusatzfeld wie employeeId, oder verwenden Sie null',
  'idFrom is the contact field $1: name an extra such as employeeId':
    'idFrom ist das Kontaktfeld $1: Nennen Sie ein Zusatzfeld wie employeeId',
  '$1 holds one value and cannot have those of all sources: use {"kind":"first"}':
    '$1 hat nur einen Wert und kann nicht die aller Quellen haben: Verwenden Sie {"kind":"first"}',
  'the order of $1 names the source $2 twice: remove one':
    'Die Reihenfolge von $1 nennt die Quelle $2 zweimal: Entfernen Sie eine davon',
  '$1 compares with nothing: remove the values': '$1 vergleicht mit nichts: Entfernen Sie die Werte',
  '$1 needs a value to compare with': '$1 braucht einen Wert zum Vergleichen',
  '$1 needs one value: use in for several, or not around it':
    '$1 braucht genau einen Wert: Verwenden Sie in für mehrere, oder not darum herum',
  'a value is empty: use present or missing': 'Ein Wert ist leer: Verwenden Sie present oder missing',
  'the name has spaces around it: remove them': 'Um den Namen stehen Leerzeichen: Entfernen Sie sie',
  'no domain: write example.com, or *.example.com for all below it':
    'Keine Domäne: Schreiben Sie example.com, oder *.example.com für alle darunter',
};

const patterns = Object.entries(german)
  .filter(([english]) => english.includes('$1'))
  .map(([english, text]) => ({
    pattern: new RegExp(`^${english.split(/\$\d/).map(RegExp.escape).join('(.+?)')}$`, 's'),
    text,
  }));
