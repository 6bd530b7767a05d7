import type { Route } from '../graph/route.ts';

/** One request to Graph, alone or as a part of a batch, after it was answered. */
export interface GraphRequestEntry {
  readonly tenantId: string;
  readonly operation: string;
  readonly service: Route['service'];
  readonly mailboxId: string | null;
  readonly status: number;
  readonly batched: boolean;
}

/** An app changed or deleted a contact that was the person's own. */
export interface PersonalTouchEntry {
  readonly tenantId: string;
  readonly mailboxId: string;
  readonly contactId: string;
  readonly how: 'updated' | 'deleted' | 'photo';
}

/** What happened since the start or the last reset. */
export interface CountersSnapshot {
  /** Requests on the wire to Entra and Graph; a batch is one. */
  readonly httpRequests: number;
  readonly entraRequests: number;
  readonly graphHttpRequests: number;
  readonly batches: number;
  readonly batchParts: number;
  /** Requests to mailboxes, alone or in batches. */
  readonly mailboxRequests: number;
  /** Requests that created, changed or deleted a contact or its photo, and answered 2xx. */
  readonly writes: number;
  /** Different mailboxes that such a request reached. */
  readonly mailboxesWritten: number;
  /** Real time from the first request on the wire to the last answer. */
  readonly elapsedMs: number;
  readonly throttled: number;
  readonly byOperation: Readonly<Record<string, number>>;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly personalContactsTouched: number;
  /** The first 100 of them. */
  readonly personalTouches: readonly PersonalTouchEntry[];
}

export interface Counters {
  /** A request on the wire; a batch is one. */
  http(service: 'entra' | 'graph'): void;
  /** A `$batch` request was read; its parts are counted by `graphRequest`. */
  batch(): void;
  /** Each request on its own and each part of a batch. */
  graphRequest(entry: GraphRequestEntry): void;
  personalTouched(entry: PersonalTouchEntry): void;
  snapshot(): CountersSnapshot;
  reset(): void;
}

const contactWrites: ReadonlySet<string> = new Set([
  'contact.create',
  'contact.update',
  'contact.delete',
  'contactPhoto.update',
  'contactPhoto.delete',
]);
const touchesKept = 100;

/** Counts what the services report. A contact counts as touched once, however often it is changed. */
export function createCounters(nowMs: () => number = Date.now): Counters {
  let tally = emptyTally();
  return {
    http(service) {
      tally.firstAtMs ??= nowMs();
      if (service === 'entra') tally.entraRequests += 1;
      else tally.graphHttpRequests += 1;
    },
    batch() {
      tally.batches += 1;
    },
    graphRequest({ tenantId, operation, service, mailboxId, status, batched }) {
      tally.lastAtMs = nowMs();
      if (batched) tally.batchParts += 1;
      if (service === 'mailbox') tally.mailboxRequests += 1;
      if (status === 429) tally.throttled += 1;
      if (status < 300 && contactWrites.has(operation)) {
        tally.writes += 1;
        tally.mailboxesWritten.add(`${tenantId}/${mailboxId}`);
      }
      tally.byOperation.set(operation, (tally.byOperation.get(operation) ?? 0) + 1);
      tally.byStatus.set(status, (tally.byStatus.get(status) ?? 0) + 1);
    },
    personalTouched(entry) {
      tally.touchedIds.add(`${entry.tenantId}/${entry.mailboxId}/${entry.contactId}`);
      if (tally.touches.length < touchesKept) tally.touches.push(entry);
    },
    snapshot() {
      const { entraRequests, graphHttpRequests, batches, batchParts, mailboxRequests, writes, throttled } = tally;
      return {
        httpRequests: entraRequests + graphHttpRequests,
        entraRequests,
        graphHttpRequests,
        batches,
        batchParts,
        mailboxRequests,
        writes,
        mailboxesWritten: tally.mailboxesWritten.size,
        elapsedMs: Math.max(0, tally.lastAtMs - (tally.firstAtMs ?? tally.lastAtMs)),
        throttled,
        byOperation: Object.fromEntries(tally.byOperation),
        byStatus: Object.fromEntries(tally.byStatus),
        personalContactsTouched: tally.touchedIds.size,
        personalTouches: [...tally.touches],
      };
    },
    reset() {
      tally = emptyTally();
    },
  };
}

function emptyTally() {
  return {
    entraRequests: 0,
    graphHttpRequests: 0,
    batches: 0,
    batchParts: 0,
    mailboxRequests: 0,
    writes: 0,
    mailboxesWritten: new Set<string>(),
    firstAtMs: null as number | null,
    lastAtMs: 0,
    throttled: 0,
    byOperation: new Map<string, number>(),
    byStatus: new Map<number, number>(),
    touchedIds: new Set<string>(),
    touches: [] as PersonalTouchEntry[],
  };
}
