import { z } from 'zod';
import type { FaultRule } from '../faults/registry.ts';
import { WorldError } from '../world/errors.ts';
import { type ControlRoute, created, done, ok, readBody } from './call.ts';

const when = z.enum(['before', 'after']).default('before');
const fault = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('status'),
    status: z.number().int().min(400).max(599),
    code: z.string().exactOptional(),
    message: z.string().exactOptional(),
    retryAfter: z
      .strictObject({ form: z.enum(['seconds', 'date']), seconds: z.number().nonnegative() })
      .nullable()
      .exactOptional(),
    when,
  }),
  z.strictObject({ kind: z.literal('hang'), when }),
  z.strictObject({ kind: z.literal('reset'), when }),
  z.strictObject({ kind: z.literal('slow'), delayMs: z.number().nonnegative() }),
  z.strictObject({ kind: z.literal('truncate') }),
  z.strictObject({ kind: z.literal('token-rejected') }),
  z.strictObject({
    kind: z.literal('delta-expired'),
    form: z.enum(['410-location', '410-resyncRequired', '400-syncStateNotFound', '400-SyncStateInvalid']),
  }),
  z.strictObject({
    kind: z.literal('partial-page'),
    mode: z.enum(['empty-with-next', 'missing-next', 'repeat-items']),
  }),
  z.strictObject({ kind: z.literal('body'), body: z.unknown() }),
]);
const pattern = z.string().refine(isPattern, 'must be a regular expression');
const ruleBody = z.strictObject({
  match: z
    .strictObject({
      service: z.enum(['entra', 'graph']).exactOptional(),
      scope: z.enum(['outer', 'part', 'single']).exactOptional(),
      operation: z.string().exactOptional(),
      method: z.string().exactOptional(),
      pathPattern: pattern.exactOptional(),
      tenantId: z.string().exactOptional(),
      mailboxId: z.string().exactOptional(),
    })
    .default({}),
  fault,
  times: z.number().int().nonnegative().exactOptional(),
  skip: z.number().int().nonnegative().exactOptional(),
  probability: z.number().min(0).max(1).exactOptional(),
}) satisfies z.ZodType<FaultRule>;

/** What goes wrong, and how often. */
export const faultRoutes: readonly ControlRoute[] = [
  { method: 'GET', pattern: '/faults', answer: ({ faults }) => ok({ value: faults.list() }) },
  {
    method: 'POST',
    pattern: '/faults',
    answer: ({ faults, request }) => created({ id: faults.add(readBody(request, ruleBody)) }),
  },
  {
    method: 'DELETE',
    pattern: '/faults',
    answer: ({ faults }) => {
      faults.clear();
      return done;
    },
  },
  {
    method: 'DELETE',
    pattern: '/faults/{}',
    answer: ({ faults, params }) => {
      const [id = ''] = params;
      if (!faults.list().some((active) => active.id === id)) {
        throw new WorldError('not-found', `There is no fault '${id}'; it may be used up.`);
      }
      faults.clear(id);
      return done;
    },
  },
];

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}
