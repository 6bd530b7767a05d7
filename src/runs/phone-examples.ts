import { phoneFields, phoneListFields } from '../sync/contact-fields.ts';
import { isListed } from '../sync/gal-rules.ts';
import { hashDefinition } from '../sync/hashing.ts';
import { normalTexts, textsOf } from '../sync/named-texts.ts';
import { extensionRuleFor, type NormalizedPhone, normalizePhone, type PhoneRules } from '../sync/phones.ts';
import type { SourceRecord } from '../sync/source-record.ts';
import {
  type PersonNumbers,
  type SuggestedExtension,
  suggestExtensions,
  tellNumbersApart,
} from '../sync/suggest-extensions.ts';
import type { FreshCache } from './fresh-cache.ts';
import type { IngestContext } from './ingest-context.ts';

/** What phone rules make of numbers that the sources have. */
export interface PhoneExamples {
  /** Different ones. */
  readonly numbers: number;
  readonly international: number;
  readonly notNormalized: number;
  /** Of each kind some, the frequent first. */
  readonly examples: readonly PhoneExample[];
  readonly suggestions: readonly SuggestedExtension[];
}

export interface PhoneExample {
  readonly raw: string;
  readonly becomes: string;
  /** Null: it became international. */
  readonly problem: string | null;
  /** Index of the extension rule that applied; null: none. */
  readonly rule: number | null;
  readonly times: number;
}

/** The numbers of a collection's sources, and what becomes of them without rules for extensions. */
export interface SourceNumbers {
  readonly numbers: readonly SourceNumber[];
  readonly people: readonly PersonNumbers[];
}

interface SourceNumber {
  readonly raw: string;
  readonly country: string | undefined;
  readonly plain: NormalizedPhone;
  times: number;
}

const examplesPerKind = 10;

/** Shows what phone rules, saved or not, make of the numbers that the collection's sources have. */
export async function phoneExamples(
  context: IngestContext,
  rules: PhoneRules,
  cache: FreshCache<SourceNumbers>,
): Promise<PhoneExamples> {
  const { numbers, people } = await numbersOfSources(context, rules, cache);
  const kinds = new Map<string, PhoneExample[]>();
  let international = 0;
  for (const { raw, country, plain, times } of numbers) {
    const rule = extensionRuleFor(raw, rules.extensions);
    const phone = rule === null ? plain : normalizePhone(raw, rules, country);
    const problem = phone.kind === 'raw' ? phone.problem : null;
    if (problem === null) international += 1;
    const kind = `${problem ?? ''} ${rule ?? ''} ${phone.value === raw}`;
    const alike = kinds.get(kind) ?? [];
    kinds.set(kind, alike);
    if (alike.length < examplesPerKind) alike.push({ raw, becomes: phone.value, problem, rule, times });
  }
  return {
    numbers: numbers.length,
    international,
    notNormalized: numbers.length - international,
    examples: [...kinds.values()].flat(),
    suggestions: suggestExtensions(people, rules.extensions),
  };
}

async function numbersOfSources(
  context: IngestContext,
  { defaultCountry, countryFrom }: PhoneRules,
  cache: FreshCache<SourceNumbers>,
): Promise<SourceNumbers> {
  const { tenantId, collection, sources, stores } = context;
  const heads = await Promise.all(sources.map(({ sourceId }) => stores.sources.head(tenantId, sourceId)));
  const stamp = hashDefinition({
    sources,
    heads: heads.map(({ version, itemCount, readAt }) => [version, itemCount, readAt]),
    defaultCountry,
    countryFrom: countryFrom ?? null,
  });
  return cache.get(tenantId, collection.collectionId, stamp, async () => {
    const plainRules: PhoneRules = { defaultCountry, extensions: [] };
    const numbers = new Map<string, SourceNumber>();
    const people: PersonNumbers[] = [];
    for (const [index, source] of sources.entries()) {
      const upTo = heads[index]?.version ?? 0;
      for await (const page of stores.sources.changes(tenantId, source.sourceId, 0, upTo)) {
        for (const { item } of page) {
          if (item === null || (source.kind === 'gal' && !isListed(item, source.rules))) continue;
          const country = countryFrom === undefined ? undefined : textsOf(item, countryFrom)[0]?.trim();
          for (const raw of dialledNumbers(item)) {
            const key = `${country ?? ''} ${raw}`;
            const known = numbers.get(key);
            if (known !== undefined) known.times += 1;
            else numbers.set(key, { raw, country, plain: normalizePhone(raw, plainRules, country), times: 1 });
          }
          people.push(tellNumbersApart(normalTexts(item.fields.businessPhones ?? []), plainRules, country));
        }
      }
    }
    const byTimes = [...numbers.values()].sort((a, b) => b.times - a.times || (a.raw < b.raw ? -1 : 1));
    return { numbers: byTimes, people };
  });
}

/** Every number that the mapping makes international; a telex number is none. */
function dialledNumbers({ fields }: SourceRecord): readonly string[] {
  const single = phoneFields.filter((name) => name !== 'telex').map((name) => fields[name]);
  return normalTexts([...single, ...phoneListFields.flatMap((name) => fields[name] ?? [])]);
}
