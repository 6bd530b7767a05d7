import { test as property } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect } from 'vitest';
import { createRunWorld, galSource } from '../../runs/run-world.test-fixture.ts';
import { defaultGuardPolicy } from '../../sync/guards.ts';
import { createHostileGraph, graphUrl, type RawAnswer } from './hostile-graph.test-fixture.ts';
import { anyMutation, mutate } from './hostile-mutations.test-fixture.ts';
import { hostileParameters } from './hostile-parameters.test-fixture.ts';

const { parameters, timeoutMs } = hostileParameters(60);

/** Nothing but the read itself keeps anything. */
const openGuards = { ...defaultGuardPolicy, maxDeleteShare: 1, freeDeletes: 1000, maxChangeShare: 1 };

const delta = `${graphUrl}/v1.0/users/delta`;
const person = (number: number) => ({
  id: `person-${number}`,
  displayName: `Person ${number}`,
  mail: `p${number}@example.com`,
  accountEnabled: true,
});
const people = (...numbers: readonly number[]) => numbers.map(person);
const next = (token: string) => ({ '@odata.nextLink': `${delta}?$skiptoken=${token}` });
const end = { '@odata.deltaLink': `${delta}?$deltatoken=end` };
const left = (number: number) => ({ id: `person-${number}`, '@removed': { reason: 'deleted' } });

/** Pages by the token that asks for them, in their order; the first of all has none. */
type Pages = ReadonlyMap<string, object>;

const whole: Pages = new Map<string, object>([
  ['', { value: people(1, 2, 3), ...next('2') }],
  ['2', { value: people(4, 5, 6), ...next('3') }],
  ['3', { value: people(7, 8, 9), ...end }],
]);
/** Three have left by the first page; what comes after it is not known yet. */
const changes: Pages = new Map<string, object>([
  ['end', { value: [left(1), left(2), left(3)], ...next('c2') }],
  ['c2', { value: [{ ...person(4), displayName: 'Person 4' }, left(7)], ...next('c3') }],
  ['c3', { value: [left(8)], ...end }],
]);
/** The same as a full read: who has left is not in it. */
const wholeAgain: Pages = new Map<string, object>([
  ['', { value: people(4), ...next('2') }],
  ['2', { value: people(5, 6), ...next('3') }],
  ['3', { value: people(9), ...end }],
]);
const afterwards = ['person-4', 'person-5', 'person-6', 'person-9'];

const hostileLinks = [
  'https://evil.test/v1.0/users/delta',
  `${graphUrl}/v1.0/users/other/contacts`,
  `${delta}?$skiptoken=2`,
];

/** A page in the middle or at the end of the read, and what is wrong with it. */
const hostility = fc.record({
  round: fc.constantFrom('changes' as const, 'snapshot' as const),
  place: fc.constantFrom(1, 2),
  fault: fc.oneof(
    { weight: 8, arbitrary: anyMutation.map((mutation) => ({ kind: 'mutation' as const, mutation })) },
    { weight: 1, arbitrary: fc.constantFrom(...hostileLinks).map((link) => ({ kind: 'link' as const, link })) },
  ),
});

property.prop([hostility], parameters)(
  'a page that cannot be right takes nobody away, and the next good read brings the list',
  async ({ round, place, fault }) => {
    const good = round === 'changes' ? changes : wholeAgain;
    const [token = '', page = {}] = [...good][place] ?? [];
    const link = fault.kind === 'link' ? { ...page, '@odata.nextLink': fault.link } : page;
    const { text, isTold } =
      fault.kind === 'link' ? { text: JSON.stringify(link), isTold: true } : mutate(page, fault.mutation);
    fc.pre(isTold);

    let pages = whole;
    let hostile = false;
    const { connector, asked } = createHostileGraph((_route, url): RawAnswer | null => {
      const { searchParams } = new URL(url);
      const wanted = searchParams.get('$skiptoken') ?? searchParams.get('$deltatoken') ?? '';
      if (hostile && wanted === token) return { text };
      return { text: JSON.stringify(pages.get(wanted) ?? { error: { code: 'x' } }) };
    });
    const w = createRunWorld(0, 2);
    w.collection = { ...w.collection, guards: openGuards };
    w.sync = { ...w.sync, guards: openGuards };
    w.files.set('gal', connector.source(galSource));
    expect(await w.run()).toMatchObject({ state: 'done', totals: { created: 18 } });

    if (round === 'snapshot') w.nowMs += 8 * 24 * 3_600_000;
    pages = good;
    hostile = true;
    const before = asked.length;
    expect(await w.run()).toMatchObject({ state: 'failed', totals: { deleted: 0 } });
    expect(asked.length).toBeLessThan(before + 10);
    for (const mailboxId of ['mailbox-1', 'mailbox-2']) expect(w.folder(mailboxId).size).toBe(9);

    hostile = false;
    expect(await w.run()).toMatchObject({ state: 'done' });
    for (const mailboxId of ['mailbox-1', 'mailbox-2']) expect([...w.folder(mailboxId).keys()]).toEqual(afterwards);
  },
  timeoutMs,
);
