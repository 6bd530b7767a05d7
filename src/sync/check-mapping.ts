import { isSupportedCountry } from 'libphonenumber-js/max';
import { z } from 'zod';
import { fieldNames } from './contact-fields.ts';
import type { ExtensionRule, FieldRule, Mapping } from './mapping.ts';
import { misfit } from './rule-fit.ts';

/** What is wrong with a mapping, where, and how to put it right. */
export interface MappingFault {
  /** `fields.displayName`, `phones.defaultCountry`, `phones.extensions.0`. */
  readonly field: string;
  readonly message: string;
}

/** Checks that every rule can do what it says; a mapping without faults maps without `rule-does-not-fit`. */
export function checkMapping(mapping: Mapping): readonly MappingFault[] {
  const faults: MappingFault[] = [];
  for (const name of fieldNames) {
    const rule = mapping.fields[name];
    const message = rule === undefined ? null : misfit(name, rule);
    if (message !== null) faults.push({ field: `fields.${name}`, message });
  }
  const { defaultCountry, countryFrom, extensions } = mapping.phones;
  if (!isSupportedCountry(defaultCountry)) {
    faults.push({
      field: 'phones.defaultCountry',
      message: 'no country: use two capital letters of ISO 3166, DE or US',
    });
  }
  const unreadable = countryFrom === undefined ? null : misfit('displayName', { kind: 'take', from: countryFrom });
  if (unreadable !== null) faults.push({ field: 'phones.countryFrom', message: unreadable });
  extensions.forEach((rule, index) => {
    const message = faultOfExtension(rule, extensions.slice(0, index));
    if (message !== null) faults.push({ field: `phones.extensions.${index}`, message });
  });
  return faults;
}

const longestE164 = 15;

function faultOfExtension(rule: ExtensionRule, earlier: readonly ExtensionRule[]): string | null {
  if (!/^\d*$/.test(rule.prefix)) return 'the prefix must be digits, or empty for every extension of this length';
  if (!Number.isInteger(rule.length) || rule.length < Math.max(1, rule.prefix.length)) {
    return 'the length must be the number of all digits, the prefix included';
  }
  if (!/^\+[1-9]\d*\{extension\}\d*$/.test(rule.fullNumber)) {
    return 'the full number must be international with one place for the digits: +49891234{extension}';
  }
  if (rule.fullNumber.replace(/\{extension\}|\+/g, '').length + rule.length > longestE164) {
    return `the full number must have at most ${longestE164} digits`;
  }
  if (earlier.some((other) => other.prefix === rule.prefix && other.length === rule.length)) {
    return 'an earlier rule has the same prefix and length: remove one';
  }
  return null;
}

const fieldRuleSchema: z.ZodType<FieldRule> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('take'), from: z.exactOptional(z.string()) }),
  z.strictObject({ kind: z.literal('fixed'), value: z.string() }),
  z.strictObject({ kind: z.literal('template'), template: z.string() }),
  z.strictObject({ kind: z.literal('omit') }),
]);

/** A mapping as configuration gives it; its faults are issues at the field they are in. */
export const mappingSchema: z.ZodType<Mapping> = z
  .strictObject({
    fields: z.partialRecord(z.enum(fieldNames), fieldRuleSchema),
    phones: z.strictObject({
      defaultCountry: z.string(),
      extensions: z.array(z.strictObject({ prefix: z.string(), length: z.number(), fullNumber: z.string() })),
      countryFrom: z.exactOptional(z.string()),
    }),
  })
  .superRefine((mapping, context) => {
    for (const { field, message } of checkMapping(mapping)) {
      context.addIssue({ code: 'custom', path: field.split('.'), message });
    }
  });
