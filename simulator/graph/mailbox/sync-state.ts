import type { SimMailbox } from '../../world/model.ts';
import { GraphError } from '../errors.ts';
import type { ODataQuery } from '../odata/query.ts';

/**
 * Where a delta goes on: all that the service needs is in the token, so that nothing is kept for a client.
 *
 * `snapshot`: the first round, `head` is where the mailbox stood when it began, `after` the last serial number shown.
 * `changes`: a later round, `after` is the last sequence shown.
 */
export type SyncState = SyncPlace & {
  /** The mailbox's own characters and the folder: a token of another place is refused. */
  readonly place: string;
  readonly select: readonly string[] | null;
  readonly single: readonly string[] | null;
  readonly multi: readonly string[] | null;
};

export type SyncPlace =
  | { readonly kind: 'snapshot'; readonly head: number; readonly after: number }
  | { readonly kind: 'changes'; readonly after: number };

export function encodeSyncState(state: SyncState): string {
  const numbers = state.kind === 'snapshot' ? [state.head, state.after] : [state.after];
  return Buffer.from(JSON.stringify([state.place, numbers, state.select, state.single, state.multi])).toString(
    'base64url',
  );
}

/**
 * Reads the token of a delta request; null if it begins one.
 *
 * @throws {GraphError} 400 `SyncStateInvalid` for what is no token of this place, 410 `syncStateNotFound` for a state
 *   that the mailbox has never been in.
 */
export function readSyncState(query: ODataQuery, place: string, mailbox: SimMailbox): SyncState | null {
  const token = query.skipToken ?? query.deltaToken;
  if (token === null) return null;
  const state = decodeSyncState(token);
  if (state === null || state.place !== place) {
    throw new GraphError(400, 'SyncStateInvalid', 'The sync state is invalid.');
  }
  const known = state.kind === 'snapshot' ? state.head : state.after;
  if (known > mailbox.sequence) {
    throw new GraphError(410, 'syncStateNotFound', 'The sync state generation is not found.');
  }
  return state;
}

function decodeSyncState(token: string): SyncState | null {
  const parts = parse(Buffer.from(token, 'base64url').toString('utf8'));
  if (!Array.isArray(parts)) return null;
  const [place, numbers, select, single, multi]: readonly unknown[] = parts;
  if (typeof place !== 'string' || !isNumbers(numbers)) return null;
  if (!isNames(select) || !isNames(single) || !isNames(multi)) return null;
  const [first = 0, second] = numbers;
  const common = { place, select, single, multi };
  if (second === undefined) return { kind: 'changes', after: first, ...common };
  return { kind: 'snapshot', head: first, after: second, ...common };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isNumbers(value: unknown): value is readonly number[] {
  return (
    Array.isArray(value) && value.length > 0 && value.length < 3 && value.every((each) => typeof each === 'number')
  );
}

function isNames(value: unknown): value is readonly string[] | null {
  return value === null || (Array.isArray(value) && value.every((name) => typeof name === 'string'));
}

/** One thing that a delta shows, in the order of its round. */
export interface DeltaEntry {
  /** Serial number in a snapshot, sequence among changes. */
  readonly order: number;
  /** JSON text. */
  readonly text: () => string;
}

/** A page of a round, and where the next page or the next round begins. */
export function deltaPage(
  entries: readonly DeltaEntry[],
  place: SyncPlace,
  size: number,
  mailbox: SimMailbox,
): { readonly items: readonly string[]; readonly goesOn: boolean; readonly next: SyncPlace } {
  const sorted = [...entries].sort((a, b) => a.order - b.order);
  const shown = sorted.slice(0, size);
  const items = shown.map((entry) => entry.text());
  const last = shown.at(-1);
  if (sorted.length > shown.length && last !== undefined) {
    return { items, goesOn: true, next: { ...place, after: last.order } };
  }
  const after = place.kind === 'snapshot' ? place.head : mailbox.sequence;
  return { items, goesOn: false, next: { kind: 'changes', after } };
}
