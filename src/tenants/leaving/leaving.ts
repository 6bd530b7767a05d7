import { z } from 'zod';
import type { DocumentStore } from '../documents.ts';
import type { Tenant, TenantId } from '../ports.ts';
import type { SealedCertificate, StoredAmount, TenantData } from '../tenant-data.ts';
import { makeCertificate } from './certificate.ts';

/** How far a tenant is with leaving. */
export interface Leaving {
  readonly state: 'uninstalling' | 'failed';
  readonly mailboxes: number;
  readonly mailboxesDone: number;
  /** A failure code (docs/errors.md), `not-connected`, or `mailboxes-failed`. */
  readonly reason: string | null;
  /** Whoever knows it can read the certificate when the tenant is gone. */
  readonly certificateId: string;
}

/** What came of taking everything out of mailboxes. */
export type Uninstalled =
  | { readonly kind: 'done' }
  /** The program ends: it goes on with the next start. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly reason: string };

export interface LeavingPorts {
  readonly documents: DocumentStore;
  readonly data: TenantData;
  /** ISO UTC. */
  readonly now: () => string;
  readonly certificates: {
    newId(): string;
    hashOf(id: string): string;
    seal(id: string, text: string): Uint8Array;
  };
  tenant(tenantId: TenantId): Promise<Tenant | null>;
  /** Mailboxes that hold something of ours, as far as is known. */
  countMailboxes(tenantId: TenantId): Promise<number>;
  /** Nothing is started any more: syncs, subscriptions. */
  pauseAll(tenantId: TenantId): Promise<void>;
  /** Takes everything of all syncs out of all mailboxes. @param onDone Told how many mailboxes are done. */
  uninstallAll(tenantId: TenantId, onDone: (mailboxes: number) => void, signal: AbortSignal): Promise<Uninstalled>;
  /** Programs hear of it while there still are any. */
  tellLeft(tenantId: TenantId, signal: AbortSignal): Promise<void>;
  /** Removes what is beside the database. @returns How much there was. */
  removeFiles(tenantId: TenantId): Promise<readonly StoredAmount[]>;
  /** Runs the work while nothing else works with the tenant; waits until that is so. */
  alone(tenantId: TenantId, work: () => Promise<void>, signal: AbortSignal): Promise<void>;
  /** The tenant's key is gone. */
  forgetKey(tenantId: TenantId): void;
}

export interface Leavings {
  /** Notes that the tenant leaves; `work` does it. One that failed begins again. */
  begin(tenantId: TenantId, uninstall: boolean): Promise<Leaving>;
  /** Null: it does not leave. */
  state(tenantId: TenantId): Promise<Leaving | null>;
  /** Goes on with leaving until it is done, has failed, or the signal comes. Does nothing for who does not leave. */
  work(tenantId: TenantId, signal: AbortSignal): Promise<void>;
}

const kind = 'leaving';
const schema = z.strictObject({
  state: z.enum(['uninstalling', 'failed']),
  uninstall: z.boolean(),
  requestedAt: z.string(),
  certificateId: z.string(),
  mailboxes: z.int(),
  reason: z.string().nullable(),
});
type Noted = z.infer<typeof schema>;

/** Nothing of a tenant that leaves is to begin any more. */
export async function isLeaving(documents: DocumentStore, tenantId: TenantId): Promise<boolean> {
  const stored = await documents.document(tenantId, kind, kind);
  return stored !== null && schema.parse(stored.content).state === 'uninstalling';
}

/**
 * Leaves for good: everything out of mailboxes, then everything of the tenant out of our stores with its key, in one step
 * with the certificate. Where it is, is noted: broken off anywhere, it goes on.
 */
