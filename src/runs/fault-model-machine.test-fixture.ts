import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { masterKeyFrom } from '../platform/vault/master-key.ts';
import { createVault } from '../platform/vault/vault.ts';
import { createMemoryStores } from '../stores/memory/create-memory-stores.ts';
import { openSqliteStores } from '../stores/sqlite/open-sqlite-stores.ts';
import { StoreError } from '../stores/store-error.ts';
import type { Stores } from '../stores/stores.ts';
import { cleanUp } from './clean-up.ts';
import { ConnectorError } from './connector-error.ts';
import type { RunContext, Stop } from './context.ts';
import { type Company, cleanUpCriteria } from './fault-model-company.test-fixture.ts';
import type { Event, History, WorkKind } from './fault-model-history.test-fixture.ts';
import { createScript, type Seen, type Tick } from './fault-model-script.test-fixture.ts';
import type { Leftover } from './ports.ts';
import { runSync } from './run-sync.ts';
import { type RunWorld, tenantId } from './run-world.test-fixture.ts';
import type { Run } from './stores.ts';
import { UndoError, undoRun } from './undo-run.ts';
import { uninstall } from './uninstall.ts';

/** What became of some work, as a bystander saw it. */
export interface Outcome extends Seen {
  /** `broken`: it threw what a caller of it has to expect. */
  readonly end: { readonly kind: 'run'; readonly run: Run } | { readonly kind: 'none' | 'killed' | 'broken' };
  /** Run whose held changes were approved. */
  readonly approved: Run | null;
}

/** The program on a machine: what survives it are the stores, the undo file and the outside world. */
export interface Machine {
  readonly w: RunWorld;
  readonly company: Company;
  /** What a clean-up kept for an undo. */
  readonly kept: Leftover[];
  /** The stores as they are, to look at: no event happens there. */
  stores(): Stores;
  /** As every command begins: what is too old is thrown away. */
  begin(): Promise<void>;
  work(kind: WorkKind, events: readonly Event[]): Promise<Outcome>;
  restart(): Promise<void>;
  loseStores(): Promise<void>;
  close(): Promise<void>;
}

const dayMs = 86_400_000;
const masterKey = masterKeyFrom(new Uint8Array(32).fill(7), 'test');

/** Where stores live on while the process does not. */
interface Disk {
  open(): Promise<Stores>;
  /** After closing: what is opened next is empty. */
  lose(): Promise<void>;
  remove(): Promise<void>;
}

function memoryDisk(now: () => string): Disk {
  const fresh = () => createMemoryStores({ now, pageSize: 2 });
  let stores = fresh();
  return {
    open: async () => stores,
    async lose() {
      stores = fresh();
    },
    async remove() {},
  };
}

