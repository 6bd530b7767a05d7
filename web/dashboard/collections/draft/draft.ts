import type { Collection } from '../definition.ts';
import { sameJson } from './same-json.ts';

/** A collection that is being changed. */
export interface Draft {
  /** As it was saved when the change began. */
  readonly base: Collection;
  readonly current: Collection;
}

/** What of a collection is changed, in the words of its pages. */
export type DraftPart = 'sources' | 'filter' | 'merging' | 'mapping' | 'phones' | 'guards';

export const draftParts = ['sources', 'filter', 'merging', 'mapping', 'phones', 'guards'] as const;

/** The draft after a change; null: it is again what is saved. */
export function changeDraft(draft: Draft | null, saved: Collection, change: Partial<Collection>): Draft | null {
  const { base, current } = draft ?? { base: saved, current: saved };
  const next = { ...current, ...change };
  return sameJson(next, base) ? null : { base, current: next };
}

export function changedParts(before: Collection, after: Collection): readonly DraftPart[] {
  return draftParts.filter((part) => !sameJson(partOf(before, part), partOf(after, part)));
}

export interface Rebased {
  readonly draft: Draft;
  /** Parts that both changed: those of the draft stand. */
  readonly clashes: readonly DraftPart[];
}

/** Puts what the draft changed on top of what was saved meanwhile. */
export function rebaseDraft({ base, current }: Draft, saved: Collection): Rebased {
  const mine = changedParts(base, current);
  const theirs = changedParts(base, saved);
  const next = mine.reduce((collection, part) => withPart(collection, { base, current }, part), saved);
  const clashes = mine.filter((part) => theirs.includes(part) && clashesIn(part, base, current, saved));
  return { draft: { base: saved, current: next }, clashes };
}

/** Limits, and rules of fields, are changed one by one: only the same ones are in each other's way. */
function clashesIn(part: DraftPart, base: Collection, current: Collection, saved: Collection): boolean {
  if (part !== 'guards' && part !== 'mapping') return true;
  const [before, mine, theirs] = [base, current, saved].map((one) => Object.entries(partOf(one, part)));
  const others = changedKeys(before, theirs);
  return changedKeys(before, mine).some((key) => others.includes(key));
}

type Entries = readonly (readonly [string, unknown])[];

function changedKeys(before: Entries = [], after: Entries = []): readonly string[] {
  const [old, now] = [new Map(before), new Map(after)];
  return [...new Set([...old.keys(), ...now.keys()])].filter((key) => !sameJson(old.get(key), now.get(key)));
}

/** What one has, with the keys that were changed as they are after it. */
function withChanged<Value>(
  on: Readonly<Record<string, Value>>,
  before: Readonly<Record<string, Value>>,
  after: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value>> {
  const changed = changedKeys(Object.entries(before), Object.entries(after));
  const kept = Object.entries(on).filter(([key]) => !changed.includes(key));
  return Object.fromEntries([...kept, ...Object.entries(after).filter(([key]) => changed.includes(key))]);
}

/** Was it saved anew since the draft began, otherwise than the draft has it? */
export function isOutdated({ base, current }: Draft, saved: Collection): boolean {
  return !sameJson(base, saved) && !sameJson(current, saved);
}

function partOf(collection: Collection, part: DraftPart): object {
  const { sourceIds, filter, match, merge, mapping, guards } = collection;
  switch (part) {
    case 'sources':
      return [...sourceIds].sort();
    case 'filter':
      return filter;
    case 'merging':
      return { sourceIds, match, merge };
    case 'mapping':
      return mapping.fields;
    case 'phones':
      return mapping.phones;
    case 'guards':
      return guards;
  }
}

function withPart(on: Collection, { base, current }: Draft, part: DraftPart): Collection {
  const { sourceIds, filter, match, merge, mapping, guards } = current;
  switch (part) {
    case 'sources':
      return { ...on, sourceIds };
    case 'filter':
      return { ...on, filter };
    case 'merging':
      return { ...on, sourceIds, match, merge };
    case 'mapping':
      return {
        ...on,
        mapping: { ...on.mapping, fields: withChanged(on.mapping.fields, base.mapping.fields, mapping.fields) },
      };
    case 'phones':
      return { ...on, mapping: { ...on.mapping, phones: mapping.phones } };
    case 'guards':
      return { ...on, guards: { ...on.guards, ...withChanged({ ...on.guards }, { ...base.guards }, { ...guards }) } };
  }
}
