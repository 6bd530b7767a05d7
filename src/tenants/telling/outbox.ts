import { z } from 'zod';
import type { DocumentStore, StoredDocument } from '../documents.ts';
import type { Notice, Notices } from '../notices.ts';
import type { TenantId } from '../ports.ts';
import { type MailKind, type MailSettings, mailKinds } from './mail-settings.ts';
import { retryAt } from './retry-later.ts';
import { eventOf, type Webhook } from './webhooks.ts';

/** What came of one try. `again`: perhaps later; `never`: it is no use. */
export type Sent = { readonly kind: 'sent' } | { readonly kind: 'again' } | { readonly kind: 'never' };

/** A message: one notice by one way, so that what arrived is not sent twice. It holds no text; that is made when it is sent. */
export interface Message {
  /** The same at every try: receivers know by it what they have already. */
  readonly messageId: string;
  readonly notice: Notice;
  readonly way:
    | { readonly kind: 'mail'; readonly recipient: string }
    | { readonly kind: 'webhook'; readonly webhookId: string };
  /** ISO UTC. */
  readonly createdAt: string;
}

export interface OutboxPorts {
  readonly documents: DocumentStore;
  /** ISO UTC. */
  readonly now: () => string;
  readonly newId: () => string;
  /** Null: mail cannot be sent. */
  mailSettings(tenantId: TenantId): Promise<MailSettings | null>;
  webhooks(tenantId: TenantId): Promise<readonly Webhook[]>;
  /** Tries once. A way that is not set up any more is `never`. */
  send(tenantId: TenantId, message: Message, signal: AbortSignal): Promise<Sent>;
  /** Something is to be sent: told without waiting for it. */
  wake(tenantId: TenantId): void;
}

export interface Outbox extends Notices {
  /** Sends what is due, each way in its order and different ways side by side. One after the other for a tenant. */
  sendDue(tenantId: TenantId, signal: AbortSignal): Promise<void>;
}

export const outboxKind = 'outbox';

/** Keeps what is to be told until it has arrived or is given up after a day. */
export function createOutbox(ports: OutboxPorts): Outbox {
  const { documents, now, newId } = ports;

  async function put(tenantId: TenantId, notice: Notice, way: Message['way']): Promise<void> {
    const at = now();
    const content: Entry = { notice, way, createdAt: at, tries: 0, nextAt: at };
    await documents.putDocument(tenantId, outboxKind, newId(), content, 0);
  }

  async function tryOne(tenantId: TenantId, { stored, entry }: Due, signal: AbortSignal): Promise<Sent['kind']> {
    const { notice, way, createdAt } = entry;
    const { kind } = await ports.send(tenantId, { messageId: stored.documentId, notice, way, createdAt }, signal);
    // Stopped in the middle: whether it arrived is not known, and the next start tries it.
    if (kind === 'again' && signal.aborted) return kind;
    const tries = entry.tries + 1;
    const nextAt = kind === 'again' ? retryAt(tries, createdAt, now()) : null;
    if (nextAt === null) await documents.removeDocument(tenantId, outboxKind, stored.documentId);
    else
      await documents.putDocument(
        tenantId,
        outboxKind,
        stored.documentId,
        { ...entry, tries, nextAt },
        stored.revision,
      );
    return kind;
  }

  async function sendOneWay(tenantId: TenantId, due: readonly Due[], signal: AbortSignal): Promise<void> {
    for (const one of due) {
      if (signal.aborted) return;
      // What stands behind one that did not get through would not either.
      if ((await tryOne(tenantId, one, signal)) === 'again') return;
    }
  }

  async function sendAllDue(tenantId: TenantId, signal: AbortSignal): Promise<void> {
    const at = now();
    const entries = (await documents.documents(tenantId, outboxKind)).map(toDue);
    const due = entries.filter(({ entry }) => entry.nextAt <= at);
    const ordered = due.toSorted((one, other) => (one.entry.createdAt < other.entry.createdAt ? -1 : 1));
    const ways = Object.values(Object.groupBy(ordered, ({ entry }) => wayOf(entry.way)));
    await Promise.all(ways.map((way) => sendOneWay(tenantId, way ?? [], signal)));
  }

  const sending = new Map<TenantId, Promise<void>>();

  return {
    async tell(tenantId, notice) {
      const mail = await ports.mailSettings(tenantId);
      if (mail !== null && isMailKind(notice.kind) && mail.on.includes(notice.kind)) {
        for (const recipient of mail.recipients) await put(tenantId, notice, { kind: 'mail', recipient });
      }
      const event = eventOf(notice);
      for (const { webhookId, events } of event === null ? [] : await ports.webhooks(tenantId)) {
        if (events.some((one) => one === event)) await put(tenantId, notice, { kind: 'webhook', webhookId });
      }
      ports.wake(tenantId);
    },
    sendDue(tenantId, signal) {
      const running = sending.get(tenantId);
      if (running !== undefined) return running;
      const started = sendAllDue(tenantId, signal).finally(() => sending.delete(tenantId));
      sending.set(tenantId, started);
      return started;
    },
  };
}

export function isMailKind(kind: Notice['kind']): kind is MailKind {
  return mailKinds.some((one) => one === kind);
}

/** All mail goes through one server. */
function wayOf(way: Message['way']): string {
  return way.kind === 'mail' ? 'mail' : way.webhookId;
}

const id = z.string();
const count = z.number();
const ofRun = { syncId: id, runId: id };
const noticeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('consent-withdrawn'), connectionId: id }),
  z.strictObject({ kind: z.literal('consent-given'), connectionId: id }),
  z.strictObject({ kind: z.literal('run-held'), ...ofRun }),
  z.strictObject({ kind: z.literal('run-failed'), ...ofRun, reason: z.string().nullable() }),
  z.strictObject({ kind: z.literal('mailboxes-unavailable'), ...ofRun, mailboxes: count }),
  z.strictObject({
    kind: z.literal('run-ended'),
    ...ofRun,
    state: z.enum(['done', 'held', 'refused', 'cancelled', 'failed']),
    created: count,
    updated: count,
    deleted: count,
    issues: count,
  }),
  z.strictObject({ kind: z.literal('tenant-left') }),
  z.strictObject({ kind: z.literal('weekly-report') }),
]) satisfies z.ZodType<Notice>;

const entrySchema = z.strictObject({
  notice: noticeSchema,
  way: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('mail'), recipient: z.string() }),
    z.strictObject({ kind: z.literal('webhook'), webhookId: id }),
  ]),
  createdAt: z.string(),
  tries: count,
  nextAt: z.string(),
});

type Entry = z.infer<typeof entrySchema>;

interface Due {
  readonly stored: StoredDocument;
  readonly entry: Entry;
}

function toDue(stored: StoredDocument): Due {
  return { stored, entry: entrySchema.parse(stored.content) };
}
