import { type FailureCode, failures } from '../../src/sync/failure.ts';
import { type GuardName, guards, type NoDeletesReason } from '../../src/sync/guards.ts';
import type { Family } from './faults.ts';
import type { Operation } from './operations.ts';

type Code = FailureCode | GuardName | NoDeletesReason;

/** What a run may say of a fault, so that the advice of docs/errors.md fits it. */
const fitting: Readonly<Record<Family, readonly Code[]>> = {
  'refused: 400': ['invalid-answer', 'invalid-item'],
  '400 though done': ['invalid-answer', 'invalid-item'],
  'token refused: 401': ['unauthorized', 'unavailable', 'mailbox-access-denied'],
  '401 though done': ['unauthorized', 'unavailable', 'mailbox-access-denied'],
  'forbidden: 403': ['permission-missing', 'mailbox-access-denied'],
  '403 though done': ['permission-missing', 'mailbox-access-denied'],
  'not there: 404': ['not-found', 'mailbox-not-found', 'conflict'],
  '404 though done': ['not-found', 'mailbox-not-found', 'conflict'],
  'conflict: 409, 412': ['conflict'],
  '409, 412 though done': ['conflict'],
  'failing: 423, 5xx': ['unavailable', 'unknown-outcome'],
  'done, then 423, 5xx': ['unavailable', 'unknown-outcome'],
  'throttled: 429': ['throttled'],
  '429 though done': ['throttled'],
  'no mailbox': ['mailbox-not-enabled'],
  'mailbox full': ['mailbox-full'],
  'silence or break': ['unavailable', 'unknown-outcome'],
  'done, then silence or break': ['unavailable', 'unknown-outcome'],
  'a minute late': [],
  // Half a picture is not seen to be half.
  'cut off': ['unavailable', 'unknown-outcome', 'invalid-answer'],
  'token rejected': ['unauthorized', 'unavailable', 'mailbox-access-denied'],
  'delta expired': ['cursor-expired'],
  'empty page that leads to itself': ['invalid-answer', 'mailbox-not-found'],
  'page without link': ['invalid-answer'],
  'entries twice': [],
  'another object': ['invalid-answer'],
  'a list': ['invalid-answer'],
  'a web page': ['invalid-answer', 'unavailable'],
  'an empty list': ['invalid-answer', 'unavailable', 'not-found', 'mailbox-not-found', 'empty-read', 'conflict'],
};

/** A batch as a whole says nothing of what is in it, and an error of Entra is known by its own codes. */
const fittingWithoutPart: readonly Code[] = ['unavailable', 'unauthorized', 'throttled', 'invalid-answer'];

/** Codes that have no advice, or one that does not fit. */
export function unfitting(codes: readonly string[], family: Family, { match }: Operation): readonly string[] {
  const known: readonly string[] = [...Object.keys(failures), ...Object.keys(guards)];
  const isPart = match.service !== 'entra' && match.scope !== 'outer';
  const fits: readonly string[] = isPart ? fitting[family] : fittingWithoutPart;
  return codes.filter((code) => !known.includes(code) || !fits.includes(code));
}
