/** What the wire leaves open, and so may be one way or another. */
export interface Habits {
  readonly seed: number;
  /** Entries of a page, of everything that has pages. */
  readonly pageSize: number;
  /** Order in which the parts of a batch are worked on and answered. */
  readonly partOrder: 'as asked' | 'reversed' | 'shuffled';
  /** Spelling of header names in parts. */
  readonly headerNames: 'Title-Case' | 'lower-case' | 'UPPER-CASE';
  readonly retryAfter: 'seconds' | 'date' | 'absent';
  readonly errorWording: 'plain' | 'nested' | 'terse';
  /** What a property is that was never set. */
  readonly unset: 'absent' | 'null';
  /** Properties that nobody asked for or knows. */
  readonly extras: boolean;
  readonly emptyPages: boolean;
  readonly repeats: boolean;
  /** Names entries that were never there as removed, already in the first round. */
  readonly removalsFirst: boolean;
  /** Letters in which ids of extended properties come back; the name keeps its own. */
  readonly propertyIds: 'as sent' | 'lower' | 'upper';
  readonly createAnswers: 'whole' | 'only id';
  readonly preferenceApplied: boolean;
  readonly connections: 'kept' | 'closed';
  readonly bodies: 'at once' | 'in pieces' | 'with a byte order mark';
  /** What asking for the purpose of a mailbox brings. */
  readonly purposes: 'answered' | '403' | '404' | '501';
  /** Without claims that can be read, as tokens are that belong to somebody else. */
  readonly tokens: 'readable' | 'opaque';
}

export const plainHabits: Habits = {
  seed: 1,
  pageSize: 5,
  partOrder: 'as asked',
  headerNames: 'Title-Case',
  retryAfter: 'seconds',
  errorWording: 'plain',
  unset: 'absent',
  extras: false,
  emptyPages: false,
  repeats: false,
  removalsFirst: false,
  propertyIds: 'as sent',
  createAnswers: 'whole',
  preferenceApplied: true,
  connections: 'kept',
  bodies: 'at once',
  purposes: 'answered',
  tokens: 'readable',
};

/** As unlike the simulator as the wire allows. */
export const oddHabits: Habits = {
  seed: 7,
  pageSize: 2,
  partOrder: 'shuffled',
  headerNames: 'UPPER-CASE',
  retryAfter: 'date',
  errorWording: 'nested',
  unset: 'null',
  extras: true,
  emptyPages: true,
  repeats: true,
  removalsFirst: true,
  propertyIds: 'lower',
  createAnswers: 'only id',
  preferenceApplied: false,
  connections: 'closed',
  bodies: 'in pieces',
  purposes: '501',
  tokens: 'readable',
};
