/** What can be wrong with a row of a CSV file; docs/connectors.md shows this table. */
export type CsvProblemCode =
  | 'id-missing'
  | 'id-duplicate'
  | 'too-many-columns'
  | 'too-few-columns'
  | 'not-decodable'
  | 'value-too-long'
  | 'join-without-person'
  | 'no-room';

/** Where something is wrong and what; never the value. */
export interface CsvProblem {
  /** Without its folder. */
  readonly file: string;
  /** Line of the file on which the row begins, from 1. */
  readonly line: number;
  /** As the header calls it; null: the row as a whole. */
  readonly column: string | null;
  readonly reason: CsvProblemCode;
}

/** What a problem means to people. */
export interface CsvProblemMeaning {
  readonly meaning: string;
  readonly effect: string;
  readonly remedy: string;
}

export const csvProblems: Readonly<Record<CsvProblemCode, CsvProblemMeaning>> = {
  'id-missing': {
    meaning: 'The row has no id, or one of more than 255 characters.',
    effect: 'The row is left out.',
    remedy: 'Give the row its id.',
  },
  'id-duplicate': {
    meaning: 'A row before this one has the same id.',
    effect: 'The first row counts, this one is left out.',
    remedy: 'Remove one of the rows, or choose an id column with one value per person.',
  },
  'too-many-columns': {
    meaning: 'The row has more values than the header has columns: mostly a delimiter without quotes around the value.',
    effect: 'The values are read in the order of the header, the rest is left out.',
    remedy: 'Put the value that has the delimiter in quotes.',
  },
  'too-few-columns': {
    meaning: 'The row has fewer values than the header has columns.',
    effect: 'The missing values count as empty.',
    remedy: 'Complete the row.',
  },
  'not-decodable': {
    meaning: 'The value has characters that the encoding does not have, or that were lost before.',
    effect: 'It is taken with � in their place.',
    remedy: 'Save the file again as UTF-8, or name its encoding in the source.',
  },
  'value-too-long': {
    meaning: 'The value has more than 32,767 characters.',
    effect: 'It is left out.',
    remedy: 'Shorten the value.',
  },
  'join-without-person': {
    meaning: 'The row of a joined file belongs to nobody in the main file.',
    effect: 'It is left out.',
    remedy: 'Correct the value that joins the files, or remove the row.',
  },
  'no-room': {
    meaning: 'A person has more values than the fields of the column can hold.',
    effect: 'They are left out, or go to the notes. Reported once per person.',
    remedy: 'Name more fields for the column, or set `overflow: notes`.',
  },
};
