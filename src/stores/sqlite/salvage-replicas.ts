import Database from 'better-sqlite3';
import { z } from 'zod';
import { param, type SqliteDatabase } from './database.ts';

/** What is damaged may read as anything: ids are printable. */
const id = z.string().regex(/^[\x21-\x7e]{1,200}$/);
const salvaged = z.object({ tenant_id: id, sync_id: id, mailbox_id: id, state: z.string() });

/** A mailbox that a sync has written to, and whether what is ours was being taken out of it. */
export interface SalvagedReplica {
  readonly tenantId: string;
  readonly syncId: string;
  readonly mailboxId: string;
  readonly isLeaving: boolean;
}

/**
 * Reads from a damaged database which mailboxes were written to, as far as it can be read: of those that are in no audience
 * any more, nothing else tells. Nothing else is taken over: it would be believed.
 */
export function salvageReplicas(file: string): readonly SalvagedReplica[] {
  const found: SalvagedReplica[] = [];
  try {
    const database = new Database(file, { readonly: true });
    try {
      for (const row of database.prepare('select * from replicas').iterate()) {
        const { success, data } = salvaged.safeParse(row);
        if (!success) continue;
        const { tenant_id: tenantId, sync_id: syncId, mailbox_id: mailboxId, state } = data;
        found.push({ tenantId, syncId, mailboxId, isLeaving: state === 'leaving' });
      }
    } finally {
      database.close();
    }
  } catch {
    // It is damaged: what was read until here is what there is.
  }
  return found;
}

/** Puts them into a new database: each is looked at before anything is written to it. @param now ISO UTC. */
export function putReplicas(database: SqliteDatabase, replicas: readonly SalvagedReplica[], now: string): void {
  const put = database.change(
    database.query
      .insertInto('replicas')
      .values({
        tenant_id: param('tenantId'),
        sync_id: param('syncId'),
        mailbox_id: param('mailboxId'),
        state: param('state'),
        version: 0,
        added_at: param('addedAt'),
      })
      .onConflict((conflict) => conflict.doNothing()),
  );
  database.transaction(() => {
    for (const { isLeaving, ...replica } of replicas) {
      put({ ...replica, state: isLeaving ? 'leaving' : 'unknown', addedAt: now });
    }
  });
}
