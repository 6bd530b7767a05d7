import type { RandomSource } from '../world/random.ts';

/** What the simulator does instead of, before or after its honest answer. */
export type Fault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly code?: string;
      readonly message?: string;
      /** Null: no `Retry-After`. */
      readonly retryAfter?: { readonly form: 'seconds' | 'date'; readonly seconds: number } | null;
      /** `after`: the request takes effect, and its answer is lost behind this one. */
      readonly when: 'before' | 'after';
    }
  /** In a batch part, hang and reset hit the whole batch. */
  | { readonly kind: 'hang'; readonly when: 'before' | 'after' }
  | { readonly kind: 'reset'; readonly when: 'before' | 'after' }
  | { readonly kind: 'slow'; readonly delayMs: number }
  /** The answer's body is cut in the middle. */
  | { readonly kind: 'truncate' }
  /** 401 `InvalidAuthenticationToken` though the token is valid. */
  | { readonly kind: 'token-rejected' }
  | {
      readonly kind: 'delta-expired';
      readonly form: '410-location' | '410-resyncRequired' | '400-syncStateNotFound' | '400-SyncStateInvalid';
    }
  | { readonly kind: 'partial-page'; readonly mode: 'empty-with-next' | 'missing-next' | 'repeat-items' }
  /** A hostile answer: status 200 with this body. */
  | { readonly kind: 'body'; readonly body: unknown };

/** What a request is, as far as a rule can tell. */
export interface FaultTarget {
  readonly service: 'entra' | 'graph';
  /** `outer`: the `$batch` request itself; `part`: a request inside a batch; `single`: a request on its own. */
  readonly scope: 'outer' | 'part' | 'single';
  /** A route's operation, e.g. `contact.create`; of Entra `token`, `adminconsent`, `authorize`, … */
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly tenantId: string | null;
  readonly mailboxId: string | null;
}

export interface FaultMatch {
  readonly service?: FaultTarget['service'];
  readonly scope?: FaultTarget['scope'];
  /** A glob: `*` stands for anything. */
  readonly operation?: string;
  readonly method?: string;
  /** A regular expression, found anywhere in the path. */
  readonly pathPattern?: string;
  readonly tenantId?: string;
  readonly mailboxId?: string;
}

export interface FaultRule {
  /** Every given part must fit; `{}` fits every request. */
  readonly match: FaultMatch;
  readonly fault: Fault;
  /** How often it plays: 1 if absent, 0 for ever. */
  readonly times?: number;
  /** How many fitting requests pass first. */
  readonly skip?: number;
  /** Chance from 0 to 1 that a fitting request is hit; always if absent. */
  readonly probability?: number;
}

/** A rule in force, and how often it fitted and played. */
export interface ActiveFault {
  readonly id: string;
  readonly rule: FaultRule;
  readonly matched: number;
  readonly played: number;
}

export interface FaultRegistry {
  /** The fault to play on this request, counting it as used; null for none. */
  take(target: FaultTarget): Fault | null;
  /** @returns The rule's id. */
  add(rule: FaultRule): string;
  /** Rules in force, oldest first; used-up ones are gone. */
  list(): readonly ActiveFault[];
  /** Removes one rule, or all. */
  clear(id?: string): void;
}

/**
 * Rules in the order they were added; the first that fits and plays wins.
 *
 * @throws {SyntaxError} from `add` if `pathPattern` is no regular expression.
 */
export function createFaultRegistry(random: RandomSource): FaultRegistry {
  const active = new Map<string, { rule: FaultRule; fits: Matcher; matched: number; played: number }>();
  let lastId = 0;
  return {
    take(target) {
      if (active.size === 0) return null;
      for (const [id, entry] of active) {
        if (!entry.fits(target)) continue;
        entry.matched += 1;
        const { skip = 0, probability = 1, times = 1 } = entry.rule;
        if (entry.matched <= skip || (probability < 1 && random() >= probability)) continue;
        entry.played += 1;
        if (times > 0 && entry.played >= times) active.delete(id);
        return entry.rule.fault;
      }
      return null;
    },
    add(rule) {
      const fits = createMatcher(rule.match);
      lastId += 1;
      const id = `fault-${lastId}`;
      active.set(id, { rule, fits, matched: 0, played: 0 });
      return id;
    },
    list: () => [...active].map(([id, { rule, matched, played }]) => ({ id, rule, matched, played })),
    clear(id) {
      if (id === undefined) active.clear();
      else active.delete(id);
    },
  };
}

type Matcher = (target: FaultTarget) => boolean;

function createMatcher(match: FaultMatch): Matcher {
  const path = match.pathPattern === undefined ? null : new RegExp(match.pathPattern, 'i');
  const operation = match.operation === undefined ? null : globPattern(match.operation);
  const method = match.method?.toUpperCase();
  return (target) =>
    (match.service === undefined || match.service === target.service) &&
    (match.scope === undefined || match.scope === target.scope) &&
    (method === undefined || method === target.method) &&
    (match.tenantId === undefined || match.tenantId === target.tenantId) &&
    (match.mailboxId === undefined || match.mailboxId === target.mailboxId) &&
    (operation === null || operation.test(target.operation)) &&
    (path === null || path.test(target.path));
}

function globPattern(glob: string): RegExp {
  const parts = glob.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}
