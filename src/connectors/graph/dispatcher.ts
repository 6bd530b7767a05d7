import { ConnectorError } from '../../runs/connector-error.ts';
import type { Failure } from '../../sync/failure.ts';
import { decideRetry, type RetryPolicy } from '../../sync/retry.ts';
import type { Answer } from './answer.ts';
import { type BatchPart, batchSize } from './batch.ts';
import { type BatchOutcome, createBatchExchange } from './batch-exchange.ts';
import { sortAnswer, sortBrokenCall } from './errors.ts';
import { createLanes } from './lanes.ts';
import { type GraphOperation, graphOperations } from './operations.ts';
import type { Session } from './session.ts';
import type { Timers } from './timers.ts';
import type { AccessToken } from './tokens.ts';
import type { Send } from './transport.ts';

/** A request to one mailbox. */
export interface MailboxRequest extends BatchPart {
  readonly mailboxId: string;
  readonly operation: GraphOperation;
  /** May it be sent again although it may have happened? A create may not. */
  readonly repeatable: boolean;
}

/** What came of a request, after all retries. `unknown-outcome`: it may have happened. */
export type Outcome =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Sends the requests of all mailboxes of one tenant, packed into batches. */
export interface Dispatcher {
  /** @throws {ConnectorError} `cancelled`: the signal was aborted, or the dispatcher is closed. */
  send(request: MailboxRequest, signal: AbortSignal): Promise<Outcome>;
  /** Takes nothing new; resolves when everything under way has ended. */
  close(): Promise<void>;
}

export interface DispatcherLimits {
  /** Requests in flight per mailbox, over all batches: Outlook's limit per app and mailbox. */
  readonly perMailbox: number;
  readonly batchesInFlight: number;
  /** A batch that is not full waits for more until nothing has come or gone for so long … */
  readonly lingerMs: number;
  /** … and while nothing is in flight, for so long. */
  readonly quietMs: number;
  /** A batch whose bodies have so many characters is sent though it is not full: Graph takes 4 MB. */
  readonly batchCharacters: number;
}

export const defaultDispatcherLimits: DispatcherLimits = {
  perMailbox: 4,
  batchesInFlight: 4,
  lingerMs: 500,
  quietMs: 10,
  batchCharacters: 1_000_000,
};

export interface DispatcherOptions {
  readonly graphUrl: string;
  readonly session: Session;
  readonly send: Send;
  readonly retryPolicy: RetryPolicy;
  readonly limits: DispatcherLimits;
  readonly timers: Timers;
  readonly random: () => number;
}

interface Job {
  readonly request: MailboxRequest;
  readonly laneId: string;
  readonly signal: AbortSignal;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: ConnectorError) => void;
  attempt: number;
  tokenRenewed: boolean;
  batch: Batch | null;
  done: boolean;
}

interface Batch {
  readonly controller: AbortController;
  /** Jobs that still want the answer. */
  open: number;
}

