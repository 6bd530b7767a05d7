import type { SimSettings } from '../../world/model.ts';

/** What an app has used of its allowance in one tenant. */
export interface AppUsage {
  readonly mailboxes: Map<string, MailboxUsage>;
  /** Requests to all mailboxes that are being answered: counts instead of those per mailbox if settings say so. */
  readonly concurrency: Concurrency;
  readonly directory: { units: number; filledMs: number };
  /** Numbers the app's batches from 1. */
  nextBatch(): number;
}

export interface MailboxUsage {
  readonly concurrency: Concurrency;
  /** Requests since `requestsFromMs`. */
  requests: number;
  requestsFromMs: number;
  uploadBytes: number;
  uploadFromMs: number;
}

export interface Concurrency {
  running: number;
  /** Refusals since a request was admitted. */
  refused: number;
}

/** Finds an app's usage in a tenant. */
export function createUsageBook(): (tenantId: string, appId: string) => AppUsage {
  const book = new Map<string, AppUsage>();
  return (tenantId, appId) => {
    const key = `${tenantId}/${appId}`;
    let usage = book.get(key);
    if (usage === undefined) {
      let batches = 0;
      usage = {
        nextBatch() {
          batches += 1;
          return batches;
        },
        mailboxes: new Map(),
        concurrency: { running: 0, refused: 0 },
        directory: { units: 0, filledMs: Number.NEGATIVE_INFINITY },
      };
      book.set(key, usage);
    }
    return usage;
  };
}

export function mailboxUsage(app: AppUsage, mailboxId: string): MailboxUsage {
  let usage = app.mailboxes.get(mailboxId);
  if (usage === undefined) {
    usage = {
      concurrency: { running: 0, refused: 0 },
      requests: 0,
      requestsFromMs: Number.NEGATIVE_INFINITY,
      uploadBytes: 0,
      uploadFromMs: Number.NEGATIVE_INFINITY,
    };
    app.mailboxes.set(mailboxId, usage);
  }
  return usage;
}

/** Where requests at a time are counted: per mailbox, or per app as one newer text of the documentation says. */
export function concurrencyOf(app: AppUsage, mailbox: MailboxUsage, settings: SimSettings): Concurrency {
  return settings.mailboxConcurrencyScope === 'app' ? app.concurrency : mailbox.concurrency;
}
