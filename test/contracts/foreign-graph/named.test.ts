import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { AudienceRule } from '../../../src/runs/definition.ts';
import type { Properties } from './company.ts';
import { expiries } from './directory.ts';
import { createFastClock } from './fast-clock.ts';
import { type Certificates, makeCertificates, startForeignWorld } from './foreign-world.ts';
import { type Habits, oddHabits, plainHabits } from './habits.ts';
import { expectLaws, ourFolder, personalContents } from './laws.ts';
import { openProduct } from './product.ts';
import { type Call, once, type Trouble } from './weather.ts';

let certificates: Certificates;

beforeAll(async () => {
  certificates = await makeCertificates();
});

const people = ['Zoë Łuczak', "Ann O'Brien", '山田 太郎', 'Jürgen "Jo" Groß', 'A|B & C', 'Ünal %27'];

/** A company of eleven, three of them with a mailbox; and Ringbook before it. */
async function meet(habits: Habits, audience?: (mailboxIds: readonly string[]) => AudienceRule) {
  const clock = createFastClock(50);
  const world = await startForeignWorld(certificates, habits, clock.now);
  for (const name of people) world.company.addPerson(name, { mobilePhone: '+4915112345678', jobTitle: 'Köchin' });
  const shared = { accountEnabled: false, purpose: 'shared' };
  const mailboxIds = ['Mia', 'Max', 'Moe'].map((name) => world.company.addMailbox(name));
  world.company.addPerson('Reception', shared);
  world.company.addPerson('Gone Long Ago', { accountEnabled: false, mail: null });
  const product = await openProduct(world, certificates, clock, audience?.(mailboxIds));
  onTestFinished(async () => {
    await product.close();
    await world.close();
  });
  return { world, product, mailboxIds, personal: personalContents(world) };
}

type Met = Awaited<ReturnType<typeof meet>>;

/** Only the shared mailbox with an address may be on the list although it may not sign in. */
function expectSynced({ world, personal, mailboxIds }: Met, receptionIsListed = true): void {
  const { company } = world;
  const gone = company.entries().find(({ properties }) => properties.displayName === 'Gone Long Ago');
  if (gone !== undefined) company.removePerson(gone.id);
  expectLaws(world, personal, mailboxIds, receptionIsListed);
}

async function expectIdle({ world, product }: Met): Promise<void> {
  world.graph.asked.length = 0;
  expect(await product.run()).toMatchObject({ state: 'done', totals: { created: 0, updated: 0, deleted: 0 } });
  expect(world.graph.asked.filter(({ path }) => path.includes('contact'))).toEqual([]);
}

const idOf = ({ world }: Met, name: string): string =>
  world.company.entries().find(({ properties }) => properties.displayName === name)?.id ?? '';

const isDelta = ({ place, path }: Call): boolean => place === 'directory' && path.includes('delta');
const isCreate = ({ place, method, path }: Call): boolean =>
  place === 'part' && method === 'POST' && path.endsWith('/contacts');
const isFolderCreate = ({ place, method, path }: Call): boolean =>
  place === 'part' && method === 'POST' && path.endsWith('/contactFolders');
const isBatch = ({ place }: Call): boolean => place === 'batch';

describe('a service with habits of its own', () => {
  const habits: Readonly<Record<string, [Habits, boolean]>> = {
    plain: [plainHabits, true],
    odd: [oddHabits, true],
    'nulls for what is not set': [{ ...plainHabits, unset: 'null' }, true],
    'property ids in capitals': [{ ...plainHabits, propertyIds: 'upper' }, true],
    'property ids in small letters': [{ ...plainHabits, propertyIds: 'lower' }, true],
    'a byte order mark': [{ ...plainHabits, bodies: 'with a byte order mark' }, true],
    'tokens that cannot be read': [{ ...plainHabits, tokens: 'opaque' }, true],
    'purposes are forbidden': [{ ...plainHabits, purposes: '403' }, true],
    'purposes are not implemented': [{ ...plainHabits, purposes: '501' }, true],
    'purposes say there is no mailbox': [{ ...plainHabits, purposes: '404' }, false],
  };

  test.each(Object.entries(habits))('%s', async (_name, [habit, receptionIsListed]) => {
    const met = await meet(habit);
    expect(await met.product.run()).toMatchObject({ state: 'done', totals: { issues: 0, foldersSynced: 3 } });
    expectSynced(met, receptionIsListed);
    await met.product.run();
    await expectIdle(met);

    const change: Properties = { displayName: 'Zoë Łuczak-Müller', jobTitle: null };
    met.world.company.changePerson(idOf(met, 'Zoë Łuczak'), change);
    met.world.company.removePerson(idOf(met, "Ann O'Brien"));
    met.world.company.addPerson('Nora New');
    expect(await met.product.run()).toMatchObject({ state: 'done', totals: { created: 3, updated: 3, deleted: 3 } });
    expectSynced(met, receptionIsListed);
    await expectIdle(met);
  });

  test.each([plainHabits, oddHabits])('without our stores everything is found by its stamps (%#)', async (habit) => {
    const met = await meet(habit);
    await met.product.run();
    await met.product.loseStores();
    expect(await met.product.run()).toMatchObject({ state: 'done', totals: { created: 0, deleted: 0 } });
    expectSynced(met);
  });
});

