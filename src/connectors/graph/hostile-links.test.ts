import { describe, expect, test, vi } from 'vitest';
import { defaultGalRules } from '../../sync/gal-rules.ts';
import { isObject } from './answer.ts';
import { maxEntries, maxEntriesPerPage, maxPages, maxPagesWithoutEntry } from './answer-limits.ts';
import { createHostileGraph, graphUrl, type RawAnswer } from './hostile-graph.test-fixture.ts';
import { answersOf, outcomeOf } from './hostile-outcome.test-fixture.ts';
import { type Reader, readers } from './hostile-readers.test-fixture.ts';
import { continueAt } from './links.ts';
import { followPages, type Page } from './pages.ts';

// A busy machine takes its time for a large company.
vi.setConfig({ testTimeout: 60_000 });

const otherTenant = '99999999-9999-4999-8999-999999999999';
const host = new URL(graphUrl).host;

/** What comes in place of a link; the path is the one that was asked for. */
const hostileLinks: Readonly<Record<string, (path: string) => string>> = {
  'another host': (path) => `https://evil.test${path}?$skiptoken=2`,
  'a host that begins like ours': (path) => `https://${host}.evil.test${path}?$skiptoken=2`,
  'our host as a login': (path) => `https://${host}@evil.test${path}?$skiptoken=2`,
  'our host as a login with a password': (path) => `https://${host}:443@evil.test${path}`,
  'a login': (path) => `https://user@${host}${path}?$skiptoken=2`,
  'a password': (path) => `https://:secret@${host}${path}?$skiptoken=2`,
  'another port': (path) => `https://${host}:8443${path}?$skiptoken=2`,
  'no TLS': (path) => `http://${host}${path}?$skiptoken=2`,
  'another scheme': (path) => `ftp://${host}${path}?$skiptoken=2`,
  'a script': () => 'javascript:alert(1)',
  data: () => 'data:application/json,{"value":[]}',
  'a file': () => 'file:///etc/passwd',
  'no scheme': (path) => `//${host}${path}?$skiptoken=2`,
  'a path alone': (path) => `${path}?$skiptoken=2`,
  nothing: () => '',
  'a dot after the host': (path) => `https://${host}.${path}?$skiptoken=2`,
  'another version': (path) => `${graphUrl}${path.replace('/v1.0', '/beta')}?$skiptoken=2`,
  'a way up': () => `${graphUrl}/v1.0/../v1.0/users/other/contacts`,
  'an encoded way up': (path) => `${graphUrl}${path}/%2e%2e/%2E./%2e%2e/other/contacts`,
  'a way up with backslashes': (path) => `${graphUrl}${path}\\..\\..\\other`,
  'a way up that is encoded twice': (path) => `${graphUrl}${path}/%252e%252e/x`,
  'an encoded slash': (path) => `${graphUrl}${path.replace(/\/([^/]+)$/, '%2F$1')}?$skiptoken=2`,
  'what cannot be decoded': (path) => `${graphUrl}${path}/%ff`,
  'another mailbox': () => `${graphUrl}/v1.0/users/other/contacts?$skiptoken=2`,
  'another mailbox in the other spelling': () => `${graphUrl}/v1.0/users('other')/contacts?$skiptoken=2`,
  'the mail of a mailbox': () => `${graphUrl}/v1.0/users/m/messages?$skiptoken=2`,
  'another collection': () => `${graphUrl}/v1.0/applications?$skiptoken=2`,
  'a batch': () => `${graphUrl}/v1.0/$batch`,
  'another tenant': (path) => `${graphUrl}${path.replace('/v1.0', `/v1.0/${otherTenant}`)}?$skiptoken=2`,
  'what is below': (path) => `${graphUrl}${path}/x?$skiptoken=2`,
  'a link of 100,000 characters': (path) => `${graphUrl}${path}?$skiptoken=${'x'.repeat(100_000)}`,
};

const paged = Object.entries(readers).flatMap(([name, reader]) => {
  const route = Object.keys(reader.answers).find(
    (asked) => isObject(pageOf(reader, asked)) && pageOf(reader, asked)['@odata.nextLink'] !== undefined,
  );
  return route === undefined ? [] : [{ name, reader, route }];
});

