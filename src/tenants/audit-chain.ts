import { createHash } from 'node:crypto';
import type { AuditDraft, AuditEntry, AuditHead, AuditTrail } from './audit-trail.ts';
import type { TenantId } from './ports.ts';

/** What the first entry follows on. */
const beginning: AuditHead = { entryId: 0, hash: '0'.repeat(64) };

/** The entry that a draft becomes after the present end of the trail. */
export function entryAfter(head: AuditHead | null, draft: AuditDraft, at: string): AuditEntry {
  const { entryId, hash } = head ?? beginning;
  const entry = { ...draft, entryId: entryId + 1, at };
  return { ...entry, hash: hashOfEntry(entry, hash) };
}

/**
 * SHA-256 of an entry and of the hash before it: of the JSON of `[previous, entryId, at, actorKind, actor, action, subject,
 * [[field, before, after], …], from]` in UTF-8, hexadecimal.
 */
export function hashOfEntry(entry: Omit<AuditEntry, 'hash'>, previous: string): string {
  const { entryId, at, actorKind, actor, action, subject, changes, from } = entry;
  const told = changes.map(({ field, before, after }) => [field, before, after]);
  const text = JSON.stringify([previous, entryId, at, actorKind, actor, action, subject, told, from]);
  return createHash('sha256').update(text).digest('hex');
}

/** What a look at the whole trail found. */
export interface TrailState {
  readonly whole: boolean;
  readonly entries: number;
  /** The first entry that is not what it was, or is missing; null: none. */
  readonly brokenAt: number | null;
  readonly headHash: string | null;
}

const pageSize = 500;

/** Does every entry follow on the one before, up to the end of the trail? */
export async function verifyTrail(trail: AuditTrail, tenantId: TenantId): Promise<TrailState> {
  // First: what is appended meanwhile is looked at, too, and is no gap.
  const head = await unlessAltered(() => trail.head(tenantId));
  const headHash = head === altered ? null : (head?.hash ?? null);
  let last: AuditHead = beginning;
  let entries = 0;
  let brokenAt: number | null = null;
  for await (const entry of readableEntries(trail, tenantId)) {
    const follows =
      entry !== altered && entry.entryId === last.entryId + 1 && entry.hash === hashOfEntry(entry, last.hash);
    const isHead = entry !== altered && head !== altered && entry.entryId === head?.entryId;
    if (!follows || (isHead && entry.hash !== headHash)) brokenAt ??= last.entryId + 1;
    // What comes after an entry that cannot be opened has nothing to follow on.
    if (entry === altered) return { whole: false, entries, brokenAt, headHash };
    entries += 1;
    last = entry;
  }
  const isEndThere = head !== altered && (head === null ? entries === 0 : last.entryId >= head.entryId);
  if (!isEndThere) brokenAt ??= last.entryId + 1;
  return { whole: brokenAt === null, entries, brokenAt, headHash };
}

/** Stands for what someone changed who had no key: it does not open. */
const altered = Symbol('altered');

/** The trail, oldest first, up to what cannot be opened. */
async function* readableEntries(trail: AuditTrail, tenantId: TenantId): AsyncGenerator<AuditEntry | typeof altered> {
  let after = 0;
  let limit = pageSize;
  for (;;) {
    const page = await unlessAltered(() => trail.entriesAfter(tenantId, after, limit));
    if (page === altered) {
      if (limit === 1) return yield altered;
      // One by one from here, to find which it is.
      limit = 1;
      continue;
    }
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < limit) return;
    after = last.entryId;
  }
}

/** Codes of the vault and of stores for what is not as it was written. */
const alteredCodes: ReadonlySet<unknown> = new Set(['sealed-altered', 'format-unknown', 'unreadable-row']);

async function unlessAltered<T>(read: () => Promise<T>): Promise<T | typeof altered> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Error && 'code' in error && alteredCodes.has(error.code)) return altered;
    throw error;
  }
}

/** The whole trail, oldest first. */
export async function* pagesOf(trail: AuditTrail, tenantId: TenantId): AsyncGenerator<readonly AuditEntry[]> {
  let after = 0;
  for (;;) {
    const page = await trail.entriesAfter(tenantId, after, pageSize);
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    after = last.entryId;
  }
}

/** What to find in a trail. */
export interface AuditSearch {
  /** In actor, action, subject, address, or names and values of changes; whatever its case. */
  readonly search?: string | undefined;
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  /** ISO UTC; both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/**
 * Entries that match, newest first: they are sealed, so they are opened page by page and looked at here.
 * @param before Entry id that is read on from; null: from the newest on.
 */
export async function searchTrail(
  trail: AuditTrail,
  tenantId: TenantId,
  search: AuditSearch,
  before: number | null,
  limit: number,
): Promise<{ readonly entries: readonly AuditEntry[]; readonly nextBefore: number | null }> {
  const found: AuditEntry[] = [];
  let cursor = before;
  for (;;) {
    const page = await trail.entriesBefore(tenantId, cursor, pageSize);
    for (const entry of page) {
      if (isBefore(entry.at, search.from)) return { entries: found, nextBefore: null };
      if (!matches(entry, search)) continue;
      if (found.length === limit) return { entries: found, nextBefore: found.at(-1)?.entryId ?? 0 };
      found.push(entry);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return { entries: found, nextBefore: null };
    cursor = last.entryId;
  }
}

function matches(entry: AuditEntry, { search, actor, action, to }: AuditSearch): boolean {
  if (to !== undefined && Date.parse(entry.at) > Date.parse(to)) return false;
  if (actor !== undefined && actor.toLowerCase() !== entry.actor.toLowerCase()) return false;
  if (action !== undefined && action !== entry.action) return false;
  if (search === undefined || search === '') return true;
  const wanted = search.toLowerCase();
  const told = entry.changes.flatMap(({ field, before, after }) => [field, before, after]);
  return [entry.actor, entry.action, entry.subject, entry.from, ...told].some(
    (text) => text?.toLowerCase().includes(wanted) === true,
  );
}

function isBefore(at: string, from: string | undefined): boolean {
  return from !== undefined && Date.parse(at) < Date.parse(from);
}
