import { expect, test } from 'vitest';
import { createCounters } from './counters.ts';

const create = { tenantId: 't', operation: 'contact.create', service: 'mailbox', mailboxId: 'm' } as const;

test('counts the wire, the parts, what reached mailboxes and what was written', () => {
  let nowMs = 1000;
  const counters = createCounters(() => nowMs);
  counters.http('entra');
  nowMs = 1500;
  counters.http('graph');
  counters.batch();
  counters.graphRequest({ ...create, status: 201, batched: true });
  counters.graphRequest({ ...create, status: 429, batched: true });
  counters.graphRequest({ ...create, operation: 'user.delta', service: 'directory', status: 200, batched: false });
  expect(counters.snapshot()).toMatchObject({
    httpRequests: 2,
    entraRequests: 1,
    graphHttpRequests: 1,
    batches: 1,
    batchParts: 2,
    mailboxRequests: 2,
    writes: 1,
    mailboxesWritten: 1,
    elapsedMs: 500,
    throttled: 1,
    byOperation: { 'contact.create': 2, 'user.delta': 1 },
    byStatus: { 200: 1, 201: 1, 429: 1 },
  });
});

test('a personal contact touched twice counts once', () => {
  const counters = createCounters();
  counters.personalTouched({ tenantId: 't', mailboxId: 'm', contactId: 'c', how: 'updated' });
  counters.personalTouched({ tenantId: 't', mailboxId: 'm', contactId: 'c', how: 'deleted' });
  expect(counters.snapshot().personalContactsTouched).toBe(1);
  counters.reset();
  expect(counters.snapshot().personalContactsTouched).toBe(0);
});
