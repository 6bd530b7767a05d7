import type { ItemId } from '../sync/items.ts';
import type { TenantId } from '../tenants/ports.ts';
import { type FieldChange, fieldChanges } from './field-changes.ts';
import type { PlannedMailbox } from './plan-mailbox.ts';
import type { PlanListener, PlannedItem, PlannedRun } from './plan-sync.ts';

/** What a run of a sync would do, as people look at it. Personal: in memory only, and for an hour. */
export interface KeptPlan {
  readonly planId: string;
  readonly syncId: string;
  readonly state: 'running' | 'done' | 'failed';
  /** ISO UTC. */
  readonly startedAt: string;
  /** Why it failed. */
  readonly failure: { readonly reason: string; readonly detail: string | null } | null;
  readonly totals: PlannedRun | null;
  /** By address. */
  readonly mailboxes: readonly PlannedMailbox[];
  /** By name. */
  readonly items: readonly ShownItem[];
  /** There are more items than are kept. */
  readonly itemsCut: boolean;
}

export interface ShownItem {
  readonly itemId: ItemId;
  readonly displayName: string | null;
  readonly change: PlannedItem['change'];
  readonly fields: readonly FieldChange[];
}

export interface KeptPlans {
  /** Begins a plan, unless one of the sync is being made: then that one. @returns Its id. */
  start(tenantId: TenantId, syncId: string): string;
  get(tenantId: TenantId, planId: string): KeptPlan | null;
  /** Breaks off what is being made. */
  close(): Promise<void>;
}

export interface KeptPlansOptions {
  plan(tenantId: TenantId, syncId: string, signal: AbortSignal, listener: PlanListener): Promise<PlannedRun>;
  failureOf(error: unknown): NonNullable<KeptPlan['failure']>;
  onChange(tenantId: TenantId, plan: Pick<KeptPlan, 'planId' | 'state'>): void;
  readonly newId: () => string;
  /** ISO UTC. */
  readonly now: () => string;
}

const keptMs = 60 * 60_000;
const longestMs = 30 * 60_000;
const plansOfTenant = 5;
const itemsKept = 10_000;

type Draft = { -readonly [Name in keyof KeptPlan]: KeptPlan[Name] } & { readonly tenantId: TenantId };

export function createKeptPlans(options: KeptPlansOptions): KeptPlans {
  const { newId, now, onChange } = options;
  /** By id, oldest first. */
  const plans = new Map<string, Draft>();
  const underWay = new Set<Promise<void>>();
  const closing = new AbortController();

  function forgetOld(): void {
    const oldest = new Date(Date.parse(now()) - keptMs).toISOString();
    for (const { planId, startedAt, state } of plans.values()) {
      if (startedAt < oldest && state !== 'running') plans.delete(planId);
    }
  }

  function makeRoom(tenantId: TenantId): void {
    const own = [...plans.values()].filter((plan) => plan.tenantId === tenantId && plan.state !== 'running');
    for (const { planId } of own.slice(0, Math.max(0, own.length - plansOfTenant + 1))) plans.delete(planId);
  }

  async function make(draft: Draft): Promise<void> {
    const { tenantId, syncId } = draft;
    const items: ShownItem[] = [];
    const mailboxes: PlannedMailbox[] = [];
    const listener: PlanListener = {
      onItem(item) {
        if (items.length < itemsKept) items.push(shown(item));
        else draft.itemsCut = true;
      },
      onMailbox: (mailbox) => void mailboxes.push(mailbox),
    };
    try {
      const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(longestMs)]);
      draft.totals = await options.plan(tenantId, syncId, signal, listener);
      draft.items = items.sort((a, b) => compare(a.displayName, b.displayName) || compare(a.itemId, b.itemId));
      draft.mailboxes = mailboxes.sort((a, b) => compare(a.address, b.address) || compare(a.mailboxId, b.mailboxId));
      draft.state = 'done';
    } catch (error) {
      draft.failure = options.failureOf(error);
      draft.state = 'failed';
    }
    onChange(tenantId, draft);
  }

  return {
    start(tenantId, syncId) {
      forgetOld();
      const same = [...plans.values()].find(
        (plan) => plan.tenantId === tenantId && plan.syncId === syncId && plan.state === 'running',
      );
      if (same !== undefined) return same.planId;
      makeRoom(tenantId);
      const draft: Draft = {
        planId: newId(),
        tenantId,
        syncId,
        state: 'running',
        startedAt: now(),
        failure: null,
        totals: null,
        mailboxes: [],
        items: [],
        itemsCut: false,
      };
      plans.set(draft.planId, draft);
      onChange(tenantId, draft);
      const work = make(draft).finally(() => underWay.delete(work));
      underWay.add(work);
      return draft.planId;
    },
    get(tenantId, planId) {
      forgetOld();
      const plan = plans.get(planId);
      return plan?.tenantId === tenantId ? plan : null;
    },
    async close() {
      closing.abort();
      await Promise.all(underWay);
      plans.clear();
    },
  };
}

function shown({ itemId, change, before, after }: PlannedItem): ShownItem {
  const displayName = after?.fields.displayName ?? before?.fields.displayName ?? null;
  return { itemId, displayName, change, fields: fieldChanges(before, after) };
}

function compare(a: string | null, b: string | null): number {
  return (a ?? '').localeCompare(b ?? '');
}
