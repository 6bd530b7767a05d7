import type { Fault } from '../faults/registry.ts';
import type { SimOutcome, SimRequest, SimResponse } from '../http/message.ts';
import { isJson, isResponse, jsonTextOf, jsonValueOf } from './answer.ts';
import { rejected } from './authentication.ts';
import { GraphError } from './errors.ts';
import { after, type Eventually } from './eventually.ts';

export interface FaultStage {
  readonly request: SimRequest;
  /** `https://host:port`. */
  readonly baseUrl: string;
  readonly nowMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly toResponse: (error: GraphError) => SimResponse;
}

/** What happens to a request that a fault hits; `perform` is its honest effect and answer. */
export function playFault(
  fault: Fault,
  stage: FaultStage,
  perform: () => Eventually<SimOutcome>,
): Eventually<SimOutcome> {
  switch (fault.kind) {
    case 'status': {
      if (fault.when === 'before') return stage.toResponse(statusError(fault, stage));
      return after(perform(), () => stage.toResponse(statusError(fault, stage)));
    }
    case 'hang':
    case 'reset':
      return fault.when === 'before' ? { kind: fault.kind } : after(perform(), () => ({ kind: fault.kind }));
    case 'slow':
      return stage.sleep(fault.delayMs).then(perform);
    case 'truncate':
      return changed(perform(), truncate);
    case 'token-rejected':
      return stage.toResponse(rejected());
    case 'delta-expired':
      return stage.toResponse(expiredError(fault.form, stage));
    case 'partial-page':
      return changed(perform(), (response) => partialPage(response, fault.mode, stage));
    case 'body':
      return after(perform(), () => hostile(fault.body));
  }
}

function changed(
  outcome: Eventually<SimOutcome>,
  change: (response: SimResponse) => SimResponse,
): Eventually<SimOutcome> {
  return after(outcome, (value) => (isResponse(value) ? change(value) : value));
}

const statusCodes: ReadonlyMap<number, readonly [code: string, message: string]> = new Map([
  [400, ['BadRequest', 'The request is invalid.']],
  [401, ['InvalidAuthenticationToken', 'Access token validation failure.']],
  [403, ['ErrorAccessDenied', 'Access is denied. Check credentials and try again.']],
  [404, ['ErrorItemNotFound', 'The specified object was not found in the store.']],
  [409, ['ErrorIrresolvableConflict', 'The send or update operation could not be performed.']],
  [412, ['ErrorIrresolvableConflict', 'The change key passed in the request does not match the current change key.']],
  [423, ['ErrorMailboxMoveInProgress', 'The mailbox is being moved.']],
  [429, ['TooManyRequests', 'Too many requests.']],
  [500, ['InternalServerError', 'An internal server error occurred.']],
  [502, ['BadGateway', 'Bad gateway.']],
  [503, ['ServiceUnavailable', 'The service is temporarily unavailable.']],
  [504, ['GatewayTimeout', 'The gateway did not receive a timely response.']],
]);

function statusError(fault: Extract<Fault, { kind: 'status' }>, { nowMs }: FaultStage): GraphError {
  const [code, message] = statusCodes.get(fault.status) ?? ['UnknownError', 'An unknown error occurred.'];
  const headers = fault.retryAfter ? { 'Retry-After': retryAfterText(fault.retryAfter, nowMs()) } : {};
  return new GraphError(fault.status, fault.code ?? code, fault.message ?? message, headers);
}

/** `Retry-After` in one of its two forms. */
export function retryAfterText(
  wait: { readonly form: 'seconds' | 'date'; readonly seconds: number },
  nowMs: number,
): string {
  return wait.form === 'seconds' ? String(wait.seconds) : new Date(nowMs + wait.seconds * 1000).toUTCString();
}

function expiredError(
  form: Extract<Fault, { kind: 'delta-expired' }>['form'],
  { request, baseUrl }: FaultStage,
): GraphError {
  switch (form) {
    case '410-location': {
      const kept = request.query.split('&').filter((pair) => pair !== '' && !/^(\$|%24)(skip|delta)token=/i.test(pair));
      const query = kept.length === 0 ? '' : `?${kept.join('&')}`;
      return new GraphError(
        410,
        'syncStateNotFound',
        'The sync state generation is not found; continuing from this point is not possible.',
        {
          Location: `${baseUrl}${request.path}${query}`,
        },
      );
    }
    case '410-resyncRequired':
      return new GraphError(
        410,
        'resyncRequired',
        "Resync required. Replace any local items with the server's version.",
      );
    case '400-syncStateNotFound':
      return new GraphError(400, 'syncStateNotFound', 'The sync state generation is not found.');
    case '400-SyncStateInvalid':
      return new GraphError(400, 'SyncStateInvalid', 'The sync state is invalid.');
  }
}

function partialPage(
  response: SimResponse,
  mode: Extract<Fault, { kind: 'partial-page' }>['mode'],
  { request, baseUrl }: FaultStage,
): SimResponse {
  const page = jsonValueOf(response);
  if (typeof page !== 'object' || page === null || !('value' in page) || !Array.isArray(page.value)) return response;
  switch (mode) {
    case 'empty-with-next': {
      const again = `${baseUrl}${request.path}${request.query === '' ? '' : `?${request.query}`}`;
      return { ...response, body: { ...withoutLinks(page), value: [], '@odata.nextLink': again } };
    }
    case 'missing-next':
      return { ...response, body: withoutLinks(page) };
    case 'repeat-items':
      return { ...response, body: { ...page, value: [...page.value, ...page.value] } };
  }
}

function withoutLinks(page: object): object {
  return Object.fromEntries(
    Object.entries(page).filter(([name]) => name !== '@odata.nextLink' && name !== '@odata.deltaLink'),
  );
}

function truncate(response: SimResponse): SimResponse {
  if (response.body === undefined) return response;
  if (response.body instanceof Uint8Array) {
    return { ...response, body: response.body.subarray(0, Math.floor(response.body.length / 2)) };
  }
  const text = isJson(response) ? jsonTextOf(response) : String(response.body);
  return { ...response, body: text.slice(0, Math.floor(text.length / 2)) };
}

/** Text that is no JSON comes as the page of some proxy on the way. */
function hostile(body: unknown): SimResponse {
  if (typeof body !== 'string') return { status: 200, headers: {}, body: JSON.stringify(body) };
  return { status: 200, headers: isJsonText(body) ? {} : { 'Content-Type': 'text/html' }, body };
}

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
