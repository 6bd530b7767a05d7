import { fc } from '@fast-check/vitest';
import type { FailureCode } from '../sync/failure.ts';

/** What a tenant's admins set up, as far as histories turn at it. */
export interface Rules {
  readonly company: boolean;
  /** People of the board are left out. */
  readonly exclude: boolean;
  readonly ownCard: 'keep' | 'leave-out';
  readonly deletes: 'delete' | 'keep' | 'keep-days';
  readonly edited: 'restore' | 'leave';
  readonly deleted: 'restore' | 'leave';
  /** Notes below a line are the person's: then every update looks first. */
  readonly notes: boolean;
  /** Is the first mailbox, or all but the last, in the audience? */
  readonly first: boolean;
  readonly others: boolean;
  readonly leavers: 'keep' | 'clean-up';
  readonly place: 'folder' | 'nested' | 'default';
  readonly guards: 'trusting' | 'tight';
}

/** What happens in the company, outside of us. */
export type Edit =
  | { readonly kind: 'person'; readonly number: number; readonly name: number; readonly board: boolean }
  | { readonly kind: 'remove-person'; readonly number: number }
  | { readonly kind: 'card'; readonly number: number; readonly digit: number }
  | { readonly kind: 'remove-card'; readonly number: number }
  | { readonly kind: 'empty'; readonly list: 'people' | 'cards' }
  | { readonly kind: 'expire-cursors' }
  | { readonly kind: 'licence'; readonly mailbox: number; readonly has: boolean }
  | { readonly kind: 'mailbox-state'; readonly mailbox: number; readonly state: MailboxState }
  | { readonly kind: 'owner'; readonly mailbox: number; readonly card: number; readonly act: OwnerAct };

export type MailboxState = 'mailbox-full' | 'mailbox-access-denied' | null;

export type OwnerAct =
  | 'rename'
  | 'note'
  | 'delete'
  | 'copy'
  | 'move-out'
  | 'add-own'
  | 'add-inside'
  | 'add-old'
  | 'rename-folder'
  | 'delete-folder';

/** What happens in the middle of some work. */
export type Happening =
  | Edit
  | { readonly kind: 'fail'; readonly code: FailureCode }
  /** The last page of a list comes without its cursor. */
  | { readonly kind: 'cut' }
  /** A store has no room for this write. */
  | { readonly kind: 'store-full' }
  /** The process is gone: what the stores had before stays. */
  | { readonly kind: 'kill' }
  | { readonly kind: 'drain' }
  | { readonly kind: 'cancel' };

export interface Event {
  /** Name of a request to the outside or of a call of a store; null: any. */
  readonly at: string | null;
  /** How many of these pass first. */
  readonly skip: number;
  /** `after`: what was asked for took effect, and the answer is still to come. */
  readonly when: 'before' | 'after';
  readonly what: Happening;
}

export type WorkKind = 'sync' | 'audit' | 'approve' | 'undo' | 'uninstall' | 'clean-up';

export type Step =
  | Edit
  | { readonly kind: 'rules'; readonly change: Partial<Rules> }
  | { readonly kind: 'clock'; readonly hours: number }
  | { readonly kind: 'restart' }
  | { readonly kind: 'lose-stores' }
  /** A person refuses what the last run held. */
  | { readonly kind: 'refuse' }
  | { readonly kind: 'work'; readonly work: WorkKind; readonly events: readonly Event[] };

export const people = 5;
export const mailboxes = 3;

const numbers = fc.integer({ min: 1, max: people });
const mailboxNumbers = fc.integer({ min: 1, max: mailboxes });

const ownerActs: readonly OwnerAct[] = [
  'rename',
  'rename',
  'delete',
  'delete',
  'move-out',
  'note',
  'add-own',
  'add-inside',
  'add-old',
  'rename-folder',
  'delete-folder',
];

const owner = (acts: readonly OwnerAct[]) =>
  fc.record({
    kind: fc.constant('owner' as const),
    mailbox: mailboxNumbers,
    card: fc.nat(9),
    act: fc.constantFrom(...acts),
  });

const listEdit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('person' as const),
      number: numbers,
      name: fc.nat(3),
      board: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('remove-person' as const), number: numbers }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('card' as const), number: numbers, digit: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove-card' as const), number: numbers }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('empty' as const), list: fc.constantFrom('people', 'cards') }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('expire-cursors' as const) }) },
);

const mailboxEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ kind: fc.constant('licence' as const), mailbox: mailboxNumbers, has: fc.boolean() }),
  fc.record({
    kind: fc.constant('mailbox-state' as const),
    mailbox: mailboxNumbers,
    state: fc.constantFrom('mailbox-full', 'mailbox-access-denied', null),
  }),
);

/** Each shrinks to its first value. */
const ruleValues = {
  company: fc.constantFrom(false, true),
  exclude: fc.constantFrom(false, true),
  ownCard: fc.constantFrom<Rules['ownCard'][]>('keep', 'leave-out'),
  deletes: fc.constantFrom<Rules['deletes'][]>('delete', 'keep', 'keep-days'),
  edited: fc.constantFrom<Rules['edited'][]>('restore', 'leave'),
  deleted: fc.constantFrom<Rules['deleted'][]>('restore', 'leave'),
  notes: fc.constantFrom(false, true),
  first: fc.constantFrom(true, false),
  others: fc.constantFrom(true, true, false),
  leavers: fc.constantFrom<Rules['leavers'][]>('keep', 'clean-up'),
  place: fc.constantFrom<Rules['place'][]>('folder', 'nested', 'default'),
  guards: fc.constantFrom<Rules['guards'][]>('trusting', 'trusting', 'tight'),
};

