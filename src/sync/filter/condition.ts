import type { EntryKind, SourceRecord } from '../source-record.ts';

/** What a condition judges. */
export interface FilterInput {
  readonly sourceId: string;
  readonly record: SourceRecord;
}

export const entryKinds = [
  'account',
  'shared-mailbox',
  'room',
  'equipment',
  'guest',
  'contact',
] as const satisfies readonly EntryKind[];

/** How the values of a field are compared: without regard to case, in Unicode NFC; of a list any entry counts. */
export const fieldTests = [
  'equal',
  'not-equal',
  'in',
  'starts-with',
  'ends-with',
  'contains',
  'present',
  'missing',
] as const;

export type FieldTest = (typeof fieldTests)[number];

/** What is true or false of a record. */
export type Condition =
  /**
   * `field`: a contact field, part of an address (`businessAddress.city`) or extra. `values`: one for `equal` and
   * `not-equal`, none for `present` and `missing`, otherwise one or more of which any counts.
   */
  | {
      readonly kind: 'field';
      readonly field: string;
      readonly is: FieldTest;
      readonly values?: readonly string[];
    }
  | { readonly kind: 'entry'; readonly is: readonly EntryKind[] }
  | { readonly kind: 'enabled' | 'licensed' | 'hidden' | 'has-phone' | 'has-mail'; readonly is: boolean }
  /** Of any e-mail address: `example.com`, or `*.example.com` for all below it. */
  | { readonly kind: 'domain'; readonly in: readonly string[] }
  /** The record's id is among the members. */
  | { readonly kind: 'group'; readonly groupId: string }
  /** Source ids. */
  | { readonly kind: 'source'; readonly in: readonly string[] }
  | { readonly kind: 'expression'; readonly expression: string }
  /** A recipient filter as Exchange prints it. */
  | { readonly kind: 'opath'; readonly filter: string }
  /** Of nothing: `all` is true and `any` is false. */
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition };

/** Members by group id: ids of records. */
export type GroupMembers = ReadonlyMap<string, ReadonlySet<string>>;