describe('expired cursors', () => {
  test.each(expiries)('%s', async (form) => {
    const met = await meet(oddHabits);
    await met.product.run();
    met.world.graph.expire(form);
    met.world.company.removePerson(idOf(met, "Ann O'Brien"));
    met.world.company.addPerson('Nora New');
    expect(await met.product.run()).toMatchObject({ state: 'done', totals: { created: 3, deleted: 3 } });
    expectSynced(met);
    await expectIdle(met);
  });
});

describe('what goes wrong once is made good', () => {
  const after504: Trouble = { kind: 'answer', when: 'after', answer: { status: 504 } };
  const troubles: readonly (readonly [string, (call: Call) => boolean, Trouble])[] = [
    ['a create is done and answered with 504', isCreate, after504],
    ['a create is done and left out of the answer', isCreate, { kind: 'left out' }],
    ['a create is answered twice, with different outcomes', isCreate, { kind: 'twice' }],
    ['a create is answered without anything', isCreate, { kind: 'answer', when: 'after', answer: { status: 201 } }],
    ['a create is throttled', isCreate, { kind: 'throttle' }],
    ['a folder is made and answered with 503', isFolderCreate, { ...after504, answer: { status: 503 } }],
    ['a folder is made and left out of the answer', isFolderCreate, { kind: 'left out' }],
    ['the connection breaks in the middle of a batch', isBatch, { kind: 'reset' }],
    ['the answer to a batch is cut off', isBatch, { kind: 'cut' }],
    ['a batch is met with silence', isBatch, { kind: 'silence' }],
    ['the token is refused before its time', isBatch, { kind: 'refuse token' }],
    ["a batch is answered with a proxy's 404", isBatch, { kind: 'answer', when: 'before', answer: { status: 404 } }],
    ['a batch is done and answered with 502', isBatch, { ...after504, answer: { status: 502, body: '<html>' } }],
    ['a page of the directory is cut off', isDelta, { kind: 'cut' }],
    ['a page of the directory is no page', isDelta, { ...after504, answer: { status: 503, body: '<html>' } }],
    ['the token of a page is refused', isDelta, { kind: 'refuse token' }],
    ['the token endpoint is throttled', ({ place }) => place === 'token', { kind: 'throttle' }],
  ];

  test.each(troubles)('%s', async (_name, fits, trouble) => {
    const met = await meet(oddHabits);
    const { weather, happened } = once(fits, trouble);
    met.world.weather = weather;
    expect(await met.product.run()).toMatchObject({ state: 'done', totals: { foldersFailed: 0 } });
    expect(happened()).toBe(true);
    expectSynced(met);
    await expectIdle(met);
  });

  test.each(troubles.filter(([, fits]) => fits !== isFolderCreate))(
    '… and so where much is there already: %s',
    async (_name, fits, trouble) => {
      const met = await meet(plainHabits);
      await met.product.run();
      await met.product.loseStores();
      met.world.company.addPerson('Nora New');
      met.world.company.removePerson(idOf(met, "Ann O'Brien"));
      const { weather, happened } = once(fits, trouble);
      met.world.weather = weather;
      expect(await met.product.run()).toMatchObject({ state: 'done', totals: { foldersFailed: 0 } });
      expect(happened()).toBe(true);
      expectSynced(met);
      await expectIdle(met);
    },
  );
});

