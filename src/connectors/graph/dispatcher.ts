import { ConnectorError } from '../../runs/connector-error.ts';
import type { ConnectorLoad } from '../../runs/ports.ts';
import type { Failure } from '../../sync/failure.ts';
import { decideRetry, type RetryPolicy } from '../../sync/retry.ts';
import { createAbortGroups } from './abort-groups.ts';
import { asksMailbox, createAllowance, uploadBytes } from './allowance.ts';
import { batchSize } from './batch.ts';
import { type BatchOutcome, createBatchExchange } from './batch-exchange.ts';
import { type CeilingTicket, createCeiling } from './ceiling.ts';
import type { DirectoryBudget } from './directory-budget.ts';
import type { DispatcherLimits } from './dispatcher-limits.ts';
import { createHold } from './hold.ts';
import { judgeBatch } from './judge-batch.ts';
import { createLanes } from './lanes.ts';
import type { MailboxRequest, Outcome } from './mailbox-request.ts';
import { createOutage } from './outage.ts';
import type { Session } from './session.ts';
import type { Timers } from './timers.ts';
import type { Send } from './transport.ts';

/** Sends the requests of all mailboxes of one tenant, packed into batches. */
export interface Dispatcher {
  /** @throws {ConnectorError} `cancelled`: the signal was aborted, or the dispatcher is closed. */
  send(request: MailboxRequest, signal: AbortSignal): Promise<Outcome>;
  /** As `send`, without a promise for each of many: one of the two is called once, maybe before this returns. */
  post(
    request: MailboxRequest,
    signal: AbortSignal,
    onOutcome: (outcome: Outcome) => void,
    onError: (error: ConnectorError) => void,
  ): void;
  /** How many mailboxes, each with as many requests as it may have in flight, fill what the service takes now or soon. */
  mailboxesAtOnce(): number;
  load(): ConnectorLoad;
  /** Takes nothing new; resolves when everything under way has ended. */
  close(): Promise<void>;
}

export interface DispatcherOptions {
  readonly graphUrl: string;
  readonly session: Session;
  readonly send: Send;
  readonly retryPolicy: RetryPolicy;
  readonly limits: DispatcherLimits;
  /** Shared with what else asks the tenant's directory. */
  readonly directory: DirectoryBudget;
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
  readonly ticket: CeilingTicket;
  /** Jobs that still want the answer. */
  open: number;
}

