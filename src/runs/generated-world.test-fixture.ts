import type { Operation } from '../sync/operations.ts';
import type { SourceRecord } from '../sync/source-record.ts';
import type { ContactSource, OperationResult, Target, TenantConnector } from './ports.ts';

/** How much of something is open, at most. */
export interface Gauge {
  most(): number;
  opened(amount: number): void;
  closed(amount: number): void;
}

export function createGauge(): Gauge {
  let open = 0;
  let most = 0;
  return {
    most: () => most,
    opened(amount) {
      open += amount;
      most = Math.max(most, open);
    },
    closed(amount) {
      open = Math.max(0, open - amount);
    },
  };
}

const pageSize = 500;

/** 36 characters, as services give ids, and in no order. */
function idOf(space: string, number: number): string {
  const hex = ((number * 2654435761) % 2 ** 32).toString(16).padStart(8, '0');
  return `${hex}-${space}-4000-8000-${String(number).padStart(12, '0')}`;
}

function person(space: string, number: number, round: number, padding: string): SourceRecord {
  return {
    itemId: idOf(space, number),
    kind: 'account',
    enabled: true,
    hiddenFromLists: false,
    licensed: true,
    fields: {
      ...(padding === '' ? {} : { personalNotes: `${number} ${padding}` }),
      displayName: `Person ${number}${round === 0 ? '' : ` (${round})`}`,
      givenName: 'Alexandra',
      surname: `Person-${number}`,
      jobTitle: 'Senior consultant for large accounts',
      department: `Department ${number % 100}`,
      companyName: 'Contoso International',
      emailAddresses: [{ address: `person.${number}@contoso.example` }],
      businessPhones: [`+49 89 ${1_000_000 + number}`],
      mobilePhone: `+49 170 ${1_000_000 + number}`,
      businessAddress: { street: `Street ${number % 1000}`, city: 'Munich', postalCode: '80331', country: 'Germany' },
    },
    extra: { employeeId: `E${number}` },
  };
}

/** Who is on a list now. */
export interface People {
  readonly first: number;
  readonly last: number;
  /** Names are other ones in each round. */
  readonly round: number;
}

/** A list that is read whole each time, a page at a time. @param ahead Records that were read. */
export function createPeople(space: string, padding: string, ahead: Gauge, now: () => People): ContactSource {
  return {
    async *read() {
      const { first, last, round } = now();
      for (let from = first; from <= last; from += pageSize) {
        const to = Math.min(last, from + pageSize - 1);
        const records = Array.from({ length: to - from + 1 }, (_, index) =>
          person(space, from + index, round, padding),
        );
        ahead.opened(records.length);
        yield { records, removed: [], cursor: to === last ? `${space} ${round}` : null };
      }
    },
  };
}

/** Mailboxes that take whatever they are sent and keep none of it. */
export interface Mailboxes {
  readonly connector: TenantConnector;
  /** How many requests they got so far. */
  requests(): number;
}

/** @param padding What their ids are longer by. @param ahead Mailboxes that were read. @param inFlight Folders that are worked on. */
export function createMailboxes(
  count: number,
  padding: string,
  source: ContactSource,
  ahead: Gauge,
  inFlight: Gauge,
): Mailboxes {
  let requests = 0;
  const answer = () => {
    requests += 1;
    return new Promise((resolve) => setImmediate(resolve));
  };
  const target: Target = {
    findFolder: async () => null,
    async *stamped() {},
    read: async () => [],
    async *changes() {
      yield { present: [], removed: [], cursor: 'end' };
    },
    async ensureFolder({ mailboxId }) {
      inFlight.opened(1);
      await answer();
      return { folderId: `folder of ${mailboxId}`, created: true };
    },
    open: () => ({
      async apply(operations) {
        await answer();
        inFlight.closed(1);
        return operations.map(resultOf);
      },
      async *stamped() {},
      read: async () => [],
      findStamped: async () => [],
    }),
    removeFolder: async () => true,
    ownFolders: async () => [],
  };
  const connector: TenantConnector = {
    source: () => source,
    mailboxes: {
      async *read(cursor) {
        if (cursor !== null) {
          yield { mailboxes: [], removed: [], cursor };
          return;
        }
        for (let from = 0; from < count; from += pageSize) {
          const size = Math.min(pageSize, count - from);
          const mailboxes = Array.from({ length: size }, (_, index) => ({
            mailboxId: `${idOf('abcd', from + index)}${padding}`,
            address: `mailbox.${from + index}@contoso.example`,
            excluded: null,
          }));
          ahead.opened(size);
          yield { mailboxes, removed: [], cursor: from + size === count ? 'end' : null };
        }
      },
      async *groupMembers() {},
      find: async (address) => address,
    },
    groups: { find: async () => [] },
    target,
    photos: { photo: async () => ({ kind: 'none' }) },
    leftovers: {
      async *find() {},
      remove: async () => {},
      removeEmptyFolders: async () => 0,
      restore: async () => 0,
    },
    mailboxesAtOnce: () => 0,
    load: () => ({ inFlight: 0, ceiling: 0, requests, throttled: 0 }),
    health: async () => ({ permissions: null, missing: [], clockSkewMs: null }),
    close: async () => {},
  };
  return { connector, requests: () => requests };
}

function resultOf(operation: Operation): OperationResult {
  switch (operation.kind) {
    case 'create':
      return { kind: 'created', mailItemId: `mail of ${operation.itemId}` };
    case 'update':
      return { kind: 'updated' };
    case 'delete':
      return { kind: 'deleted' };
  }
}
