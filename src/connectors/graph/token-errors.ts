import type { Failure, FailureCode } from '../../sync/failure.ts';
import { type Answer, headerOf, isObject } from './answer.ts';
import { parseRetryAfter } from './retry-after.ts';

/**
 * Sorts an answer of the token endpoint, or of what is asked before it, into success (null) or a failure.
 *
 * The OAuth `error` decides, with the AADSTS number where one `error` stands for several situations. Details hold the
 * number and what to do, never the description: it may quote what was sent.
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export function sortTokenAnswer({ status, headers, body }: Answer, nowMs: number): Failure | null {
  const error = isObject(body) ? stringOf(body.error) : '';
  if (status >= 200 && status < 300) {
    if (error !== '') return { code: 'invalid-answer', detail: `a token answer with an error and status ${status}` };
    return isObject(body) ? null : { code: 'unavailable', detail: `${status} with an unreadable body` };
  }
  const retryAfterMs = parseRetryAfter(headerOf(headers, 'retry-after'), nowMs);
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (status === 429) return { code: 'throttled', detail: '429 from the token endpoint', ...wait };
  if (status === 408 || status >= 500 || error === 'temporarily_unavailable' || error === 'server_error') {
    return { code: 'unavailable', detail: `${status} from the token endpoint`, ...wait };
  }
  const number = numberOf(body);
  const situation = situations.get(number);
  if (situation !== undefined) {
    const detail = `AADSTS${number}: ${situation.meaning}`;
    return number === conditionalAccess
      ? { code: situation.code, detail, byPolicy: true }
      : { code: situation.code, detail };
  }
  return {
    code: codeOf(error),
    detail: `${status} ${/^\w{1,60}$/.test(error) ? error : 'without an error'}${number === 0 ? '' : ` AADSTS${number}`}`,
  };
}

function codeOf(error: string): FailureCode {
  switch (error) {
    case 'unauthorized_client':
      return 'consent-withdrawn';
    case 'invalid_tenant':
      return 'not-found';
    case 'invalid_request':
    case 'invalid_client':
    case 'invalid_scope':
    case 'invalid_resource':
    case 'invalid_grant':
    case 'access_denied':
    case 'interaction_required':
      return 'unauthorized';
    default:
      return 'invalid-answer';
  }
}

interface Situation {
  readonly code: FailureCode;
  readonly meaning: string;
}

const conditionalAccess = 53003;

const situations: ReadonlyMap<number, Situation> = new Map([
  [700016, { code: 'consent-withdrawn', meaning: 'the app is unknown in the tenant' }],
  [7000229, { code: 'consent-withdrawn', meaning: 'the app has no enterprise application in the tenant' }],
  [650051, { code: 'consent-withdrawn', meaning: 'the app was not consented to in the tenant' }],
  [65001, { code: 'consent-withdrawn', meaning: 'the app was not consented to in the tenant' }],
  [7000112, { code: 'consent-withdrawn', meaning: 'the app is disabled in the tenant' }],
  [700027, { code: 'unauthorized', meaning: "the certificate's assertion was refused: check certificate and clock" }],
  [700024, { code: 'unauthorized', meaning: "the assertion's time is out of range: check the clock" }],
  [7000215, { code: 'unauthorized', meaning: 'the client secret is wrong' }],
  [7000222, { code: 'unauthorized', meaning: 'the client secret has expired' }],
  [7000218, { code: 'unauthorized', meaning: 'no client secret or assertion was sent' }],
  [50012, { code: 'unauthorized', meaning: 'the client secret or assertion is invalid' }],
  [conditionalAccess, { code: 'unauthorized', meaning: 'a conditional-access policy of the tenant refuses the app' }],
  [90002, { code: 'not-found', meaning: 'there is no such Entra tenant' }],
  [900023, { code: 'not-found', meaning: 'this is no Entra tenant id' }],
  [500011, { code: 'unauthorized', meaning: 'the resource of the scope is unknown in the tenant' }],
  [1002012, { code: 'unauthorized', meaning: 'the scope must end in /.default' }],
]);

/** The first AADSTS number, from `error_codes` or from the beginning of the description; 0: none. */
function numberOf(body: unknown): number {
  if (!isObject(body)) return 0;
  const codes = body.error_codes;
  if (Array.isArray(codes) && typeof codes[0] === 'number') return codes[0];
  const match = /^AADSTS(\d{3,9})\b/.exec(stringOf(body.error_description));
  return match === null ? 0 : Number(match[1]);
}

function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