export function createLeavings(ports: LeavingPorts): Leavings {
  const { documents, data, now, certificates } = ports;
  const working = new Map<TenantId, Promise<void>>();
  const mailboxesDone = new Map<TenantId, number>();

  async function noted(tenantId: TenantId): Promise<{ readonly revision: number; readonly content: Noted } | null> {
    const stored = await documents.document(tenantId, kind, kind);
    return stored === null ? null : { revision: stored.revision, content: schema.parse(stored.content) };
  }

  function toLeaving(tenantId: TenantId, { state, mailboxes, reason, certificateId }: Noted): Leaving {
    // Mailboxes are looked into also where nothing of ours is known to be.
    const done = Math.min(mailboxesDone.get(tenantId) ?? 0, mailboxes);
    return { state, mailboxes, mailboxesDone: done, reason, certificateId };
  }

  async function fail(tenantId: TenantId, content: Noted, reason: string): Promise<void> {
    const known = await noted(tenantId);
    const failed: Noted = { ...content, state: 'failed', reason };
    if (known !== null) await documents.putDocument(tenantId, kind, kind, failed, known.revision);
  }

  async function remove(tenantId: TenantId, content: Noted, signal: AbortSignal): Promise<void> {
    const tenant = await ports.tenant(tenantId);
    if (tenant === null) return;
    const mailboxesLeft = await ports.countMailboxes(tenantId);
    await ports.tellLeft(tenantId, signal);
    const files = await ports.removeFiles(tenantId);
    const certify = (rows: readonly StoredAmount[]): SealedCertificate => {
      const deletedAt = now();
      const deleted = [...rows, ...files].filter(({ what, entries }) => what !== 'sessions' && entries > 0);
      const certificate = makeCertificate({
        tenantName: tenant.name,
        requestedAt: content.requestedAt,
        deletedAt,
        mailboxesCleaned: Math.max(0, content.mailboxes - mailboxesLeft),
        mailboxesLeft,
        deleted: deleted.map(({ what, entries }) => ({ what, entries })),
      });
      const { certificateId: id } = content;
      return { idHash: certificates.hashOf(id), deletedAt, sealed: certificates.seal(id, JSON.stringify(certificate)) };
    };
    await data.removeTenant(tenantId, certify);
    ports.forgetKey(tenantId);
  }

  async function goOn(tenantId: TenantId, signal: AbortSignal): Promise<void> {
    const content = (await noted(tenantId))?.content;
    if (content?.state !== 'uninstalling') return;
    await ports.pauseAll(tenantId);
    if (content.uninstall) {
      const onDone = (mailboxes: number) => void mailboxesDone.set(tenantId, mailboxes);
      const uninstalled = await ports.uninstallAll(tenantId, onDone, signal);
      if (uninstalled.kind === 'failed') return fail(tenantId, content, uninstalled.reason);
      if (uninstalled.kind === 'stopped') return;
    }
    await ports.alone(tenantId, () => remove(tenantId, content, signal), signal);
  }

  return {
    async begin(tenantId, uninstall) {
      const known = await noted(tenantId);
      if (known?.content.state === 'uninstalling') return toLeaving(tenantId, known.content);
      const content: Noted = {
        state: 'uninstalling',
        uninstall,
        requestedAt: known?.content.requestedAt ?? now(),
        certificateId: known?.content.certificateId ?? certificates.newId(),
        // Of a try that failed, those that were cleaned count, too.
        mailboxes: known?.content.mailboxes ?? (await ports.countMailboxes(tenantId)),
        reason: null,
      };
      await documents.putDocument(tenantId, kind, kind, content, known?.revision ?? 0);
      return toLeaving(tenantId, content);
    },
    async state(tenantId) {
      const known = await noted(tenantId);
      return known === null ? null : toLeaving(tenantId, known.content);
    },
    work(tenantId, signal) {
      const running = working.get(tenantId);
      if (running !== undefined) return running;
      const started = goOn(tenantId, signal).finally(() => {
        working.delete(tenantId);
        mailboxesDone.delete(tenantId);
      });
      working.set(tenantId, started);
      return started;
    },
  };
}
