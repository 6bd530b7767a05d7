import { z } from 'zod';
import type { Company } from './company.ts';
import { createDirectory, type Expiry } from './directory.ts';
import type { Habits } from './habits.ts';
import type { Reply, WireRequest } from './https-service.ts';
import { createMailboxes } from './mailbox.ts';
import { createManner } from './manner.ts';
import type { Random } from './random.ts';
import type { Answer, Call, Trouble, Weather } from './weather.ts';

const batchSchema = z.strictObject({
  requests: z
    .array(
      z.strictObject({
        id: z.string().min(1),
        method: z.enum(['GET', 'POST', 'PATCH', 'DELETE']),
        url: z.string().regex(/^\/users\/[^/]+\//),
        headers: z.record(z.string(), z.string()),
        body: z.unknown().optional(),
      }),
    )
    .min(1)
    .max(20),
});

type Part = z.infer<typeof batchSchema>['requests'][number];

/** What the tokens are worth. */
export interface Tokens {
  accepts(authorization: string): boolean;
  reject(authorization: string): void;
}

export interface ForeignGraph {
  reply(request: WireRequest): Reply;
  expire(form: Expiry): void;
  /** Parts of batches that went to mailboxes: method and path. */
  readonly asked: { readonly method: string; readonly path: string }[];
  /** What a client must never do, in words. */
  readonly offences: string[];
}

/** Graph as far as the wire facts go, with habits of its own. */
export function createForeignGraph(
  company: Company,
  habits: Habits,
  random: Random,
  tokens: Tokens,
  weather: () => Weather,
  graphUrl: () => string,
): ForeignGraph {
  const manner = createManner(habits, random, company.clock);
  const directory = createDirectory(company, habits, manner, graphUrl);
  const mailbox = createMailboxes(company, habits, manner, graphUrl);
  const asked: { method: string; path: string }[] = [];
  const offences: string[] = [];

  /** Does a call, with what the weather does to it. */
  function meet(trouble: Trouble, authorization: string, work: () => Answer, half: () => void): Reply {
    const answer = (given: Answer, cut = false): Reply => ({ kind: 'answer', answer: given, cut });
    switch (trouble.kind) {
      case 'answer':
        if (trouble.when === 'after') work();
        return answer(trouble.answer);
      case 'throttle':
        return answer(manner.throttled());
      case 'refuse token':
        tokens.reject(authorization);
        return answer(manner.error(401, 'InvalidAuthenticationToken'));
      case 'reset':
        half();
        return { kind: 'reset' };
      case 'cut':
        return answer(work(), true);
      case 'silence':
        return { kind: 'silence' };
      case 'left out':
      case 'twice':
        return answer(work());
    }
  }

  function answerPart({ method, url, body }: Part): Answer {
    asked.push({ method, path: url });
    return mailbox({ method, url: new URL(url, graphUrl()), body });
  }

  function respond(part: Part, trouble: Trouble | null, authorization: string): readonly object[] {
    const shown = ({ status, headers = {}, body }: Answer) => {
      const applied = habits.preferenceApplied ? { 'Preference-Applied': 'IdType="ImmutableId"' } : {};
      return { id: part.id, status, headers: manner.spell({ ...applied, ...headers }), body: body ?? null };
    };
    if (trouble === null) return [shown(answerPart(part))];
    if (trouble.kind === 'left out') {
      answerPart(part);
      return [];
    }
    if (trouble.kind === 'twice') return [shown(answerPart(part)), shown(manner.throttled())];
    const reply = meet(
      trouble,
      authorization,
      () => answerPart(part),
      () => {},
    );
    return reply.kind === 'answer' ? [shown(reply.answer)] : [];
  }

  function inOrder(parts: readonly Part[]): readonly Part[] {
    switch (habits.partOrder) {
      case 'as asked':
        return parts;
      case 'reversed':
        return parts.toReversed();
      case 'shuffled':
        return random.shuffled(parts);
    }
  }

  function batch(request: WireRequest, trouble: Trouble | null): Reply {
    const parsed = batchSchema.safeParse(JSON.parse(request.text));
    if (!parsed.success) {
      offences.push(`a batch that is none: ${parsed.error.issues[0]?.path.join('.')}`);
      return { kind: 'answer', answer: manner.error(400, 'BadRequest'), cut: false };
    }
    const parts = inOrder(parsed.data.requests);
    check(parts);
    const work = (some: readonly Part[]): Answer => {
      const responses = some.flatMap((part) => {
        const call: Call = { place: 'part', method: part.method, path: part.url };
        return respond(part, weather()(call), request.authorization);
      });
      return { status: 200, body: { responses: random.shuffled(responses) } };
    };
    const half = () => void work(parts.slice(0, parts.length / 2));
    if (trouble === null) return { kind: 'answer', answer: work(parts), cut: false };
    return meet(trouble, request.authorization, () => work(parts), half);
  }

  function check(parts: readonly Part[]): void {
    if (new Set(parts.map(({ id }) => id)).size !== parts.length) offences.push('an id twice in a batch');
    const mailboxes = Map.groupBy(parts, ({ url }) => url.split('/')[2]);
    for (const [, ofMailbox] of mailboxes) {
      if (ofMailbox.length > 4) offences.push(`${ofMailbox.length} requests of one mailbox in a batch`);
    }
    for (const { headers, method, body } of parts) {
      if (headers.Prefer !== 'IdType="ImmutableId"') offences.push('a part that does not ask for immutable ids');
      const isWrite = method === 'POST' || method === 'PATCH';
      if (isWrite !== (body !== undefined)) offences.push(`${method} ${isWrite ? 'without' : 'with'} a body`);
    }
  }

  return {
    asked,
    offences,
    expire: (form) => directory.expire(form),
    reply(request) {
      const { method, url, authorization } = request;
      const isBatch = url.pathname === '/v1.0/$batch' && method === 'POST';
      if (!url.pathname.startsWith('/v1.0/')) offences.push(`a path without the version: ${url.pathname}`);
      if (!tokens.accepts(authorization)) {
        return { kind: 'answer', answer: manner.error(401, 'InvalidAuthenticationToken'), cut: false };
      }
      const path = url.pathname.slice('/v1.0'.length) + url.search;
      const trouble = weather()({ place: isBatch ? 'batch' : 'directory', method, path });
      if (isBatch) return batch(request, trouble);
      const work = () => directory.answer(new URL(path, graphUrl()));
      if (trouble === null) return { kind: 'answer', answer: work(), cut: false };
      return meet(trouble, authorization, work, () => {});
    },
  };
}
