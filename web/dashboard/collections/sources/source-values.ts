import type { CsvSource, EntryKind, Source, SourceKind } from '../definition.ts';

/** A source as its form holds it: everything that any kind has. */
export interface SourceValues {
  readonly kind: SourceKind;
  readonly sourceId: string;
  readonly connectionId: string;
  readonly kinds: readonly EntryKind[];
  readonly includeDisabled: boolean;
  readonly includeHidden: boolean;
  readonly includeUnlicensed: boolean;
  readonly includeWithoutMail: boolean;
  readonly photos: boolean;
  readonly photoPixels: number;
  readonly groupId: string;
  readonly mailbox: string;
  /** Names from the top, one below the other: `Contacts / Craftsmen`. */
  readonly folder: string;
  readonly file: string;
  readonly idBy: 'column' | 'from';
  readonly idColumns: readonly string[];
  /** Where each column goes; several targets are parted by a comma, `ignore`: nowhere. */
  readonly columns: readonly { readonly column: string; readonly target: string }[];
  readonly overflow: 'leave-out' | 'notes';
}

export const sourceKinds = [
  'gal',
  'organizational-contacts',
  'group',
  'mailbox-folder',
  'csv',
] as const satisfies readonly SourceKind[];

const folderSeparator = ' / ';
const targetSeparator = ', ';
export const ignored = 'ignore';

/** An empty form of a kind, with what most want. */
export function newValues(kind: SourceKind, sourceId: string, connectionId: string): SourceValues {
  return {
    kind,
    sourceId,
    connectionId,
    kinds: ['account', 'shared-mailbox'],
    includeDisabled: false,
    includeHidden: false,
    includeUnlicensed: true,
    includeWithoutMail: true,
    photos: false,
    photoPixels: 240,
    groupId: '',
    mailbox: '',
    folder: '',
    file: '',
    idBy: 'column',
    idColumns: [],
    columns: [],
    overflow: 'leave-out',
  };
}

export function valuesOf(source: Source): SourceValues {
  const { kind, sourceId } = source;
  const empty = newValues(kind, sourceId, source.kind === 'csv' ? '' : source.connectionId);
  switch (source.kind) {
    case 'gal':
      return { ...empty, ...source.rules, ...photosOf(source.photoPixels, empty) };
    case 'organizational-contacts':
      return empty;
    case 'group':
      return { ...empty, groupId: source.groupId, ...photosOf(source.photoPixels, empty) };
    case 'mailbox-folder':
      return { ...empty, mailbox: source.mailbox, folder: source.folder.join(folderSeparator) };
    case 'csv':
      return {
        ...empty,
        file: source.file,
        ...idOf(source.id),
        columns: Object.entries(source.columns).map(([column, target]) => ({
          column,
          target: typeof target === 'string' ? target : target.join(targetSeparator),
        })),
        overflow: source.overflow ?? 'leave-out',
      };
  }
}

function photosOf(pixels: number | null, { photoPixels }: SourceValues) {
  return { photos: pixels !== null, photoPixels: pixels ?? photoPixels };
}

function idOf(id: CsvSource['id']): Pick<SourceValues, 'idBy' | 'idColumns'> {
  return 'column' in id ? { idBy: 'column', idColumns: [id.column] } : { idBy: 'from', idColumns: id.from };
}

/**
 * The source that a form describes; null: something it needs is not there yet.
 * @param before As it is saved: what the form does not show of a file stays.
 */
export function sourceOf(values: SourceValues, before: Source | null): Source | null {
  const { kind, sourceId, connectionId } = values;
  if (sourceId === '' || (kind !== 'csv' && connectionId === '')) return null;
  const photoPixels = values.photos ? values.photoPixels : null;
  switch (kind) {
    case 'gal': {
      const { kinds, includeDisabled, includeHidden, includeUnlicensed, includeWithoutMail } = values;
      const rules = { kinds, includeDisabled, includeHidden, includeUnlicensed, includeWithoutMail };
      return kinds.length === 0 ? null : { kind, sourceId, connectionId, rules, photoPixels };
    }
    case 'organizational-contacts':
      return { kind, sourceId, connectionId };
    case 'group':
      return values.groupId === '' ? null : { kind, sourceId, connectionId, groupId: values.groupId, photoPixels };
    case 'mailbox-folder': {
      const mailbox = values.mailbox.trim();
      return mailbox === '' ? null : { kind, sourceId, connectionId, mailbox, folder: foldersOf(values.folder) };
    }
    case 'csv':
      return csvOf(values, before?.kind === 'csv' ? before : null);
  }
}

function csvOf({ sourceId, file, idBy, idColumns, columns, overflow }: SourceValues, before: CsvSource | null) {
  const [column] = idColumns;
  if (file === '' || column === undefined || columns.every(({ target }) => target === ignored)) return null;
  const same = before?.file === file ? before : null;
  return {
    kind: 'csv',
    sourceId,
    file,
    ...(same?.encoding === undefined ? {} : { encoding: same.encoding }),
    ...(same?.delimiter === undefined ? {} : { delimiter: same.delimiter }),
    ...(before?.join === undefined ? {} : { join: before.join }),
    id: idBy === 'column' ? { column } : { from: idColumns },
    columns: Object.fromEntries(columns.map((one) => [one.column, targetOf(one.target)])),
    ...(overflow === 'leave-out' ? {} : { overflow }),
  } satisfies CsvSource;
}

function targetOf(target: string): string | readonly string[] {
  const targets = target.split(targetSeparator);
  return targets.length > 1 ? targets : target;
}

export function foldersOf(folder: string): readonly string[] {
  return folder
    .split('/')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** The part of the form that a fault of the API is about: `body.groupId`, `body.source.folder.0`. */
export function valueAt(path: string): keyof SourceValues | null {
  const [first = ''] = path.replace(/^body\.(source\.)?/, '').split('.');
  const named: Readonly<Record<string, keyof SourceValues>> = {
    rules: 'kinds',
    id: 'idColumns',
    encoding: 'file',
    delimiter: 'file',
    join: 'file',
  };
  const known = Object.keys(newValues('gal', '', ''));
  const name = named[first] ?? first;
  return isKey(name, known) ? name : null;
}

function isKey(name: string, known: readonly string[]): name is keyof SourceValues {
  return known.includes(name);
}
