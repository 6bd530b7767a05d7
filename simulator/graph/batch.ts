import type { SimOutcome, SimRequest, SimResponse } from '../http/message.ts';
import type { SimSettings } from '../world/model.ts';
import { headerOf, isJson, isResponse, jsonTextOf, jsonType } from './answer.ts';
import { type BatchPart, readBatch } from './batch-body.ts';
import { GraphError } from './errors.ts';
import type { Eventually } from './eventually.ts';
import type { Exchange } from './exchange.ts';
import type { Call, Pipeline } from './pipeline.ts';

/**
 * Answers `POST /$batch`: every part by itself, in any order.
 *
 * Parts for one mailbox run so many at a time as Outlook allows an app, the others of the batch wait for them.
 *
 * @throws {GraphError} 400 for all parts if the batch itself is malformed; 405.
 */
export function answerBatch(
  request: SimRequest,
  pipeline: Pipeline,
  exchange: Exchange,
  settings: SimSettings,
): Eventually<SimOutcome> {
  if (request.method !== 'POST') {
    throw new GraphError(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.');
  }
  const parts = readBatch(request.body);
  const writes = parts.reduce((sum, part) => sum + (part.request.body.kind === 'none' ? 0 : 1), 0);
  const uploadBytes =
    request.body.kind === 'bytes' ? Math.ceil(request.body.bytes.byteLength / Math.max(1, writes)) : 0;
  const lanes = createLanes(settings);
  const outcomes: Eventually<SimOutcome>[] = [];
  let waiting = false;
  for (const part of parts) {
    const outcome = start(
      part,
      part.dependsOn.map((place) => outcomes[place]),
      () => {
        const bytes = part.request.body.kind === 'none' ? 0 : uploadBytes;
        return lanes(pipeline.prepare(part.request, part.path, exchange, 'part', bytes), pipeline.run);
      },
    );
    if (outcome instanceof Promise) waiting = true;
    outcomes.push(outcome);
  }
  if (waiting) return Promise.all(outcomes).then((all) => composeAnswer(parts, all, exchange));
  return composeAnswer(parts, outcomes.filter(isReady), exchange);

  function start(
    part: BatchPart,
    needed: readonly (Eventually<SimOutcome> | undefined)[],
    run: () => Eventually<SimOutcome>,
  ): Eventually<SimOutcome> {
    if (part.isBatch) return exchange.toResponse(new GraphError(400, 'BadRequest', 'Batch requests cannot be nested.'));
    if (needed.length === 0) return run();
    if (needed.some((outcome) => outcome instanceof Promise)) {
      return Promise.all(needed).then((outcomes) => (outcomes.every(succeeded) ? run() : failedDependency(exchange)));
    }
    return needed.filter(isReady).every(succeeded) ? run() : failedDependency(exchange);
  }
}

function isReady(outcome: Eventually<SimOutcome> | undefined): outcome is SimOutcome {
  return outcome !== undefined && !(outcome instanceof Promise);
}

function succeeded(outcome: SimOutcome | undefined): boolean {
  return outcome !== undefined && isResponse(outcome) && outcome.status < 400;
}

function failedDependency(exchange: Exchange): SimResponse {
  return exchange.toResponse(new GraphError(424, 'FailedDependency', 'A request that this one depends on has failed.'));
}

type RunCall = (call: Call) => Eventually<SimOutcome>;

/** Queues the parts of one batch per mailbox. */
function createLanes(settings: SimSettings): (call: Call, run: RunCall) => Eventually<SimOutcome> {
  const lanes = new Map<string, { running: number; readonly queue: (() => void)[] }>();
  return (call, run) => {
    const { mailboxId } = call;
    if (mailboxId === null) return run(call);
    const key = settings.mailboxConcurrencyScope === 'app' ? '' : mailboxId;
    const lane = lanes.get(key);
    const enter = (): Eventually<SimOutcome> => {
      const outcome = run(call);
      if (!(outcome instanceof Promise)) return outcome;
      const own = lanes.get(key) ?? { running: 0, queue: [] };
      lanes.set(key, own);
      own.running += 1;
      return outcome.finally(() => {
        own.running -= 1;
        own.queue.shift()?.();
      });
    };
    if (lane === undefined || lane.running < settings.mailboxConcurrency) return enter();
    return new Promise((resolve, reject) => {
      const takeTurn = async (): Promise<SimOutcome> => {
        const outcome = enter();
        if (!(outcome instanceof Promise)) lane.queue.shift()?.();
        return outcome;
      };
      lane.queue.push(() => takeTurn().then(resolve, reject));
    });
  };
}

const jsonHeaders = `{"Content-Type":"${jsonType}"}`;

/** Writes the answer as text, because most parts have written their own JSON already. */
function composeAnswer(parts: readonly BatchPart[], outcomes: readonly SimOutcome[], exchange: Exchange): SimOutcome {
  const texts: string[] = [];
  for (const [place, outcome] of outcomes.entries()) {
    if (!isResponse(outcome)) return outcome;
    texts.push(partText(parts[place]?.id ?? '', outcome));
  }
  shuffle(texts, exchange.usage.nextBatch());
  return { status: 200, headers: {}, body: `{"responses":[${texts.join(',')}]}` };
}

function partText(id: string, response: SimResponse): string {
  const start = `{"id":${JSON.stringify(id)},"status":${response.status},"headers":`;
  const { body, headers } = response;
  if (body === undefined) return `${start}${JSON.stringify(headers)}}`;
  if (isJson(response)) return `${start}${headerText(response)},"body":${jsonTextOf(response)}}`;
  const text = body instanceof Uint8Array ? Buffer.from(body).toString('base64') : String(body);
  return `${start}${JSON.stringify(headers)},"body":${JSON.stringify(text)}}`;
}

function headerText(response: SimResponse): string {
  if (headerOf(response, 'content-type') !== undefined) return JSON.stringify(response.headers);
  for (const _ in response.headers) return JSON.stringify({ ...response.headers, 'Content-Type': jsonType });
  return jsonHeaders;
}

/** Graph promises no order of answers; this one follows from the number of the batch, so that a run can be repeated. */
function shuffle(texts: string[], seed: number): void {
  let state = (seed * 2654435761) >>> 0;
  for (let last = texts.length - 1; last > 0; last -= 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = Math.floor((state / 4294967296) * (last + 1));
    const moved = texts[last] ?? '';
    texts[last] = texts[other] ?? '';
    texts[other] = moved;
  }
}
