import { expect, test } from 'vitest';
import { defaultGalRules, explainListing, galRulesSchema, isListed } from './gal-rules.ts';
import type { EntryKind, SourceRecord } from './source-record.ts';

const entry = (facts: Partial<SourceRecord>): SourceRecord => ({
  itemId: 'anna',
  kind: 'account',
  enabled: true,
  hiddenFromLists: false,
  licensed: true,
  fields: { displayName: 'Anna Huber', emailAddresses: [{ address: 'anna@example.com' }] },
  extra: {},
  ...facts,
});
const everyKind: readonly EntryKind[] = ['account', 'shared-mailbox', 'room', 'equipment', 'guest', 'contact'];
const strict = { ...defaultGalRules, kinds: everyKind, includeUnlicensed: false, includeWithoutMail: false };

test('G1: an entry of a kind that is not asked for is left out', () => {
  expect(explainListing(entry({ kind: 'room' }), defaultGalRules)).toBe('kind');
  expect(explainListing(entry({ kind: 'guest' }), defaultGalRules)).toBe('kind');
  expect(isListed(entry({ kind: 'room' }), { ...defaultGalRules, kinds: ['room'] })).toBe(true);
});

test('G2: an account or guest that may not sign in is left out unless asked for', () => {
  for (const kind of ['account', 'guest'] as const) {
    expect(explainListing(entry({ kind, enabled: false }), strict)).toBe('disabled');
    expect(isListed(entry({ kind, enabled: false }), { ...strict, includeDisabled: true })).toBe(true);
  }
});

test('G3: shared mailboxes, rooms, equipment and contacts are listed though they cannot sign in', () => {
  for (const kind of ['shared-mailbox', 'room', 'equipment', 'contact'] as const) {
    expect(isListed(entry({ kind, enabled: false }), strict)).toBe(true);
  }
});

test('G4: an entry that is hidden from address lists is left out unless asked for', () => {
  expect(explainListing(entry({ hiddenFromLists: true }), defaultGalRules)).toBe('hidden');
  expect(isListed(entry({ hiddenFromLists: true }), { ...defaultGalRules, includeHidden: true })).toBe(true);
});

test('G5: an account without a licence is listed unless excluded', () => {
  expect(isListed(entry({ licensed: false }), defaultGalRules)).toBe(true);
  expect(explainListing(entry({ licensed: false }), strict)).toBe('unlicensed');
});

test('G6: the other kinds need no licence', () => {
  for (const kind of everyKind.filter((other) => other !== 'account')) {
    expect(isListed(entry({ kind, licensed: false }), strict)).toBe(true);
  }
});

test('G7: an entry without an e-mail address is listed unless excluded', () => {
  for (const emailAddresses of [[], [{ address: ' ' }]]) {
    const withoutMail = entry({ fields: { displayName: 'Anna Huber', emailAddresses } });
    expect(isListed(withoutMail, defaultGalRules)).toBe(true);
    expect(explainListing(withoutMail, strict)).toBe('no-mail');
  }
});

test('G8: an entry that no rule leaves out is listed', () => {
  expect(explainListing(entry({}), strict)).toBe('listed');
  expect(explainListing(entry({ kind: 'shared-mailbox', enabled: false }), defaultGalRules)).toBe('listed');
});

test('the schema takes the default rules and refuses an empty choice of kinds', () => {
  expect(galRulesSchema.parse(defaultGalRules)).toEqual(defaultGalRules);
  expect(galRulesSchema.safeParse({ ...defaultGalRules, kinds: [] }).success).toBe(false);
});