const ruleChange: fc.Arbitrary<Partial<Rules>> = fc.oneof(
  ...Object.entries(ruleValues).map(([name, value]) => fc.record({ [name]: value })),
);

const failureCodes: readonly FailureCode[] = [
  'throttled',
  'unavailable',
  'unknown-outcome',
  'unauthorized',
  'consent-withdrawn',
  'permission-missing',
  'mailbox-not-enabled',
  'mailbox-on-premises',
  'mailbox-not-found',
  'mailbox-access-denied',
  'mailbox-full',
  'not-found',
  'conflict',
  'invalid-item',
  'invalid-answer',
  'cursor-expired',
];

const writes = ['item.create', 'item.update', 'item.delete'];
const pages = ['source.page', 'org-contacts.page', 'mailboxes.page', 'folder.changes'];
const requests = [
  ...writes,
  ...pages,
  'item.read',
  'stamped.page',
  'stamped.find',
  'folder.find',
  'folder.list',
  'folder.create',
  'folder.update',
  'folder.remove',
  'leftover.find',
  'leftover.remove',
];
const storeCalls = [
  'runs.saveRun',
  'runs.addIssues',
  'sources.append',
  'sources.completeRead',
  'collections.append',
  'collections.completeRead',
  'collections.ripen',
  'mailboxes.putMailboxes',
  'mailboxes.saveCursor',
  'replicas.addReplicas',
  'replicas.saveReplica',
  'replicas.writeLinks',
  'replicas.removeReplica',
  'replicas.forgetVersions',
];
/** What a run does last for a folder: where a wrong order would show. */
const linkCalls = ['replicas.writeLinks', 'replicas.saveReplica'];

/** Mostly what most work asks for. */
const at = fc.oneof(
  { weight: 3, arbitrary: fc.constant(null) },
  { weight: 2, arbitrary: fc.constantFrom(...writes) },
  { weight: 2, arbitrary: fc.constantFrom(...requests) },
);
const when = fc.constantFrom('before', 'after');
const skip = fc.oneof(fc.nat(1), fc.nat(6), fc.nat(30));
const fails = (codes: readonly FailureCode[]): fc.Arbitrary<Happening> =>
  fc.record({ kind: fc.constant('fail' as const), code: fc.constantFrom(...codes) });
const ends: fc.Arbitrary<Happening> = fc.record({ kind: fc.constantFrom('kill', 'drain', 'cancel') });

const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ at: fc.constantFrom(...requests, null), skip, when, what: fails(failureCodes) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      at: fc.constantFrom(...writes),
      skip,
      when,
      what: fails(['unavailable', 'unknown-outcome', 'invalid-answer', 'conflict']),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      at: fc.constantFrom(...pages),
      skip: fc.nat(2),
      when: fc.constant('before' as const),
      what: fc.record({ kind: fc.constant('cut' as const) }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      at: fc.oneof(at, fc.constantFrom(...linkCalls), fc.constantFrom(...storeCalls)),
      skip,
      when,
      what: ends,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      at: fc.constantFrom(...storeCalls),
      skip: fc.nat(4),
      when: fc.constant('before' as const),
      what: fc.record({ kind: fc.constant('store-full' as const) }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      at,
      skip,
      when,
      what: fc.oneof(
        { weight: 4, arbitrary: owner(ownerActs) },
        { weight: 1, arbitrary: fc.oneof(listEdit, mailboxEdit) },
      ),
    }),
  },
);

const work: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('work' as const),
  work: fc.oneof(
    { weight: 6, arbitrary: fc.constant('sync' as const) },
    { weight: 4, arbitrary: fc.constant('audit' as const) },
    { weight: 2, arbitrary: fc.constant('uninstall' as const) },
    { weight: 3, arbitrary: fc.constantFrom('approve', 'undo', 'clean-up') },
  ),
  events: fc.array(event, { maxLength: 3, size: 'max' }),
});

const hours = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 72 }) },
  { weight: 2, arbitrary: fc.integer({ min: 73, max: 24 * 45 }) },
  { weight: 1, arbitrary: fc.integer({ min: -72, max: -1 }) },
);

const change: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: listEdit },
  // A copy that is made after an uninstall has looked keeps its stamp in a folder that is the person's from then on.
  { weight: 6, arbitrary: owner([...ownerActs, 'copy']) },
  { weight: 1, arbitrary: mailboxEdit },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('rules' as const), change: ruleChange }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('clock' as const), hours }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('restart', 'lose-stores', 'refuse') }) },
);

/** Some changes, and then some work that meets them. */
const round = fc
  .tuple(fc.array(change, { maxLength: 4, size: 'max' }), work)
  .map(([changes, then]) => [...changes, then]);

/** A history of a tenant. `stores: file` works with a database that a restart closes and opens. */
export interface History {
  readonly rules: Rules;
  readonly stores: 'memory' | 'file';
  readonly steps: readonly Step[];
  /** Are our stores lost before everything is compared for the last time? */
  readonly losesAll: boolean;
}

export const histories: fc.Arbitrary<History> = fc.record({
  rules: fc.record(ruleValues),
  // Shrinks to memory: a file takes ten times as long.
  stores: fc.nat(14).map((number) => (number === 14 ? 'file' : 'memory')),
  steps: fc.noBias(fc.array(round, { minLength: 1, maxLength: 10, size: 'max' })).map((rounds) => rounds.flat()),
  losesAll: fc.boolean(),
});
