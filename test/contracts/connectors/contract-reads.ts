import { expect } from 'vitest';
import { ConnectorError } from '../../../src/runs/connector-error.ts';
import type { Cursor } from '../../../src/runs/ports.ts';
import type { FailureCode } from '../../../src/sync/failure.ts';

/** A signal that never fires. */
export const never: AbortSignal = new AbortController().signal;

/** Everything in the pages, in order. */
export async function flatten<Entry>(pages: AsyncIterable<readonly Entry[]>): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for await (const page of pages) entries.push(...page);
  return entries;
}

/** Expects a broken call with this code. */
export async function expectFailure(call: Promise<unknown>, ...codes: readonly FailureCode[]): Promise<void> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ConnectorError);
  if (error instanceof ConnectorError) expect(codes).toContain(error.code);
}

export interface ReadOutcome<Entry> {
  /** What the pages say of each id, the last word counting: an entry, or null for removed. */
  readonly last: ReadonlyMap<string, Entry | null>;
  readonly cursor: Cursor | null;
  readonly pages: number;
}

export interface PageView<Entry> {
  readonly entries: readonly Entry[];
  readonly removed: readonly string[];
  readonly cursor: Cursor | null;
}

/** Reads to the end, expecting that no page but the last has a cursor. */
export async function readToEnd<Page, Entry>(
  pages: AsyncIterable<Page>,
  view: (page: Page) => PageView<Entry>,
  idOf: (entry: Entry) => string,
): Promise<ReadOutcome<Entry>> {
  const last = new Map<string, Entry | null>();
  let cursor: Cursor | null = null;
  let count = 0;
  for await (const page of pages) {
    expect(cursor, 'a page came after the one with the cursor').toBeNull();
    const { entries, removed, cursor: next } = view(page);
    for (const id of removed) last.set(id, null);
    for (const entry of entries) last.set(idOf(entry), entry);
    cursor = next;
    count += 1;
  }
  return { last, cursor, pages: count };
}