function pageOf({ answers }: Reader, route: string): Readonly<Record<string, unknown>> {
  const [first] = answers[route] ?? [];
  return isObject(first) ? first : {};
}

/** The reader on a Graph whose pages at one place are others, by number of the request there. */
async function readWith({ reader, route }: (typeof paged)[number], page: (number: number, asked: URL) => object) {
  let number = 0;
  let url = new URL(graphUrl);
  const answer = answersOf(reader, (asked): RawAnswer | undefined => {
    if (asked !== route) return undefined;
    number += 1;
    return { text: JSON.stringify(page(number, url)) };
  });
  const graph = createHostileGraph((asked, link) => {
    url = new URL(link);
    return answer(asked, link);
  });
  return { graph, outcome: await outcomeOf(reader, graph) };
}

test('every reader of several pages is among them', () => {
  expect(paged.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'source gal',
      'source group',
      'source mailbox-folder',
      'mailboxes groupMembers',
      'target stamped',
    ]),
  );
  expect(paged.length).toBeGreaterThan(10);
});

describe.each(paged)('$name', (one) => {
  const { reader, route } = one;
  const good = pageOf(reader, route);

  test.each(Object.entries(hostileLinks))('a next link to %s is not followed', async (_what, linkOf) => {
    const { graph, outcome } = await readWith(one, (_number, { pathname }) => ({
      ...good,
      '@odata.nextLink': linkOf(pathname),
    }));
    expect(outcome).toEqual({ kind: 'failed', code: 'invalid-answer' });
    expect(graph.asked.filter((asked) => asked === route)).toHaveLength(1);
  });

  test('a next link that is the same again, or leads in a circle of any length', async () => {
    for (const length of [1, 2, 7]) {
      const { outcome, graph } = await readWith(one, (number, { pathname }) => ({
        ...good,
        '@odata.nextLink': `${graphUrl}${pathname}?$skiptoken=c${number % length}`,
      }));
      expect(outcome).toEqual({ kind: 'failed', code: 'invalid-answer' });
      expect(graph.asked.filter((asked) => asked === route).length).toBeLessThanOrEqual(length + 1);
    }
  });

  test('new links without end, and nothing on the pages', async () => {
    const { outcome, graph } = await readWith(one, (number, { pathname }) => ({
      value: [],
      '@odata.nextLink': `${graphUrl}${pathname}?$skiptoken=e${number}`,
    }));
    expect(outcome).toEqual({ kind: 'failed', code: 'invalid-answer' });
    expect(graph.asked.filter((asked) => asked === route).length).toBeLessThanOrEqual(maxPagesWithoutEntry + 1);
  });

  test('more entries on a page than a page may have', async () => {
    const value = Array.from({ length: maxEntriesPerPage + 1 }, (_, index) => ({ id: `${index}` }));
    const { outcome } = await readWith(one, () => ({ ...good, value }));
    expect(outcome).toEqual({ kind: 'failed', code: 'invalid-answer' });
  });
});

describe.each(
  paged.filter(({ reader, route }) =>
    reader.answers[route]?.some((page) => isObject(page) && '@odata.deltaLink' in page),
  ),
)('$name, at its end', (one) => {
  const end = { value: [] };

  test.each(Object.entries(hostileLinks))('a delta link to %s is no cursor', async (_what, linkOf) => {
    const { outcome } = await readWith(one, (_number, { pathname }) => ({
      ...end,
      '@odata.deltaLink': linkOf(pathname),
    }));
    expect(outcome).toEqual({ kind: 'failed', code: 'invalid-answer' });
  });

  test('neither link, or both', async () => {
    const both = (path: string) => ({
      '@odata.nextLink': `${graphUrl}${path}?a`,
      '@odata.deltaLink': `${graphUrl}${path}?b`,
    });
    expect((await readWith(one, () => end)).outcome).toEqual({ kind: 'failed', code: 'invalid-answer' });
    expect((await readWith(one, (_number, { pathname }) => ({ ...end, ...both(pathname) }))).outcome).toEqual({
      kind: 'failed',
      code: 'invalid-answer',
    });
  });
});

