import { z } from 'zod';
import { parseTarget } from './csv-target.ts';

export const csvEncodings = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'] as const;
export const csvDelimiters = [',', ';', '\t', '|'] as const;

export type CsvEncoding = (typeof csvEncodings)[number];
export type CsvDelimiter = (typeof csvDelimiters)[number];

/**
 * Where the values of a column go.
 *
 * - `givenName`, `mobilePhone`: a field with one value; the first value stays.
 * - `businessPhones`, `emailAddresses`, `categories`: a list; values are appended.
 * - `businessAddress.city`: a part of this address. `address.city`: a part of the first free one of business, other
 *   and home address. What a row says of one address goes there as a whole.
 * - `extra.costCentre`: a value for mapping and filters, no contact field.
 * - `ignore`.
 * - a list of fields: the first that has room.
 */
export type CsvTarget = string | readonly string[];

/** Header of a column to its target. Columns that are not named are ignored. */
export type CsvColumns = Readonly<Record<string, CsvTarget>>;

/** A file, and how it is written: what is not given is found out. */
export interface CsvFile {
  /** Path; relative ones count from the base folder. Of a file that was uploaded `upload:members.csv`. */
  readonly file: string;
  readonly encoding?: CsvEncoding;
  readonly delimiter?: CsvDelimiter;
}

/** Which column tells people apart for ever, or which columns an id is made from: then a change of these is a new person. */
export type CsvId = { readonly column: string } | { readonly from: readonly string[] };

/** The name of a file that was uploaded; null: it is a path. */
export function uploadOf(file: string): string | null {
  return file.startsWith(uploadPrefix) ? file.slice(uploadPrefix.length) : null;
}

const uploadPrefix = 'upload:';

/** Every file that a source reads. */
export function filesOf({ file, join = [] }: Pick<CsvSource, 'file' | 'join'>): readonly string[] {
  return [file, ...join.map((other) => other.file)];
}

/** A CSV file with one row per person, and maybe others with any number of rows per person. */
export interface CsvSource extends CsvFile {
  readonly id: CsvId;
  readonly columns: CsvColumns;
  /** In the order in which their values are added. */
  readonly join?: readonly CsvJoin[];
  /** What becomes of values that have no room: left out, or lines of the notes. They are reported anyway. Default: `leave-out`. */
  readonly overflow?: 'leave-out' | 'notes';
}

/** Another file whose rows belong to people; the order within a person is the file's. */
export interface CsvJoin extends CsvFile {
  /** `column` of this file has the same value as column `equals` of the main file. */
  readonly on: { readonly column: string; readonly equals: string };
  readonly columns: CsvColumns;
}

const header = z.string().trim().min(1, 'must name a column: write its header as in the file');

const fieldSchema = z.string().refine((text) => parseTarget(text) !== null, {
  error:
    'must be a contact field such as givenName or businessPhones, a part of an address such as businessAddress.city or address.city, extra. with a name of letters and digits, or ignore',
});
const listedFieldSchema = fieldSchema.refine((text) => parseTarget(text)?.kind !== 'address' && text !== 'ignore', {
  error: 'a list cannot have parts of addresses or ignore: use address.city for the first free address',
});

const fileShape = {
  file: z.string().min(1, 'must be the path of a CSV file'),
  encoding: z.exactOptional(z.enum(csvEncodings)),
  delimiter: z.exactOptional(z.enum(csvDelimiters, 'must be a comma, a semicolon, a tab or a vertical bar')),
};

const columnsSchema = z.record(
  header,
  z.union([fieldSchema, z.array(listedFieldSchema).min(1, 'must name at least one field')]),
);

const joinSchema = z.strictObject({
  ...fileShape,
  on: z.strictObject({ column: header, equals: header }),
  columns: columnsSchema,
});

/** Parses a CSV source as people write it. */
export const csvSourceSchema = z.strictObject({
  ...fileShape,
  id: z.union(
    [
      z.strictObject({ column: header }),
      z.strictObject({ from: z.array(header).min(1, 'must name at least one column') }),
    ],
    {
      error: 'must be a column ({ column: … }), or columns that an id is made from ({ from: [ … ] })',
    },
  ),
  columns: columnsSchema,
  join: z.exactOptional(z.array(joinSchema)),
  overflow: z.exactOptional(z.enum(['leave-out', 'notes'])),
}) satisfies z.ZodType<CsvSource>;
