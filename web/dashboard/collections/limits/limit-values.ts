import type { Guards } from '../definition.ts';

/** What the form asks: guards of the list itself; those of audiences belong to syncs. */
export const limitNames = [
  'maxDeleteShare',
  'freeDeletes',
  'maxDeletes',
  'maxChangeShare',
  'freeChanges',
  'maxItems',
] as const satisfies readonly (keyof Guards)[];

export type LimitName = (typeof limitNames)[number];
/** As typed; shares in percent. */
export type LimitValues = { readonly [Name in LimitName]: string };

export const shares: ReadonlySet<LimitName> = new Set(['maxDeleteShare', 'maxChangeShare']);

export function valuesOf(guards: Guards): LimitValues {
  return {
    maxDeleteShare: percentOf(guards.maxDeleteShare),
    freeDeletes: String(guards.freeDeletes),
    maxDeletes: String(guards.maxDeletes),
    maxChangeShare: percentOf(guards.maxChangeShare),
    freeChanges: String(guards.freeChanges),
    maxItems: String(guards.maxItems),
  };
}

function percentOf(share: number): string {
  return String(Number((share * 100).toFixed(4)));
}

/** Guards with what was typed; null: something is no number that can be. */
export function guardsOf(values: LimitValues, before: Guards): Guards | null {
  const numbers = new Map<LimitName, number>();
  for (const name of limitNames) {
    const text = values[name].trim();
    const number = Number(text);
    const isGood = shares.has(name) ? number >= 0 && number <= 100 : Number.isInteger(number) && number >= 0;
    if (text === '' || !isGood) return null;
    numbers.set(name, shares.has(name) ? Number((number / 100).toFixed(6)) : number);
  }
  return { ...before, ...Object.fromEntries(numbers) };
}