describe('a path in another spelling is followed in ours', () => {
  const mailbox = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
  const asked = `${graphUrl}/v1.0/users/${mailbox}/contactFolders/AAMk%3D/contacts/delta?$select=id`;
  const ours = `${graphUrl}/v1.0/users/${mailbox}/contactFolders/AAMk%3D/contacts/delta?$skiptoken=x%2Fy`;

  test.each([
    `users/${mailbox}/contactFolders/AAMk=/contacts/delta`,
    `users('${mailbox}')/contactFolders('AAMk%3D')/contacts/delta()`,
    `Users/${mailbox.toUpperCase()}/contactfolders/AAMk%3D/contacts/microsoft.graph.delta()`,
    `users('${mailbox}@${otherTenant}')/contactFolders('AAMk=')/contacts/microsoft.graph.delta`,
    `users('${mailbox}%40${otherTenant}')/contactFolders('AAMk=')/contacts/delta`,
  ])('%s', (path) => {
    expect(continueAt(`${graphUrl}/v1.0/${path}?$skiptoken=x%2Fy`, asked)).toBe(ours);
  });

  test('ids of Exchange differ by case alone', () => {
    const link = `${graphUrl}/v1.0/users/${mailbox}/contactFolders/aamk%3D/contacts/delta?$skiptoken=2`;
    expect(() => continueAt(link, asked)).toThrow(expect.objectContaining({ code: 'invalid-answer' }));
  });

  test('a link that is ours already stays as it is', () => {
    expect(continueAt(ours, asked)).toBe(ours);
  });
});

describe('pages', () => {
  const pageOfMany = (number: number, entries: number): Page<number> => ({
    value: Array.from({ length: entries }, (_, index) => index),
    nextLink: `${graphUrl}/v1.0/users?$skiptoken=${number}`,
    deltaLink: null,
  });

  async function countOf(entries: number, last: number) {
    let pages = 0;
    for await (const _ of followPages(`${graphUrl}/v1.0/users`, 'list', async () => {
      pages += 1;
      return pages === last ? { ...pageOfMany(pages, entries), nextLink: null } : pageOfMany(pages, entries);
    }));
    return pages;
  }

  test('without end are followed so far and no further', async () => {
    await expect(countOf(1, maxPages + 1)).rejects.toMatchObject({ code: 'invalid-answer' });
    await expect(countOf(10_000, maxEntries / 10_000 + 1)).rejects.toMatchObject({ code: 'invalid-answer' });
  });

  test('of a large company are all followed', async () => {
    expect(await countOf(100, 10_000)).toBe(10_000);
    expect(await countOf(1, 50_000)).toBe(50_000);
  });
});

describe('a large company', () => {
  /** A list of so many entries, in pages of 999. */
  function graphOf(route: string, count: number) {
    return createHostileGraph((asked, url) => {
      if (asked !== route) return null;
      const { pathname, searchParams } = new URL(url);
      const from = Number(searchParams.get('$skiptoken') ?? 0);
      const to = Math.min(from + 999, count);
      const value = Array.from({ length: to - from }, (_, index) => ({
        id: `person-${from + index}`,
        displayName: 'A',
      }));
      const link = (name: string) => `${graphUrl}${pathname}?$${name}=${to}`;
      const end = to === count ? { '@odata.deltaLink': link('deltatoken') } : { '@odata.nextLink': link('skiptoken') };
      return { text: JSON.stringify({ value, ...end }) };
    });
  }
  const never = new AbortController().signal;

  test('200,000 people', async () => {
    const { connector } = graphOf('GET /users/delta', 200_000);
    let people = 0;
    const definition = {
      kind: 'gal',
      sourceId: 's',
      connectionId: 'c',
      rules: defaultGalRules,
      photoPixels: null,
    } as const;
    for await (const { records } of connector.source(definition).read(null, never)) people += records.length;
    expect(people).toBe(200_000);
  });

  test('100,000 members of a group', async () => {
    const { connector } = graphOf('GET /groups/g/transitiveMembers/microsoft.graph.user', 100_000);
    let members = 0;
    for await (const page of connector.mailboxes.groupMembers('g', never)) members += page.length;
    expect(members).toBe(100_000);
  });
});
