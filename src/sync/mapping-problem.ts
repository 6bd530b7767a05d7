import type { FieldName } from './items.ts';

/** What can be wrong with one field of one record; the record is mapped all the same. */
export type MappingProblemCode =
  | 'phone-not-normalized'
  | 'phone-extension-unknown'
  | 'list-too-long'
  | 'date-not-readable'
  | 'rule-does-not-fit'
  | 'nothing-to-show';

export interface MappingProblem {
  readonly field: FieldName;
  readonly code: MappingProblemCode;
  /** For the log: counts and reasons, never a value. */
  readonly detail: string;
}

/** What a problem means to people; `docs/errors.md` shows this table. */
export interface MappingProblemMeaning {
  readonly meaning: string;
  readonly effect: string;
  readonly remedy: string;
}

export const mappingProblems: Readonly<Record<MappingProblemCode, MappingProblemMeaning>> = {
  'phone-not-normalized': {
    meaning: 'A text in a phone field is no valid telephone number, or lacks its area code.',
    effect: 'It is written as it is.',
    remedy: 'Correct the number in the directory, or set the right default country.',
  },
  'phone-extension-unknown': {
    meaning: 'A phone field has only an extension, and no rule makes a full number of it.',
    effect: 'It is written as it is; a mobile phone cannot dial it.',
    remedy: 'Add an extension rule with its prefix and length.',
  },
  'list-too-long': {
    meaning: 'A list has more entries than a contact can hold.',
    effect: 'The first ones are written, the others left out.',
    remedy: 'Map the others into fields of their own, or shorten the list in the directory.',
  },
  'date-not-readable': {
    meaning: 'A birthday is no ISO date such as 1980-02-29.',
    effect: 'It is left out.',
    remedy: 'Correct the date in the directory, or the field that the rule takes it from.',
  },
  'rule-does-not-fit': {
    meaning: 'A rule gives the field something that it cannot hold.',
    effect: 'The field is left out.',
    remedy: 'Choose another source field in the rule.',
  },
  'nothing-to-show': {
    meaning: 'A contact has no name, company, address or number to be shown by.',
    effect: 'It is written without a name.',
    remedy: 'Correct the entry in the directory, or leave it out of the list.',
  },
};
