import type { Company } from './company.ts';
import type { Habits } from './habits.ts';
import type { Manner } from './manner.ts';
import type { Answer } from './weather.ts';

/** How a cursor that is no longer known is answered. */
export const expiries = [
  '410 with Location',
  '410 resyncRequired',
  '410 syncStateNotFound',
  '410 without a body',
  '400 syncStateNotFound',
  '400 SyncStateInvalid',
  '400 resyncRequired',
] as const;

export type Expiry = (typeof expiries)[number];

/** The entries of a round, and where it stands. */
interface Round {
  readonly entries: readonly object[];
  readonly version: number;
}

/** Users by delta, and the members of groups. */
export function createDirectory(company: Company, habits: Habits, manner: Manner, graphUrl: () => string) {
  const rounds = new Map<string, Round>();
  /** What was selected, by where the next round begins. */
  const cursors = new Map<string, { readonly version: number; readonly select: string }>();
  let expiry: Expiry | null = null;
  let tokens = 0;

  const token = (kind: string) => {
    tokens += 1;
    return `${kind}-${tokens}-é+/=&'`;
  };

  function select(properties: Readonly<Record<string, unknown>>, names: readonly string[]): object {
    const absent = habits.unset === 'null' ? null : undefined;
    return Object.fromEntries(names.map((name) => [name, properties[name] ?? absent] as const));
  }

  function begin(since: number, selected: string): Round {
    const names = selected.split(',');
    const changed = company.entries().filter(({ changedAt }) => changedAt > since);
    const entries: object[] = [];
    if (habits.removalsFirst) entries.push({ id: 'never-there', '@removed': { reason: 'deleted' } });
    for (const { id, properties, removed } of changed) {
      if (removed && since > 0) entries.push({ id, '@removed': { reason: 'changed' } });
      if (removed) continue;
      // Long ago it was somebody else: the last entry counts.
      if (habits.repeats) entries.push({ ...select({ ...properties, displayName: 'Former name' }, names), id });
      entries.push({ ...select(properties, names), id, ...(habits.unset === 'null' ? { '@removed': null } : {}) });
    }
    return { entries, version: company.version() };
  }

  function users(query: URLSearchParams): Answer {
    const skip = query.get('$skiptoken');
    const delta = query.get('$deltatoken');
    if (skip !== null) {
      const [name = '', from, selected = ''] = skip.split('|');
      const round = rounds.get(name);
      return round === undefined ? manner.error(400, 'BadRequest') : pageOf(name, round, Number(from), selected);
    }
    const name = token('round');
    const known = delta === null ? { version: 0, select: query.get('$select') ?? 'id' } : cursors.get(delta);
    if (known === undefined) return expired(expiry ?? '410 resyncRequired');
    const round = begin(known.version, known.select);
    rounds.set(name, round);
    return pageOf(name, round, 0, known.select);
  }

  function pageOf(name: string, round: Round, from: number, selected: string): Answer {
    const link = (next: number) => {
      const query = new URLSearchParams({ $skiptoken: `${name}|${next}|${selected}|${token('t')}` });
      return `${graphUrl()}/v1.0/users/delta?${query.toString()}`;
    };
    const page = manner.page(round.entries, from, link);
    if (typeof page['@odata.nextLink'] === 'string') return { status: 200, body: page };
    const cursor = token('cursor');
    cursors.set(cursor, { version: round.version, select: selected });
    const deltaLink = `${graphUrl()}/v1.0/users/delta?${new URLSearchParams({ $deltatoken: cursor }).toString()}`;
    return { status: 200, body: { '@odata.context': 'x', ...page, '@odata.deltaLink': deltaLink } };
  }

  function expired(form: Expiry): Answer {
    switch (form) {
      case '410 with Location': {
        const location = `${graphUrl()}/v1.0/users/delta?$deltatoken=`;
        return { ...manner.error(410, 'resyncRequired'), headers: { Location: location } };
      }
      case '410 without a body':
        return { status: 410 };
      default: {
        const [status = '', code = ''] = form.split(' ');
        return manner.error(Number(status), code);
      }
    }
  }

  function members(groupId: string, url: URL): Answer {
    const ids = company.groups.get(groupId);
    if (ids === undefined) return manner.error(404, 'Request_ResourceNotFound');
    const link = (next: number) => {
      const target = new URL(`/v1.0${url.pathname}`, graphUrl());
      target.searchParams.set('$skiptoken', `${next}|${token('t')}`);
      return target.href;
    };
    const from = Number((url.searchParams.get('$skiptoken') ?? '0').split('|')[0]);
    const entries = ids.map((id) => ({ '@odata.type': '#microsoft.graph.user', id }));
    return { status: 200, body: { '@odata.count': ids.length, ...manner.page(entries, from, link) } };
  }

  return {
    answer(url: URL): Answer {
      const [, kind, id = '', relation] = url.pathname.split('/').map(decodeURIComponent);
      if (kind === 'users' && id === 'delta') return users(url.searchParams);
      if (kind === 'groups' && relation === 'transitiveMembers') return members(id, url);
      return manner.error(400, 'BadRequest');
    },
    /** All cursors given out so far are good for nothing, and that is said in this form. */
    expire(form: Expiry): void {
      cursors.clear();
      expiry = form;
    },
  };
}
