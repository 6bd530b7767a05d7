import type { TenantId } from '../tenants/ports.ts';

/** What is kept of tenants for a while, so that it need not be made again: personal, and in memory only. */
export interface FreshCache<Value> {
  /**
   * What is kept under the key, if its stamp is still this one; else what `load` gives. Callers that ask at the same time
   * share one load, and one that failed is not kept.
   * @param load Told what was kept under another stamp; null: nothing.
   */
  get(tenantId: TenantId, key: string, stamp: string, load: (former: Value | null) => Promise<Value>): Promise<Value>;
  /** Of this tenant nothing is kept any more. */
  forget(tenantId: TenantId): void;
}

export interface FreshCacheOptions<Value> {
  /** How much a value counts. */
  readonly weigh: (value: Value) => number;
  /** Together at most so much is kept; what was not used for longest goes first. */
  readonly maxWeight: number;
  /** What nobody asked for as long is dropped. */
  readonly idleMs: number;
  /** Calls back later, unless the answer is called before. */
  readonly after: (ms: number, run: () => void) => () => void;
}

interface Kept<Value> {
  readonly stamp: string;
  readonly loading: Promise<Value>;
  value: Value | null;
  cancelDrop: () => void;
}

export function createFreshCache<Value>({
  weigh,
  maxWeight,
  idleMs,
  after,
}: FreshCacheOptions<Value>): FreshCache<Value> {
  // Of each tenant and in all, what was used last comes last.
  const tenants = new Map<TenantId, Map<string, Kept<Value>>>();
  const inUse = new Map<Kept<Value>, () => void>();

  function use(entry: Kept<Value>, drop: () => void): void {
    inUse.delete(entry);
    inUse.set(entry, drop);
    entry.cancelDrop();
    entry.cancelDrop = after(idleMs, drop);
  }

  function makeRoom(): void {
    let weight = 0;
    for (const { value } of inUse.keys()) weight += value === null ? 0 : weigh(value);
    for (const [{ value }, drop] of [...inUse]) {
      if (weight <= maxWeight) return;
      if (value === null) continue;
      weight -= weigh(value);
      drop();
    }
  }

  return {
    get(tenantId, key, stamp, load) {
      const ofTenant = tenants.get(tenantId) ?? new Map<string, Kept<Value>>();
      tenants.set(tenantId, ofTenant);
      const dropEntry = (entry: Kept<Value>) => () => {
        entry.cancelDrop();
        inUse.delete(entry);
        if (ofTenant.get(key) !== entry) return;
        ofTenant.delete(key);
        if (ofTenant.size === 0 && tenants.get(tenantId) === ofTenant) tenants.delete(tenantId);
      };
      const known = ofTenant.get(key);
      if (known !== undefined && known.stamp === stamp) {
        use(known, dropEntry(known));
        return known.loading;
      }
      const entry: Kept<Value> = { stamp, loading: load(known?.value ?? null), value: null, cancelDrop: () => {} };
      if (known !== undefined) dropEntry(known)();
      // Dropping the last of a tenant forgets its map.
      tenants.set(tenantId, ofTenant);
      ofTenant.set(key, entry);
      const drop = dropEntry(entry);
      use(entry, drop);
      entry.loading.then((value) => {
        entry.value = value;
        makeRoom();
      }, drop);
      return entry.loading;
    },
    forget(tenantId) {
      for (const entry of tenants.get(tenantId)?.values() ?? []) {
        entry.cancelDrop();
        inUse.delete(entry);
      }
      tenants.delete(tenantId);
    },
  };
}
