import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { beforeAll, expect } from 'vitest';
import { expiries } from './directory.ts';
import { createFastClock } from './fast-clock.ts';
import { type Certificates, makeCertificates, startForeignWorld } from './foreign-world.ts';
import type { Habits } from './habits.ts';
import { expectLaws, ourFolder, personalContents } from './laws.ts';
import { openProduct } from './product.ts';
import { createRandom } from './random.ts';
import { fair, stormy } from './weather.ts';

let certificates: Certificates;

beforeAll(async () => {
  certificates = await makeCertificates();
});

const habits: fc.Arbitrary<Habits> = fc.record({
  seed: fc.integer(),
  pageSize: fc.integer({ min: 1, max: 7 }),
  partOrder: fc.constantFrom('as asked', 'reversed', 'shuffled'),
  headerNames: fc.constantFrom('Title-Case', 'lower-case', 'UPPER-CASE'),
  retryAfter: fc.constantFrom('seconds', 'date', 'absent'),
  errorWording: fc.constantFrom('plain', 'nested', 'terse'),
  unset: fc.constantFrom('absent', 'null'),
  extras: fc.boolean(),
  emptyPages: fc.boolean(),
  repeats: fc.boolean(),
  removalsFirst: fc.boolean(),
  propertyIds: fc.constantFrom('as sent', 'lower', 'upper'),
  createAnswers: fc.constantFrom('whole', 'only id'),
  preferenceApplied: fc.boolean(),
  connections: fc.constantFrom('kept', 'closed'),
  bodies: fc.constantFrom('at once', 'in pieces', 'with a byte order mark'),
  purposes: fc.constantFrom('answered', '403', '501'),
  tokens: fc.constantFrom('readable', 'opaque'),
});

/** What happens between and during runs; numbers choose whom it concerns. */
const event = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), who: fc.nat(99) }),
  fc.record({ kind: fc.constantFrom('change' as const, 'remove' as const, 'hire' as const), who: fc.nat(99) }),
  fc.record({ kind: fc.constantFrom('rename folder' as const, 'delete folder' as const), who: fc.nat(99) }),
  fc.record({ kind: fc.constantFrom('expire' as const, 'lose stores' as const), who: fc.nat(99) }),
  fc.record({ kind: fc.constant('run' as const), who: fc.nat(99) }),
  fc.record({ kind: fc.constant('run and cancel' as const), who: fc.nat(60) }),
);

type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

test.prop([habits, fc.integer(), fc.double({ min: 0, max: 0.15, noNaN: true }), fc.array(event, { maxLength: 14 })], {
  numRuns: 25,
})(
  'whatever is said, lost and done on the way, every mailbox ends equal to the list',
  async (habit, seed, roughness, events) => {
    const clock = createFastClock(400);
    const world = await startForeignWorld(certificates, habit, clock.now);
    const product = await openProduct(world, certificates, clock);
    const { company } = world;
    const random = createRandom(seed);
    try {
      for (let n = 1; n <= 8; n += 1) company.addPerson(`Person ${n}`, { mobilePhone: `+49151123456${10 + n}` });
      for (const name of ['Mia', 'Max', 'Moe']) company.addMailbox(name);
      const personal = personalContents(world);
      world.weather = stormy(random, roughness);
      let people = 8;
      const someone = (who: number) => {
        const living = company.entries().filter(({ id, removed }) => !removed && !company.mailboxes.has(id));
        return living[who % Math.max(1, living.length)]?.id;
      };
      const folderOf = (who: number) => {
        const ids = [...company.mailboxes.keys()];
        const mailboxId = ids[who % ids.length] ?? '';
        const contents = company.mailboxes.get(mailboxId);
        const folder = [...(contents?.values() ?? [])].find((one) => !one.personal);
        return { contents, folder };
      };
      const happen = async ({ kind, who }: Event): Promise<void> => {
        const id = someone(who);
        const { contents, folder } = folderOf(who);
        switch (kind) {
          case 'add':
          case 'hire':
            people += 1;
            company.addPerson(`Person ${people}`, kind === 'hire' ? { jobTitle: 'Chefin' } : {});
            return;
          case 'change':
            if (id !== undefined) company.changePerson(id, { jobTitle: `Title ${who}` });
            return;
          case 'remove':
            if (id !== undefined) company.removePerson(id);
            return;
          case 'rename folder':
            if (folder !== undefined) folder.displayName = `Mine ${who}`;
            return;
          case 'delete folder':
            // Noticed when there is something to write.
            if (id !== undefined && who % 2 === 0) company.removePerson(id);
            else company.addPerson(`Person ${++people}`);
            if (folder !== undefined) contents?.delete(folder.id);
            return;
          case 'expire':
            world.graph.expire(expiries[who % expiries.length] ?? '410 resyncRequired');
            return;
          case 'lose stores':
            return product.loseStores();
          case 'run':
            await product.run();
            return;
          case 'run and cancel': {
            const cancel = new AbortController();
            const timer = setTimeout(() => cancel.abort(), who);
            await product.run({ cancel: cancel.signal });
            clearTimeout(timer);
          }
        }
      };
      for (const one of events) await happen(one);
      await product.run();
      world.weather = fair;
      let last = await product.run();
      // On a busy machine an answer may come later than the transport waits: the next run goes on where this one ended.
      if (last.totals.foldersFailed > 0) last = await product.run();
      expect(last).toMatchObject({ state: 'done', totals: { foldersFailed: 0, foldersHeld: 0 } });
      for (const mailboxId of company.mailboxes.keys()) ourFolder(world, mailboxId);
      expectLaws(world, personal);
      world.graph.asked.length = 0;
      expect(await product.run()).toMatchObject({ state: 'done' });
      expect(world.graph.asked).toEqual([]);
    } finally {
      await product.close();
      await world.close();
    }
  },
  120_000,
);
