import { expect, test } from 'vitest';
import { createMemoryStores } from '../../stores/memory/create-memory-stores.ts';
import type { Notice } from '../notices.ts';
import { createOutbox, type Message, type OutboxPorts, outboxKind, type Sent } from './outbox.ts';
import type { Webhook } from './webhooks.ts';

const tenantId = 't';
const never = new AbortController().signal;
const held: Notice = { kind: 'run-held', syncId: 's', runId: 'r' };
const failed: Notice = { kind: 'run-failed', syncId: 's', runId: 'r', reason: 'throttled' };

const webhook = (webhookId: string, events: Webhook['events']): Webhook => ({
  webhookId,
  url: 'https://contoso.example',
  events,
  secret: 'whsec_',
  createdAt: '2026-01-01T00:00:00.000Z',
  lastDelivery: null,
});

/** An outbox of two recipients and two webhooks; sending comes to what is said by way, else it works. */
function openOutbox(change: Partial<OutboxPorts> = {}) {
  let now = Date.parse('2026-03-01T00:00:00.000Z');
  let ids = 0;
  const { documents } = createMemoryStores({ now: () => new Date(now).toISOString() });
  const sent: string[] = [];
  const answers = new Map<string, Sent['kind']>();
  const nameOf = ({ way }: Message) => (way.kind === 'mail' ? way.recipient : way.webhookId);
  const ports: OutboxPorts = {
    documents,
    now: () => new Date(now).toISOString(),
    newId: () => `message-${++ids}`,
    mailSettings: async () => ({ recipients: ['a@b.example', 'c@d.example'], language: 'en', on: ['run-held'] }),
    webhooks: async () => [webhook('w1', ['run.held', 'run.failed']), webhook('w2', ['run.failed'])],
    async send(_, message) {
      sent.push(`${nameOf(message)} ${message.notice.kind}`);
      return { kind: answers.get(nameOf(message)) ?? 'sent' };
    },
    wake: () => {},
    ...change,
  };
  const left = async () => (await documents.documents(tenantId, outboxKind)).map(({ documentId }) => documentId);
  const wait = (minutes: number) => {
    now += minutes * 60_000;
  };
  return { outbox: createOutbox(ports), documents, sent, answers, left, wait };
}

test('each way hears what it wants to hear, once', async () => {
  const { outbox, sent, left } = openOutbox();
  await outbox.tell(tenantId, held);
  await outbox.tell(tenantId, failed);
  await outbox.sendDue(tenantId, never);
  await outbox.sendDue(tenantId, never);
  expect(sent.toSorted()).toEqual([
    'a@b.example run-held',
    'c@d.example run-held',
    'w1 run-failed',
    'w1 run-held',
    'w2 run-failed',
  ]);
  expect(await left()).toEqual([]);
});

test('where mail cannot be sent, none is kept', async () => {
  const { outbox, sent } = openOutbox({ mailSettings: async () => null });
  await outbox.tell(tenantId, held);
  await outbox.sendDue(tenantId, never);
  expect(sent).toEqual(['w1 run-held']);
});

test('what did not get through is tried again later, in its order, and holds nobody else up', async () => {
  const { outbox, sent, answers, wait, left } = openOutbox();
  answers.set('w1', 'again');
  await outbox.tell(tenantId, held);
  wait(0.001);
  await outbox.tell(tenantId, failed);
  await outbox.sendDue(tenantId, never);
  expect(sent.filter((line) => line.startsWith('w1'))).toEqual(['w1 run-held']);
  expect(sent).toContain('w2 run-failed');
  answers.delete('w1');
  sent.length = 0;
  wait(0.5);
  await outbox.sendDue(tenantId, never);
  wait(1);
  await outbox.sendDue(tenantId, never);
  expect(sent.toSorted()).toEqual(['w1 run-failed', 'w1 run-held']);
  expect(await left()).toEqual([]);
});

test('after a day it is given up', async () => {
  const { outbox, sent, answers, wait, left } = openOutbox();
  for (const way of ['a@b.example', 'c@d.example', 'w1']) answers.set(way, 'again');
  await outbox.tell(tenantId, held);
  for (let minute = 0; minute < 25 * 60; minute += 10) {
    await outbox.sendDue(tenantId, never);
    wait(10);
  }
  expect(await left()).toEqual([]);
  expect(sent.filter((line) => line.startsWith('w1'))).toHaveLength(8);
});

test('what is of no use is not tried again', async () => {
  const { outbox, sent, answers, wait } = openOutbox();
  answers.set('w1', 'never');
  await outbox.tell(tenantId, held);
  await outbox.sendDue(tenantId, never);
  wait(60);
  await outbox.sendDue(tenantId, never);
  expect(sent.filter((line) => line.startsWith('w1'))).toHaveLength(1);
});

test('the same message has the same id at each try', async () => {
  const ids: string[] = [];
  const { outbox, wait } = openOutbox({
    mailSettings: async () => null,
    async send(_, { messageId }) {
      ids.push(messageId);
      return { kind: 'again' };
    },
  });
  await outbox.tell(tenantId, held);
  await outbox.sendDue(tenantId, never);
  wait(2);
  await outbox.sendDue(tenantId, never);
  expect(ids).toEqual(['message-1', 'message-1']);
});

test('stopped while it is sent, it counts as not tried', async () => {
  const stop = new AbortController();
  const { outbox, documents } = openOutbox({
    mailSettings: async () => null,
    async send() {
      stop.abort();
      return { kind: 'again' };
    },
  });
  await outbox.tell(tenantId, held);
  await outbox.sendDue(tenantId, stop.signal);
  const [stored] = await documents.documents(tenantId, outboxKind);
  expect(stored).toMatchObject({ revision: 1, content: { tries: 0 } });
});

test('asked twice at a time, nothing is sent twice', async () => {
  const { outbox, sent } = openOutbox();
  await outbox.tell(tenantId, held);
  await Promise.all([outbox.sendDue(tenantId, never), outbox.sendDue(tenantId, never)]);
  expect(sent).toHaveLength(3);
});
