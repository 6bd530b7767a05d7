import type { Failure, FailureCode } from '../../sync/failure.ts';
import { type Answer, headerOf, isObject, type JsonObject } from './answer.ts';
import { type GraphOperation, graphOperations } from './operations.ts';
import { parseRetryAfter } from './retry-after.ts';

/** What a judgement needs besides the answer. */
export interface Circumstances {
  readonly nowMs: number;
  /** Whether the app is known to have one of these permissions in the tenant; decides what a 403 means. */
  readonly isGranted: (permissions: readonly string[]) => boolean;
}

/** A batch as a whole, or what was asked for in a part of it or alone. */
export type Asked = GraphOperation | 'batch';

/**
 * Sorts an answer of Graph into success (null) or a failure.
 *
 * The only place that knows Graph's error codes. Details hold status, code and request id, never Graph's message: it
 * may name people.
 * @see https://learn.microsoft.com/graph/errors
 */
export function sortAnswer(answer: Answer, asked: Asked, circumstances: Circumstances): Failure | null {
  const { status } = answer;
  if (status >= 200 && status < 300) {
    // An answer without a body must not be taken for nothing there.
    return bodied.has(asked) && answer.body === undefined ? sortBrokenCall('no body') : null;
  }
  const error = readError(answer.body);
  const detail = describe(status, error);
  const retryAfterMs = parseRetryAfter(headerOf(answer.headers, 'retry-after'), circumstances.nowMs);
  const fail = (found: FailureCode): Failure => {
    const code = asked === 'batch' && !batchFailures.has(found) ? 'unavailable' : found;
    const waits = code === 'throttled' || code === 'unavailable';
    return { code, detail, ...(retryAfterMs !== undefined && waits ? { retryAfterMs } : {}) };
  };

  // From 500 on a write may have happened whatever the code says, so it is no refusal that can simply be repeated.
  if (status === 429 || (status < 500 && error.codes.some((code) => throttlingCodes.has(code)))) {
    return fail('throttled');
  }
  for (const code of error.codes) {
    const meaning = meanings.get(code);
    if (meaning !== undefined) return fail(meaning === 'mailbox-not-enabled' ? restState(error.message) : meaning);
  }
  const is = (...codes: readonly string[]) => error.codes.some((code) => codes.includes(code));

  switch (status) {
    case 400:
      if (is('erroritemnotfound', 'errorinvalididmalformed', 'errorinvalidid', 'errorinvalididempty')) {
        return fail('not-found');
      }
      return fail(isItemWrite(asked) ? 'invalid-item' : 'invalid-answer');
    case 401:
      return fail('unauthorized');
    case 403:
      return forbidden(asked, is('erroraccessdenied'), detail, circumstances);
    case 404:
      // There the mailbox is all that the path names.
      if (asked === 'folder.list' || asked === 'folder.create') return fail('mailbox-not-found');
      // On a mailbox's path these say that there is no such user; anything else that is missing is an item or a folder.
      if (is('resourcenotfound', 'request_resourcenotfound', 'errorinvaliduser') && isMailboxPath(asked)) {
        return fail('mailbox-not-found');
      }
      return fail('not-found');
    case 409:
    case 412:
      return fail('conflict');
    case 410:
      return fail('cursor-expired');
    case 413:
    case 415:
    case 422:
      return fail(isItemWrite(asked) ? 'invalid-item' : 'invalid-answer');
    case 501:
      // It will not be there in a moment either, and nothing has happened.
      return fail('invalid-answer');
    case 507:
      return fail('mailbox-full');
    case 408:
    case 424:
      return fail('unavailable');
    default:
      return fail(status >= 500 ? 'unavailable' : 'invalid-answer');
  }
}

/**
 * The failure of a call that got no whole answer.
 *
 * @param reason A code or words of our own, never something from outside.
 */
export function sortBrokenCall(reason: string): Failure {
  return { code: 'unavailable', detail: `no answer: ${reason}` };
}

/**
 * What an answer to a batch as a whole can say. A proxy's 404 says nothing about the items in it: taken for theirs, it
 * would make deletes look done and folders look gone.
 */
const batchFailures: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'throttled',
  'unavailable',
  'unauthorized',
  'consent-withdrawn',
  'invalid-answer',
]);

/** Reads of mailboxes, from which it follows what is written. */
const bodied: ReadonlySet<Asked> = new Set<Asked>(['folder.list', 'child-folder.list', 'folder.read', 'contact.read']);