describe('replicas that are ready', () => {
  test.each([
    ["a proxy's 404", { kind: 'answer', when: 'before', answer: { status: 404 } }],
    ["a proxy's 410", { kind: 'answer', when: 'before', answer: { status: 410, body: '<html>' } }],
    ['silence', { kind: 'silence' }],
    ['a broken connection', { kind: 'reset' }],
  ] satisfies [string, Trouble][])('who left is gone everywhere, although the batch met %s', async (_name, trouble) => {
    const met = await meet(plainHabits);
    await met.product.run();
    met.world.company.removePerson(idOf(met, "Ann O'Brien"));
    met.world.weather = once(isBatch, trouble).weather;
    expect(await met.product.run()).toMatchObject({ state: 'done', totals: { deleted: 3 } });
    expectSynced(met);
    await expectIdle(met);
  });

  test.each([1, 2, 5, 9])('stopped as the service does create number %i: nothing is there twice', async (stopAt) => {
    const met = await meet(plainHabits);
    const { world, product } = met;
    await product.run();
    for (const name of ['Nora', 'Nick', 'Nils', 'Nele']) world.company.addPerson(`${name} New`);
    world.company.removePerson(idOf(met, "Ann O'Brien"));
    const cancel = new AbortController();
    let creates = 0;
    world.weather = (call) => {
      if (isCreate(call)) creates += 1;
      if (creates === stopAt) cancel.abort();
      return null;
    };
    expect(await product.run({ cancel: cancel.signal })).toMatchObject({ state: 'cancelled' });
    expect(await product.run()).toMatchObject({ state: 'done' });
    expectSynced(met);
    await expectIdle(met);
  });
});

describe('nothing goes where it must not', () => {
  test.each(['@odata.nextLink', '@odata.deltaLink'])('a %s to another host is not followed', async (name) => {
    const met = await meet(plainHabits);
    const link = `${met.world.elsewhereUrl}/v1.0/users/delta?x=1`;
    met.world.weather = once(isDelta, {
      kind: 'answer',
      when: 'before',
      answer: { status: 200, body: { value: [], [name]: link } },
    }).weather;
    expect(await met.product.run()).toMatchObject({ state: 'failed', reason: 'invalid-answer' });
    expect(met.world.strayed).toEqual([]);
  });

  test('a redirect is not followed', async () => {
    const met = await meet(plainHabits);
    const headers = { Location: `${met.world.elsewhereUrl}/v1.0/users/delta` };
    met.world.weather = ({ place }) =>
      place === 'token' ? null : { kind: 'answer', when: 'before', answer: { status: 307, headers } };
    expect(await met.product.run()).toMatchObject({ state: 'failed' });
    expect(met.world.strayed).toEqual([]);
  });

  test('a cut list deletes nothing', async () => {
    const met = await meet(plainHabits);
    await met.product.run();
    met.world.graph.expire('410 resyncRequired');
    const first = { value: [], '@odata.nextLink': null };
    let pages = 0;
    met.world.weather = (call) => {
      if (!isDelta(call) || call.path.includes('deltatoken')) return null;
      pages += 1;
      return pages === 2 ? { kind: 'answer', when: 'before', answer: { status: 200, body: first } } : null;
    };
    expect(await met.product.run()).toMatchObject({ state: 'failed', reason: 'invalid-answer' });
    met.world.weather = () => null;
    expect(await met.product.run()).toMatchObject({ state: 'done', totals: { deleted: 0 } });
    expectSynced(met);
  });
});

describe('refusals of the token endpoint', () => {
  test.each([
    [400, 'unauthorized_client', 700016, 'consent-withdrawn'],
    [401, 'invalid_client', 7000229, 'consent-withdrawn'],
    [400, 'unauthorized_client', 7000112, 'consent-withdrawn'],
    [401, 'invalid_client', 7000112, 'consent-withdrawn'],
    [400, 'invalid_request', 90002, 'not-found'],
    [401, 'invalid_client', 7000215, 'unauthorized'],
    [400, 'invalid_client', 7000222, 'unauthorized'],
    [401, 'invalid_client', 700027, 'unauthorized'],
    [400, 'invalid_client', 700027, 'unauthorized'],
    [400, 'access_denied', 53003, 'unauthorized'],
    [400, 'interaction_required', 53003, 'unauthorized'],
  ])('%i %s AADSTS%i: %s', async (status, error, number, reason) => {
    for (const errorWording of ['plain', 'terse'] as const) {
      const met = await meet({ ...plainHabits, errorWording });
      await met.product.run();
      met.world.refuseTokens({ status, error, number });
      met.world.company.addPerson('Nora New');
      expect(await met.product.run()).toMatchObject({ state: 'failed', reason });
      met.world.refuseTokens(null);
      expect(await met.product.run()).toMatchObject({ state: 'done', totals: { created: 3 } });
      expectSynced(met);
    }
  });
});