/**
 * One dispatcher serves one tenant connection.
 *
 * A full batch goes out as soon as a place is free; a partial one waits a moment for company. Every part is judged by
 * itself. What a service asks a mailbox to wait holds back that mailbox alone, what it asks the batch to wait all. How
 * many batches are in flight follows what the service takes; what a mailbox allows in a while is never asked for in vain.
 * @see https://learn.microsoft.com/graph/json-batching
 * @see docs/connectors.md#limits
 */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { graphUrl, session, send, retryPolicy, limits, directory, timers, random } = options;
  const exchangeBatch = createBatchExchange({ graphUrl, session, send, now: timers.now });
  const lanes = createLanes<Job>(limits.perMailbox, timers, () => pump());
  const allowance = createAllowance(limits, directory);
  const ceiling = createCeiling(limits.batchesAtFirst, limits.batchesInFlight, timers.now);
  const outage = createOutage(retryPolicy.longestNamedWaitMs, timers.now);
  const hold = createHold(timers, () => pump());
  const waiting = createAbortGroups<Job>((jobs) => {
    for (const job of jobs) cancel(job);
    pump();
  });
  const drained: (() => void)[] = [];
  let pending = 0;
  let batchesInFlight = 0;
  let requests = 0;
  let throttled = 0;
  let closed = false;
  let lastEventMs = 0;
  let flush: { readonly dueMs: number; readonly cancel: () => void } | null = null;

  function pump(): void {
    if (hold.isActive) return;
    while (batchesInFlight < ceiling.limit && lanes.sendable >= batchSize) start();
    if (lanes.sendable === 0 || batchesInFlight >= ceiling.limit) return;
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
    const isFree = !hold.isActive && batchesInFlight < ceiling.limit;
    if (isDue && isFree && lanes.sendable > 0) start();
    pump();
  }

  function start(): void {
    const nowMs = timers.now();
    const jobs: Job[] = [];
    let bytes = 0;
    while (jobs.length < batchSize && bytes < limits.batchBytes) {
      const job = lanes.take();
      if (job === undefined) break;
      const waitMs = allowance.waitMs(job.request, nowMs);
      if (waitMs > 0) {
        lanes.hold(job.laneId, waitMs);
        lanes.putBack(job);
        continue;
      }
      allowance.start(job.request);
      jobs.push(job);
      bytes += uploadBytes(job.request);
    }
    if (jobs.length > 0) void run(jobs);
  }

  async function run(jobs: readonly Job[]): Promise<void> {
    batchesInFlight += 1;
    requests += jobs.length;
    const batch: Batch = { controller: new AbortController(), ticket: ceiling.start(kindOf(jobs)), open: jobs.length };
    for (const job of jobs) job.batch = batch;
    const parts = jobs.map(({ request }) => request);
    const exchange = await exchangeBatch(parts, batch.controller.signal);
    batchesInFlight -= 1;
    lastEventMs = timers.now();
    for (const request of parts) allowance.end(request, lastEventMs);
    // What nobody waited for any more was broken off here, and says nothing about the service.
    const isTold = exchange.kind === 'answered' || batch.open > 0;
    if (isTold) outage.noteBatch(exchange.kind);
    const { outcomes, pushedBack } = judgeBatch(parts, exchange, session, lastEventMs);
    ceiling.end(batch.ticket, isTold && pushedBack);
    throttled += outcomes.filter((outcome) => outcome.kind === 'failed' && outcome.failure.code === 'throttled').length;
    if (outcomes.some(({ kind }) => kind === 'answered')) outage.noteAnswered();
    outcomes.forEach((outcome, index) => {
      const job = jobs[index];
      if (job !== undefined) settle(job, outcome, exchange);
    });
    const away = outage.current();
    if (away !== null) for (const job of lanes.clear()) finish(job, { kind: 'failed', failure: away });
    pump();
  }

  function settle(job: Job, outcome: Outcome, exchange: BatchOutcome): void {
    job.batch = null;
    if (!job.done && outcome.kind === 'failed') {
      decide(job, outcome.failure, exchange);
      return;
    }
    lanes.release(job);
    if (!job.done) finish(job, outcome);
  }

  /** Decides what becomes of one part that failed, alone or with its batch. */
  function decide(job: Job, failure: Failure, exchange: BatchOutcome): void {
    const { token } = exchange;
    const outer = exchange.kind === 'failed';
    const repeatable = job.request.repeatable || (outer && !exchange.sent);
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
        finish(job, {
          kind: 'failed',
          failure: outer ? outage.ofBatch(failure) : outage.ofMailbox(job.laneId, failure, token),
        });
    }
  }

  /** Holds back the mailbox, or everything if the batch as a whole failed. */
  function wait(job: Job, ms: number, outer: boolean): void {
    if (outer) hold.extend(ms);
    else if (asksMailbox(job.request)) lanes.hold(job.laneId, ms);
    else directory.pause(ms, timers.now());
  }

  /** After the last request of a closed dispatcher no wait may keep the process alive. */
  function drain(): void {
    flush?.cancel();
    hold.close();
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
    waiting.leave(job);
    if (pending === 0 && closed) drain();
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

  function post(
    request: MailboxRequest,
    signal: AbortSignal,
    onOutcome: (outcome: Outcome) => void,
    onError: (error: ConnectorError) => void,
  ): void {
    const away = outage.current();
    if (closed) onError(cancelled('the connector is closed'));
    else if (signal.aborted) onError(cancelled('the call was cancelled'));
    else if (away !== null) onOutcome({ kind: 'failed', failure: away });
    else if (uploadBytes(request) > limits.bodyBytes) onOutcome({ kind: 'failed', failure: tooLarge });
    else {
      const job: Job = {
        request,
        laneId: request.mailboxId,
        signal,
        resolve: onOutcome,
        reject: onError,
        attempt: 1,
        tokenRenewed: false,
        batch: null,
        done: false,
      };
      pending += 1;
      waiting.join(job);
      lanes.add(job);
      lastEventMs = timers.now();
      pump();
    }
  }

  return {
    send: (request, signal) => new Promise((resolve, reject) => post(request, signal, resolve, reject)),
    post,
    mailboxesAtOnce: () => Math.ceil((ceiling.soon * batchSize) / limits.perMailbox),
    load: () => ({
      inFlight: batchesInFlight * batchSize,
      ceiling: ceiling.limit * batchSize,
      requests,
      throttled,
    }),
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

/** Full batches of the same operation take about as long as each other. */
function kindOf(jobs: readonly Job[]): string | null {
  return jobs.length === batchSize ? (jobs[0]?.request.operation ?? null) : null;
}

const tooLarge: Failure = { code: 'invalid-item', detail: 'larger than a batch can carry' };

function cancelled(detail: string): ConnectorError {
  return new ConnectorError({ code: 'cancelled', detail });
}