/** Codes are compared in lower case: services behind Graph spell them as they like. */
const throttlingCodes: ReadonlySet<string> = new Set([
  'applicationthrottled',
  'toomanyrequests',
  'errortoomanyobjectsopened',
  'errormailboxstorethrottled',
  'activitylimitreached',
]);

/** Codes that say the same at any status. */
const meanings: ReadonlyMap<string, FailureCode> = new Map([
  ['syncstatenotfound', 'cursor-expired'],
  ['syncstateinvalid', 'cursor-expired'],
  ['resyncrequired', 'cursor-expired'],
  ['resyncchangesapplydifferences', 'cursor-expired'],
  ['resyncchangesuploaddifferences', 'cursor-expired'],
  ['errorinvalidsyncstatedata', 'cursor-expired'],
  ['mailboxnotenabledforrestapi', 'mailbox-not-enabled'],
  ['mailboxnotsupportedforrestapi', 'mailbox-not-enabled'],
  ['mailboxnothostedinexchangeonline', 'mailbox-on-premises'],
  ['errornonexistentmailbox', 'mailbox-not-found'],
  ['errorquotaexceeded', 'mailbox-full'],
  ['errorfolderexists', 'conflict'],
  ['errorfoldernotfound', 'not-found'],
  ['errormailboxmoveinprogress', 'unavailable'],
  ['errormailboxstoreunavailable', 'unavailable'],
  // The app's service principal is gone from the tenant though its token has not expired.
  ['authorization_identitynotfound', 'consent-withdrawn'],
  ['authorization_identitydisabled', 'consent-withdrawn'],
]);

/**
 * One code stands for a mailbox that is inactive and for one on a server of the company; only the message can tell, and
 * the usual one names both ("either inactive, soft-deleted, or is hosted on-premise").
 */
function restState(message: string): FailureCode {
  return /on-?premise/i.test(message) && !/inactive/i.test(message) ? 'mailbox-on-premises' : 'mailbox-not-enabled';
}

/**
 * Exchange refuses with the same code what the tenant never granted and what a policy denies for one mailbox: with
 * the permission in hand it is the policy.
 */
function forbidden(asked: Asked, byExchange: boolean, detail: string, circumstances: Circumstances): Failure {
  if (asked === 'batch') return { code: 'unauthorized', detail };
  const { permissions, mailbox } = graphOperations[asked];
  if (mailbox && byExchange && circumstances.isGranted(permissions)) return { code: 'mailbox-access-denied', detail };
  return { code: 'permission-missing', detail, permission: permissions[0] };
}

function isItemWrite(asked: Asked): boolean {
  return asked === 'contact.create' || asked === 'contact.update' || asked === 'contact-photo.write';
}

function isMailboxPath(asked: Asked): boolean {
  return asked !== 'batch' && graphOperations[asked].mailbox;
}

interface GraphErrorBody {
  /** In lower case, the outer one first. */
  readonly codes: readonly string[];
  /** The outer one as it came. */
  readonly code: string;
  readonly message: string;
  readonly requestId: string;
}

function readError(body: unknown): GraphErrorBody {
  const codes: string[] = [];
  const first = isObject(body) && isObject(body.error) ? text(body.error, 'code') : '';
  let message = '';
  let requestId = '';
  let error: unknown = isObject(body) ? body.error : undefined;
  // Codes nest: the inner ones are more exact, and more than a few levels are nonsense.
  for (let depth = 0; depth < 5 && isObject(error); depth += 1) {
    const code = text(error, 'code');
    if (code !== '') codes.push(code.toLowerCase());
    message ||= text(error, 'message');
    requestId ||= text(error, 'request-id');
    error = error.innerError ?? error.innererror;
  }
  return { codes, code: first, message, requestId };
}

function describe(status: number, { code, requestId }: GraphErrorBody): string {
  return `${status} ${code === '' ? 'without a code' : safeCode(code)}${/^[\w-]{1,64}$/.test(requestId) ? ` (request ${requestId})` : ''}`;
}

/** A code, or nothing: what comes from outside may hold anything, also somebody's name. */
function safeCode(code: string): string {
  return /^[\w.-]{1,80}$/.test(code) ? code : 'unreadable code';
}

function text(object: JsonObject, name: string): string {
  const value = object[name];
  return typeof value === 'string' ? value : '';
}
