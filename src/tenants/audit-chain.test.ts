import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { entryAfter, hashOfEntry, pagesOf, searchTrail, verifyTrail } from './audit-chain.ts';
import type { AuditDraft, AuditEntry, AuditHead, AuditTrail } from './audit-trail.ts';

const tenant = 'tenant-1';

function draftOf(change: Partial<AuditDraft> = {}): AuditDraft {
  const base = { actor: 'ada@contoso.example', actorKind: 'person' as const, action: 'updateTenant' };
  return { ...base, subject: null, changes: [], from: '192.0.2.7', ...change };
}

function chainOf(drafts: readonly AuditDraft[]): AuditEntry[] {
  const entries: AuditEntry[] = [];
  for (const [index, draft] of drafts.entries()) {
    entries.push(entryAfter(entries.at(-1) ?? null, draft, new Date(index * 1000).toISOString()));
  }
  return entries;
}

/** A trail of these entries, true or not. */
function trailOf(entries: readonly AuditEntry[], head: AuditHead | null = entries.at(-1) ?? null): AuditTrail {
  const newestFirst = entries.toReversed();
  return {
    append: async () => {},
    head: async () => head,
    entriesBefore: async (_, before, limit) =>
      newestFirst.filter(({ entryId }) => before === null || entryId < before).slice(0, limit),
    entriesAfter: async (_, after, limit) => entries.filter(({ entryId }) => entryId > after).slice(0, limit),
  };
}

const text = fc.string({ maxLength: 12, unit: 'grapheme' });
const drafts = fc.array(
  fc.record<AuditDraft>({
    actor: text,
    actorKind: fc.constantFrom('person', 'token', 'system'),
    action: text,
    subject: fc.option(text),
    changes: fc.array(fc.record({ field: text, before: fc.option(text), after: fc.option(text) }), { maxLength: 2 }),
    from: fc.option(text),
  }),
  { minLength: 1, maxLength: 8 },
);
const change = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('actor', 'action', 'subject', 'from', 'at', 'changes', 'hash', 'gone', 'doubled', 'swapped'),
});

/** Changes one thing in the entries; null: the change would change nothing. */
function tampered(entries: readonly AuditEntry[], { at, how }: { at: number; how: string }): AuditEntry[] | null {
  const index = at % entries.length;
  const entry = entries[index];
  const next = entries[index + 1];
  if (entry === undefined) return null;
  switch (how) {
    case 'gone':
      return entries.toSpliced(index, 1);
    case 'doubled':
      return entries.toSpliced(index, 0, entry);
    case 'swapped':
      return next === undefined ? null : entries.toSpliced(index, 2, next, entry);
    case 'changes':
      return entries.with(index, { ...entry, changes: [...entry.changes, { field: 'x', before: null, after: null }] });
    case 'hash':
      return entries.with(index, { ...entry, hash: entry.hash.replace(/./, (digit) => (digit === '0' ? '1' : '0')) });
    default:
      return entries.with(index, { ...entry, [how]: `${how} changed` });
  }
}

