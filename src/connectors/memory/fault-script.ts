import type { Failure } from '../../sync/failure.ts';

/** Everything the connector asks of the outside, one name per kind of request. */
export type MemoryOperation =
  /** A page of the people; likewise of the organizational contacts, of contacts in a mailbox's folder as a source. */
  | 'source.page'
  | 'org-contacts.page'
  | 'contacts.page'
  | 'mailboxes.page'
  /** Of an audience's group and of one that is a source. */
  | 'group.page'
  | 'folder.find'
  | 'folder.list'
  | 'folder.create'
  | 'folder.update'
  | 'folder.remove'
  | 'folder.changes'
  | 'stamped.page'
  | 'stamped.find'
  | 'item.read'
  | 'item.create'
  | 'item.update'
  | 'item.delete'
  /** A person's photo; a contact's. */
  | 'photo.read'
  | 'photo.write'
  | 'leftover.find'
  | 'leftover.remove'
  | 'leftover.restore'
  | 'health';

/** One request as hooks, faults and counts see it. */
export interface MemoryCall {
  readonly operation: MemoryOperation;
  readonly mailboxId: string | null;
  /** Of an item operation. */
  readonly itemId: string | null;
}

export type MemoryFault =
  /** `after`: the request takes effect, and its answer is lost behind the failure. */
  | { readonly kind: 'fail'; readonly failure: Failure; readonly when: 'before' | 'after' }
  /** The last page of a list comes without its cursor, as if the answer had been cut short. */
  | { readonly kind: 'no-cursor' };

export interface MemoryFaultRule {
  readonly operation: MemoryOperation;
  readonly mailboxId?: string;
  readonly itemId?: string;
  readonly fault: MemoryFault;
  /** How many fitting requests pass first. */
  readonly skip?: number;
  /** How often it plays: 1 if absent, 0 for ever. */
  readonly times?: number;
}

export interface FaultScript {
  add(rule: MemoryFaultRule): void;
  clear(): void;
  /** The fault of this kind for this request, counting it as used; null: none. */
  take<Kind extends MemoryFault['kind']>(kind: Kind, call: MemoryCall): Extract<MemoryFault, { kind: Kind }> | null;
}

/** Rules in the order they were added: the first that fits and plays wins. */
export function createFaultScript(): FaultScript {
  let active: { readonly rule: MemoryFaultRule; matched: number; played: number }[] = [];
  return {
    add(rule) {
      active.push({ rule, matched: 0, played: 0 });
    },
    clear() {
      active = [];
    },
    take(kind, call) {
      for (const entry of active) {
        const { fault, skip = 0, times = 1 } = entry.rule;
        if (!isKind(fault, kind) || !fits(entry.rule, call)) continue;
        entry.matched += 1;
        if (entry.matched <= skip || (times > 0 && entry.played >= times)) continue;
        entry.played += 1;
        return fault;
      }
      return null;
    },
  };
}

function isKind<Kind extends MemoryFault['kind']>(
  fault: MemoryFault,
  kind: Kind,
): fault is Extract<MemoryFault, { kind: Kind }> {
  return fault.kind === kind;
}

function fits(rule: MemoryFaultRule, call: MemoryCall): boolean {
  return (
    rule.operation === call.operation &&
    (rule.mailboxId === undefined || rule.mailboxId === call.mailboxId) &&
    (rule.itemId === undefined || rule.itemId === call.itemId)
  );
}
