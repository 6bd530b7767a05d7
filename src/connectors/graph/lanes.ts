import type { Timers } from './timers.ts';

/** What waits in a lane. */
export interface Queued {
  readonly laneId: string;
}

/**
 * Waiting requests, a lane for each mailbox: at most some of a lane are out at a time, a lane can be held back for a
 * while, and lanes take turns, so that a mailbox with much to do does not keep others waiting.
 */
export interface Lanes<T extends Queued> {
  /** How many could be taken now. */
  readonly sendable: number;
  add(entry: T): void;
  /** Takes an entry that was out back into its lane, before all others. */
  putBack(entry: T): void;
  /** Takes the next entry, each lane in turn; it is out until released. */
  take(): T | undefined;
  /** An entry that was out is no more. */
  release(entry: T): void;
  /** Removes an entry that waits. */
  remove(entry: T): void;
  /** Removes all that waits, in no order. */
  clear(): T[];
  /** Nothing of this lane is taken before that much time has passed. */
  hold(laneId: string, ms: number): void;
  /** Ends all waits. */
  close(): void;
}

interface Lane<T> {
  readonly id: string;
  readonly waiting: T[];
  out: number;
  heldUntilMs: number;
  held: boolean;
  cancelWake: () => void;
  /** How many of it can be taken now: counted in `sendable`. */
  ready: number;
  /** Whether it is in the round. */
  queued: boolean;
}

/** @param onReady Called when a lane that was held back can go on. */
export function createLanes<T extends Queued>(outPerLane: number, timers: Timers, onReady: () => void): Lanes<T> {
  const lanes = new Map<string, Lane<T>>();
  let round: Lane<T>[] = [];
  let roundStart = 0;
  let sendable = 0;

  function laneOf(id: string): Lane<T> {
    const existing = lanes.get(id);
    if (existing !== undefined) return existing;
    const lane = {
      id,
      waiting: [],
      out: 0,
      heldUntilMs: 0,
      held: false,
      cancelWake: () => {},
      ready: 0,
      queued: false,
    };
    lanes.set(id, lane);
    return lane;
  }

  function refresh(lane: Lane<T>): void {
    const ready = lane.held ? 0 : Math.max(0, Math.min(lane.waiting.length, outPerLane - lane.out));
    sendable += ready - lane.ready;
    lane.ready = ready;
    if (ready > 0 && !lane.queued) {
      lane.queued = true;
      round.push(lane);
    }
    // While it is in the round it is not forgotten: coming by there later it would take its successor with it.
    const isIdle = lane.waiting.length === 0 && lane.out === 0 && !lane.held && !lane.queued;
    if (isIdle) lanes.delete(lane.id);
  }

  function nextLane(): Lane<T> | undefined {
    const lane = round[roundStart];
    if (lane === undefined) return undefined;
    roundStart += 1;
    if (roundStart > 1024 && roundStart * 2 > round.length) {
      round = round.slice(roundStart);
      roundStart = 0;
    }
    lane.queued = false;
    return lane;
  }

  function wake(lane: Lane<T>): void {
    const restMs = lane.heldUntilMs - timers.now();
    if (restMs > 0) {
      lane.cancelWake = timers.after(restMs, () => wake(lane));
      return;
    }
    lane.held = false;
    refresh(lane);
    onReady();
  }

  return {
    get sendable() {
      return sendable;
    },
    add(entry) {
      const lane = laneOf(entry.laneId);
      lane.waiting.push(entry);
      refresh(lane);
    },
    putBack(entry) {
      const lane = laneOf(entry.laneId);
      lane.out -= 1;
      lane.waiting.unshift(entry);
      refresh(lane);
    },
    take() {
      for (let lane = nextLane(); lane !== undefined; lane = nextLane()) {
        const entry = lane.ready > 0 ? lane.waiting.shift() : undefined;
        if (entry !== undefined) lane.out += 1;
        refresh(lane);
        if (entry !== undefined) return entry;
      }
      return undefined;
    },
    release(entry) {
      const lane = laneOf(entry.laneId);
      lane.out -= 1;
      refresh(lane);
    },
    remove(entry) {
      const lane = laneOf(entry.laneId);
      const index = lane.waiting.indexOf(entry);
      if (index >= 0) lane.waiting.splice(index, 1);
      refresh(lane);
    },
    clear() {
      const removed: T[] = [];
      for (const lane of lanes.values()) {
        removed.push(...lane.waiting.splice(0));
        refresh(lane);
      }
      return removed;
    },
    hold(laneId, ms) {
      const lane = laneOf(laneId);
      lane.heldUntilMs = Math.max(lane.heldUntilMs, timers.now() + ms);
      if (!lane.held) {
        lane.held = true;
        lane.cancelWake = timers.after(ms, () => wake(lane));
      }
      refresh(lane);
    },
    close() {
      for (const lane of lanes.values()) lane.cancelWake();
    },
  };
}