describe('the chain', () => {
  propertyTest.prop([drafts])('what was appended is whole', async (given) => {
    const entries = chainOf(given);
    expect(await verifyTrail(trailOf(entries), tenant)).toEqual({
      whole: true,
      entries: given.length,
      brokenAt: null,
      headHash: entries.at(-1)?.hash,
    });
  });

  propertyTest.prop([drafts, change])(
    'any entry that is changed, removed, doubled or moved shows',
    async (given, one) => {
      const entries = chainOf(given);
      const changed = tampered(entries, one);
      fc.pre(changed !== null);
      const found = await verifyTrail(trailOf(changed ?? [], entries.at(-1)), tenant);
      expect(found.whole).toBe(false);
      expect(found.brokenAt).toBeGreaterThan(0);
      expect(found.brokenAt).toBeLessThanOrEqual(entries.length + 1);
    },
  );

  propertyTest.prop([drafts, fc.nat()])(
    'an end that was written anew, hashes and all, shows by the head that was kept',
    async (given, at) => {
      const entries = chainOf(given);
      const index = at % given.length;
      const forged = chainOf(given.with(index, draftOf({ action: 'something else entirely' })));
      fc.pre(forged.at(-1)?.hash !== entries.at(-1)?.hash);
      expect((await verifyTrail(trailOf(forged, entries.at(-1)), tenant)).whole).toBe(false);
    },
  );

  test('a broken entry is named: the first one', async () => {
    const entries = chainOf([draftOf(), draftOf(), draftOf(), draftOf()]);
    const changed = entries.map((entry) => (entry.entryId === 2 ? { ...entry, action: 'other' } : entry));
    expect(await verifyTrail(trailOf(changed), tenant)).toMatchObject({ whole: false, brokenAt: 2, entries: 4 });
    expect(await verifyTrail(trailOf(entries.slice(0, 2), entries.at(-1)), tenant)).toMatchObject({ brokenAt: 3 });
    expect(await verifyTrail(trailOf([], entries.at(-1)), tenant)).toMatchObject({ brokenAt: 1, entries: 0 });
  });

  test('what is appended while it is looked at is no gap', async () => {
    const entries = chainOf([draftOf(), draftOf(), draftOf()]);
    const head = entries[1] ?? null;
    expect(await verifyTrail(trailOf(entries, head), tenant)).toMatchObject({ whole: true, entries: 3 });
  });

  test('the hash is the one that the documents describe', () => {
    const [first] = chainOf([draftOf({ changes: [{ field: 'name', before: 'ä', after: null }] })]);
    expect(first?.hash).toBe('1069af7122b4a9de9856cec74beb54f7e18b52b71e4b2167e725e4bcd0a0222f');
    expect(hashOfEntry({ ...draftOf(), entryId: 1, at: '' }, '')).toMatch(/^[\da-f]{64}$/);
  });

  test('many entries are read page by page', async () => {
    const entries = chainOf(Array.from({ length: 1_100 }, () => draftOf()));
    const pages = await Array.fromAsync(pagesOf(trailOf(entries), tenant));
    expect(pages.map(({ length }) => length)).toEqual([500, 500, 100]);
    expect(await verifyTrail(trailOf(entries), tenant)).toMatchObject({ whole: true, entries: 1_100 });
  });
});

describe('searching', () => {
  const entries = chainOf(
    Array.from({ length: 1_200 }, (_, index) =>
      draftOf({ action: index % 100 === 0 ? 'removeMember' : 'updateTenant', subject: `s${index + 1}` }),
    ),
  );
  const idsOf = (found: { readonly entries: readonly AuditEntry[] }) => found.entries.map(({ entryId }) => entryId);

  test('pages join without a gap, newest first', async () => {
    const ids: number[] = [];
    let before: number | null = null;
    do {
      const found: Awaited<ReturnType<typeof searchTrail>> = await searchTrail(
        trailOf(entries),
        tenant,
        { action: 'removeMember' },
        before,
        5,
      );
      ids.push(...idsOf(found));
      before = found.nextBefore;
    } while (before !== null);
    expect(ids).toEqual([1101, 1001, 901, 801, 701, 601, 501, 401, 301, 201, 101, 1]);
  });

  test.each([
    ['actor in any case', { actor: 'ADA@contoso.example' }, 1200],
    ['another actor', { actor: 'bea@contoso.example' }, null],
    ['text in a subject', { search: 'S777' }, 777],
    ['until', { to: new Date(9_000).toISOString() }, 10],
  ])('%s', async (_, search, first) => {
    expect(idsOf(await searchTrail(trailOf(entries), tenant, search, null, 1))[0] ?? null).toBe(first);
  });

  test('from: nothing older', async () => {
    const found = await searchTrail(trailOf(entries), tenant, { from: new Date(1_195_000).toISOString() }, null, 100);
    expect(idsOf(found)).toEqual([1200, 1199, 1198, 1197, 1196]);
    expect(found.nextBefore).toBeNull();
  });
});
