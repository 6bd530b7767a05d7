import { z } from 'zod';
import { trustEndpoints } from '../graph/subscriptions/sender.ts';
import { WorldError } from '../world/errors.ts';
import type { SimApp } from '../world/model.ts';
import { loadWorld, saveWorld } from '../world/state-file.ts';
import { settingsSchema } from '../world/state-schema.ts';
import { type ControlRoute, done, ok, readBody } from './call.ts';

const clockBody = z.strictObject({ advanceMs: z.number().int().nonnegative() });
const trustBody = z.strictObject({ pem: z.string().includes('-----BEGIN CERTIFICATE-----') });
const fileBody = z.strictObject({ file: z.string().min(1) });
const settingsBody = settingsSchema.partial().strict();
const guid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'must be a GUID');
const appBody = z.strictObject({
  appId: guid.toLowerCase(),
  displayName: z.string().exactOptional(),
  redirectUris: z.array(z.string()).exactOptional(),
  certificates: z.array(z.string().includes('-----BEGIN CERTIFICATE-----')).exactOptional(),
  secrets: z
    .array(z.strictObject({ value: z.string().min(1), expiresAtMs: z.number().nullable().default(null) }))
    .exactOptional(),
  requiredRoles: z.array(z.string()).exactOptional(),
});

/** Health, settings, time, app registrations, request counts, and saving it all. */
export const worldRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    pattern: '/health',
    answer: ({ world }) =>
      ok({ status: 'ok', now: new Date(world.clock.nowMs()).toISOString(), tenants: world.tenants.size }),
  },
  { method: 'GET', pattern: '/settings', answer: ({ world }) => ok(world.settings) },
  {
    method: 'PATCH',
    pattern: '/settings',
    answer: ({ world, request }) => {
      Object.assign(world.settings, readBody(request, settingsBody));
      return ok(world.settings);
    },
  },
  { method: 'GET', pattern: '/clock', answer: ({ world }) => ok(showClock(world)) },
  {
    method: 'POST',
    pattern: '/clock',
    answer: ({ world, request }) => {
      world.clock.advance(readBody(request, clockBody).advanceMs);
      return ok(showClock(world));
    },
  },
  {
    method: 'POST',
    pattern: '/endpoint-authorities',
    answer: ({ world, request }) => {
      trustEndpoints(world, [readBody(request, trustBody).pem]);
      return done;
    },
  },
  { method: 'GET', pattern: '/apps', answer: ({ world }) => ok({ value: [...world.apps.values()] }) },
  {
    method: 'POST',
    pattern: '/apps',
    answer: ({ world, request }) => {
      const body = readBody(request, appBody);
      const app: SimApp = {
        displayName: body.appId,
        redirectUris: [],
        certificates: [],
        secrets: [],
        requiredRoles: [],
        ...world.apps.get(body.appId),
        ...body,
      };
      world.apps.set(app.appId, app);
      return ok(app);
    },
  },
  {
    method: 'DELETE',
    pattern: '/apps/{}',
    answer: ({ world, params }) => {
      const appId = (params[0] ?? '').toLowerCase();
      if (!world.apps.delete(appId)) throw new WorldError('not-found', `There is no app '${appId}'.`);
      return done;
    },
  },
  { method: 'GET', pattern: '/requests', answer: ({ counters }) => ok(counters.snapshot()) },
  {
    method: 'POST',
    pattern: '/requests/reset',
    answer: ({ counters }) => {
      counters.reset();
      return done;
    },
  },
  {
    method: 'POST',
    pattern: '/state/save',
    answer: async ({ world, personal, request }) => {
      await saveWorld(world, personal, readBody(request, fileBody).file);
      return done;
    },
  },
  {
    method: 'POST',
    pattern: '/state/load',
    answer: async ({ world, personal, request }) => {
      const { file } = readBody(request, fileBody);
      await loadWorld(world, personal, file).catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        throw new WorldError('invalid', `The state cannot be loaded: ${why}`, 'file');
      });
      return done;
    },
  },
];

function showClock({ clock }: { readonly clock: { nowMs(): number; readonly offsetMs: number } }): object {
  return { now: new Date(clock.nowMs()).toISOString(), offsetMs: clock.offsetMs };
}