describe('what people do', () => {
  test('renamed folders are followed, deleted ones made anew, own contacts in ours left alone', async () => {
    const met = await meet(oddHabits);
    const { world, product, mailboxIds } = met;
    await product.run();
    const [first = '', second = ''] = mailboxIds;
    ourFolder(world, first).displayName = 'My colleagues';
    world.company.mailboxes.get(second)?.delete(ourFolder(world, second).id);
    world.company.addPerson('Nora New');
    expect(await product.run()).toMatchObject({ state: 'done', totals: { foldersFailed: 0 } });
    expectSynced(met);
    expect(ourFolder(world, first).displayName).toBe('My colleagues');
    await expectIdle(met);
  });

  test('a deleted folder is made anew also when all there is to send is that somebody left', async () => {
    const met = await meet(plainHabits);
    const { world, product, mailboxIds } = met;
    await product.run();
    const [first = ''] = mailboxIds;
    world.company.mailboxes.get(first)?.delete(ourFolder(world, first).id);
    world.company.removePerson(idOf(met, "Ann O'Brien"));
    expect(await product.run()).toMatchObject({ state: 'done', totals: { foldersFailed: 0 } });
    expectSynced(met);
    await expectIdle(met);
  });

  test('a folder that is deleted while it is written is made anew', async () => {
    const met = await meet(plainHabits);
    const { world, product, mailboxIds } = met;
    await product.run();
    for (const name of people.slice(0, 4)) world.company.changePerson(idOf(met, name), { jobTitle: 'Chefin' });
    const [first = ''] = mailboxIds;
    let updates = 0;
    world.weather = ({ place, method, path }) => {
      if (place !== 'part' || method !== 'PATCH' || !path.includes(first)) return null;
      updates += 1;
      if (updates === 2) world.company.mailboxes.get(first)?.delete(ourFolder(world, first).id);
      return null;
    };
    expect(await product.run()).toMatchObject({ state: 'done', totals: { foldersFailed: 0, foldersSynced: 3 } });
    expectSynced(met);
    await expectIdle(met);
  });

  test('a mailbox that is no more is left alone, the others are served', async () => {
    const met = await meet(oddHabits);
    const [gone = '', ...rest] = met.mailboxIds;
    const contents = met.world.company.mailboxes.get(gone);
    const without = new Map(met.world.company.mailboxes);
    without.delete(gone);
    met.world.weather = ({ place, path }) =>
      place === 'part' && path.includes(gone)
        ? {
            kind: 'answer',
            when: 'before',
            answer: { status: 404, body: { error: { code: 'MailboxNotEnabledForRESTAPI', message: null } } },
          }
        : null;
    expect(await met.product.run()).toMatchObject({
      state: 'done',
      totals: { foldersSynced: 2, foldersUnavailable: 1, foldersFailed: 0 },
    });
    expect([...(contents?.values() ?? [])].every(({ personal }) => personal)).toBe(true);
    expectSynced({ ...met, mailboxIds: rest });
    await expectIdle(met);
  });

  test('a group whose pages are odd is taken whole', async () => {
    const met = await meet(oddHabits);
    const [first = '', second = ''] = met.mailboxIds;
    const groupId = met.world.company.addGroup([first, 'nobody-1', 'nobody-2', 'nobody-3', second]);
    const { sync } = met.product;
    met.product.sync = { ...sync, audience: { ...sync.audience, include: [{ kind: 'group', groupId }] } };
    expect(await met.product.run()).toMatchObject({ state: 'done', totals: { foldersSynced: 2 } });
    expectSynced({ ...met, mailboxIds: [first, second] });
  });
});
