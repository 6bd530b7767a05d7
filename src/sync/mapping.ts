import type { FieldName } from './items.ts';

/** What goes into one field. */
export type FieldRule =
  /** The source's value of the same field, or of another field or extra named by `from`. */
  | { readonly kind: 'take'; readonly from?: string }
  | { readonly kind: 'fixed'; readonly value: string }
  /** `{displayName} ({companyName})`: names in braces are fields or extras. */
  | { readonly kind: 'template'; readonly template: string }
  | { readonly kind: 'omit' };

/** A number of only these digits, by prefix and length, is an extension of a full number. */
export interface ExtensionRule {
  readonly prefix: string;
  /** Digits in all, the prefix included. */
  readonly length: number;
  /** `+49891234{extension}`: the full number, E.164 with a place for the extension's digits. */
  readonly fullNumber: string;
}

export interface Mapping {
  /** Fields without a rule are taken, but for `birthday`, which is omitted. */
  readonly fields: Readonly<Partial<Record<FieldName, FieldRule>>>;
  readonly phones: {
    /** ISO 3166 alpha-2. */
    readonly defaultCountry: string;
    readonly extensions: readonly ExtensionRule[];
  };
}
