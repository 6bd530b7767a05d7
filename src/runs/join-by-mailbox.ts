import { compareByCodePoint } from '../sync/compare-texts.ts';
import type { MailboxId } from './ports.ts';

interface OfMailbox {
  readonly mailboxId: MailboxId;
}

/** What two lists have of one mailbox; null: nothing. Never null on both sides. */
export interface Joined<One, Other> {
  readonly one: One | null;
  readonly other: Other | null;
}

/**
 * Reads two lists that come by mailbox id side by side, a page of each at a time.
 * @throws {RangeError} A list is not in this order: whatever could be said of who is missing would be wrong.
 */
export async function* joinByMailbox<One extends OfMailbox, Other extends OfMailbox>(
  ones: AsyncIterable<readonly One[]>,
  others: AsyncIterable<readonly Other[]>,
): AsyncIterable<readonly Joined<One, Other>[]> {
  const left = createReader(ones);
  const right = createReader(others);
  try {
    for (;;) {
      await left.fill();
      await right.fill();
      const joined: Joined<One, Other>[] = [];
      while (left.isFilled() && right.isFilled()) {
        const [one, other] = [left.next(), right.next()];
        if (one === null && other === null) break;
        const order = compareNext(one, other);
        joined.push({ one: order <= 0 ? one : null, other: order >= 0 ? other : null });
        if (order <= 0) left.take();
        if (order >= 0) right.take();
      }
      if (joined.length === 0) return;
      yield joined;
    }
  } finally {
    await left.close();
    await right.close();
  }
}

/** What has nothing left comes last. */
function compareNext(one: OfMailbox | null, other: OfMailbox | null): number {
  if (one === null) return 1;
  return other === null ? -1 : compareByCodePoint(one.mailboxId, other.mailboxId);
}

function createReader<Row extends OfMailbox>(pages: AsyncIterable<readonly Row[]>) {
  const iterator = pages[Symbol.asyncIterator]();
  let page: readonly Row[] = [];
  let index = 0;
  let ended = false;
  let former: MailboxId | null = null;
  return {
    /** Makes sure that the next row is known. */
    async fill(): Promise<void> {
      while (index >= page.length && !ended) {
        const { done, value } = await iterator.next();
        index = 0;
        page = done === true ? [] : value;
        ended = done === true;
        for (const { mailboxId } of page) {
          if (former !== null && compareByCodePoint(former, mailboxId) >= 0) {
            throw new RangeError('a list of mailboxes does not come by mailbox id');
          }
          former = mailboxId;
        }
      }
    },
    isFilled: () => ended || index < page.length,
    next: (): Row | null => page[index] ?? null,
    take(): void {
      index += 1;
    },
    async close(): Promise<void> {
      await iterator.return?.();
    },
  };
}
