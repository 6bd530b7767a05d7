import type { MemoryCall, MemoryOperation } from '../connectors/memory/fault-script.ts';
import { StoreError } from '../stores/store-error.ts';
import { ConnectorError } from './connector-error.ts';
import type { Stop } from './context.ts';
import { type Company, edit, itemsOf } from './fault-model-company.test-fixture.ts';
import type { Event, Happening } from './fault-model-history.test-fixture.ts';
import type { RunWorld } from './run-world.test-fixture.ts';

/** The process is gone. */
class Kill extends Error {}

/** Told of every request to the outside and every call of a store. @param call Null: of a store. */
export type Tick = (name: string, when: Event['when'], call: MemoryCall | null) => void;

/** What was seen while some work was under way. */
export interface Seen {
  /** In order. */
  readonly happened: readonly Happening[];
  /** Requests for lists that were not read to their end. */
  readonly brokenReads: ReadonlySet<string>;
  /** Requests that took effect. */
  readonly effects: readonly MemoryCall[];
}

const isList: ReadonlySet<string> = new Set(['source.page', 'org-contacts.page', 'mailboxes.page', 'folder.changes']);
const isLost: ReadonlySet<string> = new Set(['unavailable', 'unknown-outcome']);

/** Lets events happen when their time has come, and takes down what is seen. */
export function createScript(w: RunWorld, company: Company, events: readonly Event[]) {
  const waiting = events.map((event) => ({ event, left: event.skip, isOver: false }));
  const drain = new AbortController();
  const cancel = new AbortController();
  const happened: Happening[] = [];
  const brokenReads = new Set<string>();
  const effects: MemoryCall[] = [];
  let isKilled = false;

  function happen(what: Happening, name: string, call: MemoryCall | null): void {
    switch (what.kind) {
      case 'fail':
        noteLie(company, what.code, call);
        throw new ConnectorError({ code: what.code, detail: 'as the history says' });
      case 'cut':
        if (call !== null && isList.has(name)) w.world.faults.add(cutOf(call.operation));
        return;
      case 'store-full':
        throw new StoreError('full', 'as the history says');
      case 'kill':
        isKilled = true;
        throw new Kill();
      case 'drain':
        drain.abort();
        return;
      case 'cancel':
        cancel.abort();
        return;
      case 'person':
      case 'remove-person':
      case 'card':
      case 'remove-card':
      case 'empty':
      case 'expire-cursors':
      case 'licence':
      case 'mailbox-state':
      case 'owner':
        edit(w, company, what);
        return;
    }
  }

  const tick: Tick = (name, when, call) => {
    if (isKilled) throw new Kill();
    for (const entry of waiting) {
      const { at, what } = entry.event;
      if (entry.isOver || entry.event.when !== when || (at !== null && at !== name) || !fits(entry.event, call))
        continue;
      entry.left -= 1;
      if (entry.left >= 0) continue;
      entry.isOver = true;
      happened.push(what);
      try {
        happen(what, name, call);
      } finally {
        if (isList.has(name) && breaksReads(what)) brokenReads.add(name);
      }
    }
  };

  return {
    tick,
    stop: { drain: drain.signal, cancel: cancel.signal } satisfies Stop,
    isKilled: () => isKilled,
    tookEffect(call: MemoryCall) {
      effects.push(call);
      tick(call.operation, 'after', call);
    },
    seen: (): Seen => ({ happened, brokenReads, effects }),
  };
}

/** A cursor that expired is answered by a read of everything. */
function breaksReads(what: Happening): boolean {
  if (what.kind === 'fail') return what.code !== 'cursor-expired';
  return what.kind === 'cut' || what.kind === 'kill' || what.kind === 'drain' || what.kind === 'cancel';
}

const cutOf = (operation: MemoryOperation) => ({ operation, fault: { kind: 'no-cursor' } }) as const;

/** Could this happen to this request, or call of a store? */
function fits({ what, when }: Event, call: MemoryCall | null): boolean {
  if (what.kind === 'store-full') return call === null;
  if (what.kind !== 'fail') return true;
  if (call === null) return false;
  // A refusal of what was carried out would be a lie that nobody could live with.
  if (when === 'after' && call.operation.startsWith('item.')) return isLost.has(what.code);
  switch (what.code) {
    // Of a card that is to go there is nothing that could be refused.
    case 'invalid-item':
      return call.operation === 'item.create' || call.operation === 'item.update';
    case 'cursor-expired':
      return isList.has(call.operation);
    case 'conflict':
      return call.operation.startsWith('item.') || call.operation.startsWith('folder.');
    case 'mailbox-not-enabled':
    case 'mailbox-on-premises':
    case 'mailbox-not-found':
    case 'mailbox-access-denied':
    case 'mailbox-full':
      return call.mailboxId !== null;
    case 'throttled':
    case 'unavailable':
    case 'unknown-outcome':
    case 'unauthorized':
    case 'consent-withdrawn':
    case 'permission-missing':
    case 'not-found':
    case 'invalid-answer':
    case 'cancelled':
      return true;
  }
}

function noteLie(company: Company, code: string, call: MemoryCall | null): void {
  const mailbox = company.mailboxes.find(({ mailboxId }) => mailboxId === call?.mailboxId);
  if (mailbox === undefined) return;
  if (code === 'invalid-item' && typeof call?.itemId === 'string') mailbox.refused.add(call.itemId);
  if (code === 'not-found' || code === 'mailbox-not-found') mailbox.mayShowTwice = true;
}

/** Items that came or went while something was under way: nobody can say what is right for them at any moment of it. */
export function unsteadyItems(happened: readonly Happening[]): ReadonlySet<string> {
  return new Set(happened.flatMap((what) => ('number' in what ? itemsOf(what) : [])));
}
