import type { CsvColumns } from '../../runs/csv-source.ts';
import { parseTarget, type Target } from '../../runs/csv-target.ts';
import { addressParts, type DraftFields, listLimits } from '../../sync/contact-fields.ts';
import type { ContactFields, PostalAddress } from '../../sync/items.ts';

/** A column that is read: its place in the rows, and its fields in the order in which they are filled. */
export interface Column {
  readonly header: string;
  readonly index: number;
  readonly targets: readonly Target[];
}

/** A value that is there, and its column. */
export interface Cell {
  readonly column: Column;
  readonly value: string;
}

/** A contact under construction, from the rows of one person. */
export interface Card {
  /** Adds what a row says. @returns The first column whose value has no room; null: all had. */
  add(cells: readonly Cell[]): Column | null;
  fields(): ContactFields;
  extra(): Readonly<Record<string, string>>;
}

/** The columns that a definition names, without the ignored ones. The definition has been parsed. */
export function compileColumns(columns: CsvColumns, indexOf: (header: string) => number): readonly Column[] {
  return Object.entries(columns).flatMap(([header, target]) => {
    const targets = (typeof target === 'string' ? [target] : target).flatMap((text) => parseTarget(text) ?? []);
    return targets.every(({ kind }) => kind === 'ignore') ? [] : [{ header, index: indexOf(header), targets }];
  });
}

/** Order in which free addresses are filled. */
const addressOrder = ['businessAddress', 'otherAddress', 'homeAddress'] as const;

/** What parts of one row are joined with, where a line of its own is usual. */
const partSeparators: Readonly<Record<(typeof addressParts)[number], string>> = {
  street: '\n',
  city: ' ',
  state: ' ',
  postalCode: ' ',
  country: ' ',
};

type AddressTarget = Extract<Target, { kind: 'address' }>;
type DraftAddress = { -readonly [Part in keyof PostalAddress]: PostalAddress[Part] };

/** One row's address before it has its place. */
interface RowAddress {
  readonly address: AddressTarget['address'];
  readonly parts: DraftAddress;
  readonly cells: Cell[];
}

/** @param overflow Whether what has no room goes to the notes. */
export function createCard(overflow: 'leave-out' | 'notes'): Card {
  const fields: DraftFields = {};
  const extra: Record<string, string> = {};

  function holds(target: Target, value: string): boolean {
    switch (target.kind) {
      case 'single':
        return fields[target.field] === value;
      case 'list':
        return fields[target.field]?.includes(value) ?? false;
      case 'emails':
        return fields.emailAddresses?.some(({ address }) => address.toLowerCase() === value.toLowerCase()) ?? false;
      case 'extra':
        return extra[target.name] === value;
      case 'address':
      case 'ignore':
        return false;
    }
  }

  function take(target: Target, value: string): boolean {
    switch (target.kind) {
      case 'single':
        if (target.field === 'personalNotes') addNote(value);
        else if (fields[target.field] === undefined) fields[target.field] = value;
        else return false;
        return true;
      case 'list': {
        const entries = fields[target.field] ?? [];
        if (target.field !== 'categories' && entries.length >= listLimits[target.field]) return false;
        fields[target.field] = [...entries, value];
        return true;
      }
      case 'emails': {
        const entries = fields.emailAddresses ?? [];
        if (entries.length >= listLimits.emailAddresses) return false;
        fields.emailAddresses = [...entries, { address: value }];
        return true;
      }
      case 'extra':
        extra[target.name] ??= value;
        return extra[target.name] === value;
      case 'ignore':
      case 'address':
        return true;
    }
  }

  function addNote(text: string): void {
    fields.personalNotes = fields.personalNotes === undefined ? text : `${fields.personalNotes}\n${text}`;
  }

  function placeAddress({ address, parts }: RowAddress): boolean {
    const places = address === 'free' ? addressOrder : [address];
    if (places.some((name) => isSame(fields[name], parts))) return true;
    const free = places.find((name) => fields[name] === undefined);
    if (free !== undefined) fields[free] = parts;
    return free !== undefined;
  }

  return {
    add(cells) {
      const addresses = new Map<AddressTarget['address'], RowAddress>();
      const homeless: Cell[] = [];
      for (const cell of cells) {
        const { targets } = cell.column;
        const [target] = targets;
        if (target?.kind === 'address') {
          const row = addresses.get(target.address) ?? { address: target.address, parts: {}, cells: [] };
          addresses.set(target.address, row);
          const before = row.parts[target.part];
          row.parts[target.part] =
            before === undefined ? cell.value : `${before}${partSeparators[target.part]}${cell.value}`;
          row.cells.push(cell);
          continue;
        }
        for (const value of entriesOf(target, cell.value)) {
          if (targets.some((place) => holds(place, value)) || targets.some((place) => take(place, value))) continue;
          homeless.push({ column: cell.column, value });
        }
      }
      // Those with a place of their own first: a free one must not take it.
      const rows = [...addresses.values()].sort((a, b) => Number(a.address === 'free') - Number(b.address === 'free'));
      for (const row of rows) if (!placeAddress(row)) homeless.push(...row.cells);
      if (overflow === 'notes' && homeless.length > 0) {
        addNote(homeless.map(({ column, value }) => `${column.header}: ${value}`).join('; '));
      }
      return homeless[0]?.column ?? null;
    },
    fields: () => fields,
    extra: () => extra,
  };
}

/** One cell may hold several entries of a list: Google joins them by ` ::: `, Outlook joins categories by `;`. */
function entriesOf(target: Target | undefined, value: string): readonly string[] {
  if (target?.kind !== 'list' && target?.kind !== 'emails') return [value];
  const separator = target.kind === 'list' && target.field === 'categories' ? / ::: |;/ : ' ::: ';
  return value
    .split(separator)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

function isSame(a: PostalAddress | undefined, b: PostalAddress): boolean {
  return a !== undefined && addressParts.every((part) => a[part] === b[part]);
}
