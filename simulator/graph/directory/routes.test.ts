import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { subscriptionRoutes } from '../subscriptions/routes.ts';
import { directoryRoutes } from './routes.ts';

const paths = new URL('../../../../shared/specs/graph/paths-v1.0.txt', import.meta.url);
const isThere = existsSync(paths);
if (!isThere) console.warn(`skipped: the paths of Graph are missing (${paths.pathname})`);

/** Documented, but not in the list: it leaves out actions, properties of complex values and some functions. */
const documented: ReadonlySet<string> = new Set([
  '/directoryObjects/getByIds',
  '/groups/{}/members/{}/$ref',
  '/places/{}',
  '/places/{}/microsoft.graph.roomlist/rooms',
  '/subscribedSkus',
  '/subscriptions/{}/reauthorize',
  '/users/{}/mailboxSettings/dateFormat',
  '/users/{}/mailboxSettings/language',
  '/users/{}/mailboxSettings/timeFormat',
  '/users/{}/mailboxSettings/timeZone',
  '/users/{}/mailboxSettings/userPurpose',
]);

const plain = (path: string): string =>
  path
    .toLowerCase()
    .replaceAll(/\{[^}]*\}/g, '{}')
    .replaceAll('()', '')
    .replaceAll('microsoft.graph.', 'graph.');

describe.skipIf(!isThere)('every route is a path of Graph', () => {
  const known = new Set((isThere ? readFileSync(paths, 'utf8') : '').split('\n').map(plain));
  const patterns = new Set([...directoryRoutes, ...subscriptionRoutes].map((route) => route.pattern));

  test.each([...patterns].filter((pattern) => !documented.has(pattern)))('%s', (pattern) => {
    expect(known).toContain(plain(pattern));
  });
});
