import { expect, test } from 'vitest';
import { defaultMapping } from '../sync/mapping.ts';
import type { SourceRecord } from '../sync/source-record.ts';
import { ConnectorError } from './connector-error.ts';
import type { SourceDefinition } from './definition.ts';
import type { ContactSource } from './ports.ts';
import { previewSource } from './preview-source.ts';
import { never, previewOf } from './previews.test-fixture.ts';
import { createRunWorld, galSource, person, type RunWorld } from './run-world.test-fixture.ts';

const preview = (
  w: RunWorld,
  source: SourceDefinition,
  openSource: (source: SourceDefinition) => ContactSource = w.context().openSource,
  deadline: AbortSignal = never,
) => {
  const { context } = previewOf(w);
  const { tenantId, stores } = context;
  return previewSource(
    { tenantId, openSource, sources: stores.sources },
    source,
    defaultMapping('DE'),
    deadline,
    never,
  );
};

const refuse = (): ContactSource => {
  throw new Error('the outside was asked');
};

function pagesOf(...pages: readonly (readonly SourceRecord[])[]): ContactSource {
  return {
    async *read() {
      for (const [index, records] of pages.entries()) {
        yield { records, removed: [], cursor: index === pages.length - 1 ? 'end' : null };
      }
    },
  };
}

test('a source that was read as described is shown from its log, by rules that need not be saved', async () => {
  const w = createRunWorld(3, 1);
  w.world.putPerson(person(4, { enabled: false, extra: { costCentre: '815' } }));
  await w.run();
  const found = await preview(w, galSource, refuse);
  expect(found).toMatchObject({ entries: 4, complete: true, byRule: { listed: 3, disabled: 1 }, problems: [] });
  expect(found.sample).toMatchObject([{ displayName: 'Person 1', phone: '+498912341' }, {}, {}]);
  expect(found.fields).toEqual([
    { name: 'displayName', filled: 3, example: 'Person 1' },
    { name: 'businessPhones', filled: 3, example: '+49 89 12341' },
  ]);
  const all = { ...galSource, rules: { ...galSource.rules, includeDisabled: true } };
  expect((await preview(w, all, refuse)).fields.at(-1)).toEqual({ name: 'costCentre', filled: 1, example: '815' });
});

test('one that was never read, or otherwise, is read from the outside, and nothing is kept', async () => {
  const w = createRunWorld(5, 1);
  expect(await preview(w, galSource)).toMatchObject({ entries: 5, complete: true, byRule: { listed: 5 } });
  expect((await w.stores.sources.head('tenant-1', 'gal')).version).toBe(0);
  await w.run();
  const asked = preview(w, { ...galSource, photoPixels: 96 }, () => pagesOf([person(1)]));
  expect(await asked).toMatchObject({ entries: 1, complete: true });
});

test('of a long list the first thousand are enough', async () => {
  const people = Array.from({ length: 600 }, (_, index) => person(index));
  const others = Array.from({ length: 600 }, (_, index) => person(1000 + index));
  const found = preview(createRunWorld(0, 1), galSource, () => pagesOf(people, others, people));
  expect(await found).toMatchObject({ entries: 1000, complete: false });
});

test('who takes too long is shown as far as it came; other failures are told', async () => {
  const late = new AbortController();
  const slow = (): ContactSource => ({
    async *read(_cursor, signal) {
      yield { records: [person(1)], removed: [], cursor: null };
      late.abort();
      if (signal.aborted) throw new ConnectorError({ code: 'cancelled', detail: 'late' });
    },
  });
  const w = createRunWorld(0, 1);
  expect(await preview(w, galSource, slow, late.signal)).toMatchObject({ entries: 1, complete: false });
  const broken = (): ContactSource => ({
    // biome-ignore lint/correctness/useYield: it fails before its first page
    async *read() {
      throw new ConnectorError({ code: 'unavailable', detail: '503' });
    },
  });
  await expect(preview(w, galSource, broken, late.signal)).rejects.toMatchObject({ code: 'unavailable' });
});
