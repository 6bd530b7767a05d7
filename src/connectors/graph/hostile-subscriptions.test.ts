import { test as property } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect } from 'vitest';
import { ConnectorError } from '../../runs/connector-error.ts';
import { createFakeTokens } from './fake-graph.ts';
import { anyMutation, mutate } from './hostile-mutations.test-fixture.ts';
import { hostileParameters } from './hostile-parameters.test-fixture.ts';
import { createChangeSubscriptions } from './subscriptions.ts';

const { parameters, timeoutMs } = hostileParameters(150);
const graphUrl = 'https://graph.test';
const id = 'bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb';
const expirationDateTime = '2026-01-08T00:00:00.000Z';
const notificationUrl = 'https://ringbook.example/graph/notifications';
const request = {
  list: 'users',
  notificationUrl,
  lifecycleUrl: 'https://ringbook.example/graph/lifecycle',
  clientState: 'secret',
  expiresAt: expirationDateTime,
} as const;
const conflict = { status: 409, headers: {}, text: '{"error":{"code":"ExtensionError","message":"exists"}}' };

/** A service whose answers to some kind of request are what is given. */
function subscriptionsAt(hostile: 'POST' | 'GET' | 'PATCH', text: string, urls: string[]) {
  let created = 0;
  return createChangeSubscriptions({
    entraTenantId: 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa',
    graphUrl,
    tokens: createFakeTokens(),
    now: () => Date.parse('2026-01-01T00:00:00.000Z'),
    send: async ({ url, method }) => {
      urls.push(`${method} ${url}`);
      if (method === 'DELETE') return { status: 204, headers: {}, text: '' };
      if (method === hostile) return { status: 200, headers: {}, text };
      if (method === 'POST') {
        created += 1;
        return created === 1 && hostile === 'GET'
          ? conflict
          : { status: 201, headers: {}, text: JSON.stringify({ id, expirationDateTime }) };
      }
      return { status: 200, headers: {}, text: '{"value":[]}' };
    },
  });
}

const never = new AbortController().signal;
const good = {
  POST: { id, expirationDateTime },
  PATCH: { id, expirationDateTime },
  GET: { value: [{ id, resource: 'users', notificationUrl }] },
};

property.prop([fc.constantFrom('POST', 'GET', 'PATCH'), anyMutation], parameters)(
  'whatever is answered about subscriptions: one of ours, or a named error, and no other host is asked',
  async (kind, mutation) => {
    const urls: string[] = [];
    const subscriptions = subscriptionsAt(kind, mutate(good[kind], mutation).text, urls);
    try {
      const found =
        kind === 'PATCH'
          ? await subscriptions.renew(id, expirationDateTime, never)
          : await subscriptions.subscribe(request, never);
      if (found !== null) {
        expect(found.subscriptionId).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
        expect(new Date(found.expiresAt).toISOString()).toBe(found.expiresAt);
      }
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
    }
    expect(
      urls.filter((url) => !/^(GET|POST|PATCH|DELETE) https:\/\/graph\.test\/v1\.0\/subscriptions/.test(url)),
    ).toEqual([]);
    expect(urls.length).toBeLessThan(50);
  },
  timeoutMs,
);
