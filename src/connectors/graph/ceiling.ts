import { type CrowdingVerdict, createCrowding } from './crowding.ts';

/** How many requests may be in flight, as the service's answers tell. */
export interface Ceiling {
  /** At most so many at a time; at least 1. */
  readonly limit: number;
  /** What `limit` may be soon: twice as many, until something has shown where it ends. */
  readonly soon: number;
  /**
   * One has started.
   * @param kind Those of one kind take about as long as each other; null: one that is like no other.
   * @returns What is to be given to `end`.
   */
  start(kind: string | null): CeilingTicket;
  /** One has ended, answered or pushed back: refused for there being too many, by a 429 or 503. */
  end(ticket: CeilingTicket, pushedBack: boolean): void;
}

/** When a request started, and how many were in flight then, itself included. */
export interface CeilingTicket {
  readonly era: number;
  readonly place: number;
  readonly startedMs: number;
  readonly kind: string | null;
}

/** Answers in a row at a known limit before one more is tried: doubled whenever that fails. */
const shortestProof = 64;
const longestProof = 1024;
/** Tries, one at a time, that must go well for a limit to rise above what once was too much. */
const triesToPass = 4;

/**
 * Finds the number of requests at a time that a service takes, which it does not tell.
 *
 * It rises with every answer until the service first pushes back, and halves then; requests that were on their way
 * together count as one. From there it rises again to just below that wall, and only after a long row of answers tries,
 * with single requests, whether the wall has moved: each try costs a refused request, so they become rarer while it has
 * not.
 *
 * A service that answers ever later the more it is asked is not asked for more: it, or this machine, is at its end, and
 * what waits costs memory.
 *
 * @param first Where it starts. @param most What it never exceeds.
 */
export function createCeiling(first: number, most: number, now: () => number): Ceiling {
  let limit = Math.min(first, most);
  /** The lowest number that is known to be too high; above `most`: none. */
  let wall = most + 1;
  let proof = shortestProof;
  let answered = 0;
  let inFlight = 0;
  /** Counts falls and new beginnings: what started before the last one tells no more than where the wall is. */
  let era = 0;
  /** Tries that went well; null: none are made now. */
  let tries: number | null = null;
  let tryIsOut = false;
  const crowding = createCrowding(now);
  /** Crowded answers in a row. */
  let crowded = 0;
  let isEndKnown = false;

  function takeWord(verdict: CrowdingVerdict, place: number): void {
    switch (verdict) {
      case 'unmeasured':
        measureAnew();
        return;
      case 'crowded':
        giveWay();
        return;
      case 'free':
        crowded = 0;
        if (place * 2 > limit) rise();
    }
  }

  /** So few at a time show how long one takes; those that are on their way in a crowd do not. */
  function measureAnew(): void {
    if (limit <= first) return;
    isEndKnown = true;
    limit = first;
    crowded = 0;
    era += 1;
    stopTrying();
  }

  /** Once for all that are in flight, as they tell the same. */
  function giveWay(): void {
    crowded += 1;
    if (crowded < limit) return;
    isEndKnown = true;
    limit = Math.max(Math.min(first, limit), limit - Math.ceil(limit / 8));
    crowded = 0;
  }

  function rise(): void {
    if (limit === most) return;
    answered += 1;
    if (limit + 1 < wall) limit += 1;
    else if (tries === null && answered >= proof) tries = 0;
  }

  function endTry(pushedBack: boolean): void {
    tryIsOut = false;
    if (pushedBack) {
      proof = Math.min(longestProof, proof * 2);
      stopTrying();
      return;
    }
    tries = (tries ?? 0) + 1;
    if (tries < triesToPass) return;
    // The wall has moved, nobody knows how far.
    proof = Math.max(shortestProof, proof / 2);
    limit += 1;
    wall = 2 * limit + 1;
    stopTrying();
  }

  function stopTrying(): void {
    tries = null;
    answered = 0;
  }

  function fall(place: number): void {
    isEndKnown = true;
    limit = Math.max(1, Math.floor(limit / 2));
    wall = Math.max(place, limit + 1);
    era += 1;
    stopTrying();
  }

  return {
    get limit() {
      return tries !== null && !tryIsOut ? limit + 1 : limit;
    },
    get soon() {
      return isEndKnown ? limit : Math.min(most, 2 * limit);
    },
    start(kind) {
      inFlight += 1;
      if (inFlight > limit) tryIsOut = true;
      return { era, place: inFlight, startedMs: now(), kind };
    },
    end({ era: startedIn, place, startedMs, kind }, pushedBack) {
      inFlight -= 1;
      const verdict = pushedBack ? 'free' : crowding.judge(kind, startedMs);
      if (startedIn !== era) {
        if (pushedBack && startedIn === era - 1) wall = Math.max(Math.min(wall, place), limit + 1);
        if (place > limit) tryIsOut = false;
        return;
      }
      if (place > limit && tryIsOut) endTry(pushedBack);
      else if (pushedBack) fall(place);
      else takeWord(verdict, place);
    },
  };
}