async function fileDisk(now: () => string): Promise<Disk> {
  const folder = await mkdtemp(join(tmpdir(), 'ringbook-model-'));
  const vault = (keys: Stores['wrappedKeys']) => createVault({ keys, masterKey });
  let lost = 0;
  return {
    open: () => openSqliteStores({ file: join(folder, `${lost}.db`), vault, now, pageSize: 2 }),
    async lose() {
      lost += 1;
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

export async function startMachine(w: RunWorld, company: Company, storesAre: History['stores']): Promise<Machine> {
  const now = () => new Date(w.nowMs).toISOString();
  const disk = storesAre === 'memory' ? memoryDisk(now) : await fileDisk(now);
  let stores = await disk.open();
  const kept: Leftover[] = [];
  const setUp = () =>
    stores.tenants.saveTenant({
      tenantId,
      name: 'Contoso',
      defaultCountry: 'DE',
      timeZone: 'Europe/Berlin',
      language: 'en',
      createdAt: now(),
    });
  await setUp();

  async function restart(): Promise<void> {
    await stores.close();
    stores = await disk.open();
  }

  async function work(kind: WorkKind, events: readonly Event[]): Promise<Outcome> {
    const approved = kind === 'approve' ? await lastHeld() : null;
    const script = createScript(w, company, events);
    const { tick, stop } = script;
    w.world.beforeOperation = (call) => tick(call.operation, 'before', call);
    w.world.afterOperation = (call) => script.tookEffect(call);
    const guarded: Stores = {
      ...stores,
      wrappedKeys: heard('wrappedKeys', stores.wrappedKeys, tick),
      sources: heard('sources', stores.sources, tick),
      collections: heard('collections', stores.collections, tick),
      photos: heard('photos', stores.photos, tick),
      mailboxes: heard('mailboxes', stores.mailboxes, tick),
      replicas: heard('replicas', stores.replicas, tick),
      runs: heard('runs', stores.runs, tick),
    };
    const base = w.context();
    const context: RunContext = {
      ...base,
      stores: guarded,
      vault: createVault({ keys: guarded.wrappedKeys, masterKey }),
      // Writes to a file end when they end: one folder at a time, or a history would not happen twice in the same order.
      settings: { ...base.settings, foldersInFlight: storesAre === 'memory' ? 3 : 1 },
    };
    const done = (end: Outcome['end']): Outcome => ({ end, approved, ...script.seen() });
    try {
      const run = await start(kind, context, approved, stop);
      return done(run === null ? { kind: 'none' } : { kind: 'run', run });
    } catch (error) {
      if (script.isKilled()) {
        await restart();
        return done({ kind: 'killed' });
      }
      const isExpected =
        error instanceof StoreError ||
        error instanceof UndoError ||
        (kind === 'clean-up' && (error instanceof ConnectorError || stop.cancel.aborted));
      if (!isExpected) throw error;
      return done({ kind: 'broken' });
    } finally {
      w.world.beforeOperation = () => {};
      w.world.afterOperation = () => {};
      w.world.faults.clear();
    }
  }

  async function lastHeld(): Promise<Run | null> {
    const runs = await stores.runs.runs(tenantId, w.sync.syncId, 100);
    return runs.find(({ heldHash }) => heldHash !== null) ?? null;
  }

  async function start(kind: WorkKind, context: RunContext, approve: Run | null, stop: Stop): Promise<Run | null> {
    switch (kind) {
      case 'audit':
        for (const replica of (await Array.fromAsync(stores.replicas.replicas(tenantId, w.sync.syncId))).flat()) {
          if (replica.state === 'ready')
            await stores.replicas.saveReplica(tenantId, { ...replica, lookAt: context.now() });
        }
        return runSync(context, { approve: null }, () => {}, stop);
      case 'sync':
      case 'approve':
        return runSync(context, { approve }, () => {}, stop);
      case 'undo': {
        const runs = await stores.runs.runs(tenantId, w.sync.syncId, 3);
        const target = runs.at(-1);
        return target === undefined ? null : undoRun(context, target.runId, () => {}, stop);
      }
      case 'uninstall':
        return uninstall(context, null, () => {}, stop);
      case 'clean-up': {
        const mailboxIds = company.mailboxes.map(({ mailboxId }) => mailboxId);
        const keep = async (_: string, leftovers: readonly Leftover[]) => void kept.push(...leftovers);
        const request = { criteria: cleanUpCriteria, mailboxIds, mailboxesInFlight: 2 };
        await cleanUp(context.connector.leftovers, request, keep, stop.cancel);
        return null;
      }
    }
  }

  return {
    w,
    company,
    kept,
    stores: () => stores,
    async begin() {
      w.nowMs += 60_000;
      await stores.retention.purgeBefore(tenantId, new Date(w.nowMs - 30 * dayMs).toISOString());
    },
    work,
    restart,
    async loseStores() {
      await stores.close();
      await disk.lose();
      stores = await disk.open();
      await setUp();
    },
    async close() {
      await stores.close();
      await disk.remove();
    },
  };
}

/** A store of which every call is told before it happens and after it did. */
function heard<Store extends object>(storeName: string, store: Store, tick: Tick): Store {
  return new Proxy(store, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== 'function') return member;
      const callName = `${storeName}.${String(name)}`;
      return (...args: unknown[]): unknown => {
        tick(callName, 'before', null);
        const answer: unknown = Reflect.apply(member, target, args);
        if (!(answer instanceof Promise)) return answer;
        return answer.then((value: unknown) => {
          tick(callName, 'after', null);
          return value;
        });
      };
    },
  });
}