/**
 * One dispatcher serves one tenant connection.
 *
 * A full batch goes out as soon as a place is free; a partial one waits a moment for company. Every part is judged by
 * itself. What a service asks a mailbox to wait holds back that mailbox alone, what it asks the batch to wait all.
 * @see https://learn.microsoft.com/graph/json-batching
 */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { graphUrl, session, send, retryPolicy, limits, timers, random } = options;
  const exchangeBatch = createBatchExchange({ graphUrl, session, send, now: timers.now });
  const lanes = createLanes<Job>(limits.perMailbox, timers, () => pump());
  const jobsBySignal = new Map<AbortSignal, { readonly jobs: Set<Job>; readonly abort: () => void }>();
  const drained: (() => void)[] = [];
  let pending = 0;
  let batchesInFlight = 0;
  let closed = false;
  let heldUntilMs = 0;
  let cancelHold = () => {};
  let lastEventMs = 0;
  let flush: { readonly dueMs: number; readonly cancel: () => void } | null = null;

  function pump(): void {
    if (heldUntilMs > timers.now()) return;
    while (batchesInFlight < limits.batchesInFlight && lanes.sendable >= batchSize) start();
    if (lanes.sendable === 0 || batchesInFlight >= limits.batchesInFlight) return;
    const dueMs = closed ? 0 : lastEventMs + (batchesInFlight === 0 ? limits.quietMs : limits.lingerMs);
    if (flush !== null && flush.dueMs <= dueMs) return;
    flush?.cancel();
    flush = { dueMs, cancel: timers.after(Math.max(0, dueMs - timers.now()), flushPartial) };
  }

  /** Sends a partial batch unless something has come or gone since the wait began: then the wait begins anew. */
  function flushPartial(): void {
    flush = null;
    const waitMs = batchesInFlight === 0 ? limits.quietMs : limits.lingerMs;
    const isDue = closed || timers.now() >= lastEventMs + waitMs;
    const isFree = heldUntilMs <= timers.now() && batchesInFlight < limits.batchesInFlight;
    if (isDue && isFree && lanes.sendable > 0) start();
    pump();
  }

  function start(): void {
    const jobs: Job[] = [];
    let characters = 0;
    while (jobs.length < batchSize && characters < limits.batchCharacters) {
      const [job] = lanes.take(1);
      if (job === undefined) break;
      jobs.push(job);
      characters += job.request.body?.length ?? 0;
    }
    void run(jobs);
  }

  async function run(jobs: readonly Job[]): Promise<void> {
    const batch: Batch = { controller: new AbortController(), open: jobs.length };
    for (const job of jobs) job.batch = batch;
    batchesInFlight += 1;
    const parts = jobs.map(({ request }) => request);
    const exchange = await exchangeBatch(parts, batch.controller.signal);
    batchesInFlight -= 1;
    lastEventMs = timers.now();
    noteAnswered(jobs, exchange);
    for (const [index, job] of jobs.entries()) {
      job.batch = null;
      if (job.done) lanes.release(job);
      else judge(job, exchange, index);
    }
    pump();
  }

  /** Before any part is judged: whether a refusal means one mailbox or all of them, its neighbours in the batch tell. */
  function noteAnswered(jobs: readonly Job[], exchange: BatchOutcome): void {
    if (exchange.kind === 'failed') return;
    for (const [index, { request }] of jobs.entries()) {
      const status = exchange.parts[index]?.status ?? 0;
      const { permissions } = graphOperations[request.operation];
      if (status >= 200 && status < 300) session.noteMailboxAnswered(exchange.token, permissions);
    }
  }

  /** Decides what becomes of one part after an attempt. */
  function judge(job: Job, exchange: BatchOutcome, index: number): void {
    const { operation, repeatable } = job.request;
    if (exchange.kind === 'failed') {
      decide(job, exchange.failure, exchange.token, repeatable || !exchange.sent, true);
      return;
    }
    const answer = exchange.parts[index];
    if (answer === null || answer === undefined) {
      decide(job, sortBrokenCall('no such part'), exchange.token, repeatable, false);
      return;
    }
    const failure = sortAnswer(answer, operation, {
      nowMs: timers.now(),
      isGranted: (permissions) => session.isGranted(exchange.token, permissions),
    });
    if (failure !== null) {
      decide(job, failure, exchange.token, repeatable, false);
      return;
    }
    lanes.release(job);
    finish(job, { kind: 'answered', answer });
  }

  function decide(job: Job, failure: Failure, token: AccessToken | null, repeatable: boolean, outer: boolean): void {
    // Without a token there is none to renew: the refusal came from the token endpoint.
    const tokenRenewed = job.tokenRenewed || token === null;
    const decision = decideRetry(failure, { number: job.attempt, repeatable, tokenRenewed }, retryPolicy, random);
    switch (decision.kind) {
      case 'retry':
        job.attempt += 1;
        wait(job, decision.afterMs, outer);
        lanes.putBack(job);
        return;
      case 'renew-token':
        job.tokenRenewed = true;
        if (token !== null) session.reject(token);
        lanes.putBack(job);
        return;
      case 'resolve':
        // Looking for what happened waits too: for a service that asks for it, and for an effect that is still to come.
        wait(job, decision.afterMs, outer);
        lanes.release(job);
        finish(job, { kind: 'failed', failure: { code: 'unknown-outcome', detail: failure.detail } });
        return;
      case 'give-up':
        lanes.release(job);
        finish(job, { kind: 'failed', failure: decision.failure });
    }
  }

  /** Holds back the mailbox, or everything if the batch as a whole failed. */
  function wait(job: Job, ms: number, outer: boolean): void {
    if (outer) hold(ms);
    else lanes.hold(job.laneId, ms);
  }

  /** Holds back everything. */
  function hold(ms: number): void {
    const untilMs = timers.now() + ms;
    if (untilMs <= heldUntilMs) return;
    heldUntilMs = untilMs;
    cancelHold();
    cancelHold = timers.after(ms, resume);
  }

  /** A timer may come a moment before the clock says so. */
  function resume(): void {
    const restMs = heldUntilMs - timers.now();
    if (restMs > 0) cancelHold = timers.after(restMs, resume);
    else pump();
  }

  /** After the last request of a closed dispatcher no wait may keep the process alive. */
  function drain(): void {
    flush?.cancel();
    cancelHold();
    lanes.close();
    for (const resolve of drained.splice(0)) resolve();
  }

  function finish(job: Job, outcome: Outcome): void {
    forget(job);
    job.resolve(outcome);
  }

  function forget(job: Job): void {
    job.done = true;
    pending -= 1;
    const group = jobsBySignal.get(job.signal);
    if (group !== undefined) {
      group.jobs.delete(job);
      if (group.jobs.size === 0) {
        jobsBySignal.delete(job.signal);
        job.signal.removeEventListener('abort', group.abort);
      }
    }
    if (pending === 0 && closed) drain();
  }

  /** One listener per signal: thousands of requests share a run's. */
  function watch(job: Job): void {
    const group = jobsBySignal.get(job.signal);
    if (group !== undefined) {
      group.jobs.add(job);
      return;
    }
    const jobs = new Set([job]);
    const abort = () => {
      for (const cancelledJob of [...jobs]) cancel(cancelledJob);
      pump();
    };
    jobsBySignal.set(job.signal, { jobs, abort });
    job.signal.addEventListener('abort', abort, { once: true });
  }

  function cancel(job: Job): void {
    if (job.batch === null) {
      lanes.remove(job);
    } else {
      job.batch.open -= 1;
      if (job.batch.open === 0) job.batch.controller.abort();
    }
    forget(job);
    job.reject(cancelled('the call was cancelled'));
  }

  return {
    send(request, signal) {
      if (closed) return Promise.reject(cancelled('the connector is closed'));
      if (signal.aborted) return Promise.reject(cancelled('the call was cancelled'));
      return new Promise((resolve, reject) => {
        const laneId = request.mailboxId;
        const job = {
          request,
          laneId,
          signal,
          resolve,
          reject,
          attempt: 1,
          tokenRenewed: false,
          batch: null,
          done: false,
        };
        pending += 1;
        watch(job);
        lanes.add(job);
        lastEventMs = timers.now();
        pump();
      });
    },
    close() {
      closed = true;
      return new Promise((resolve) => {
        drained.push(resolve);
        if (pending === 0) drain();
        else pump();
      });
    },
  };
}

function cancelled(detail: string): ConnectorError {
  return new ConnectorError({ code: 'cancelled', detail });
}
