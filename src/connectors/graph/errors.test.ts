import { test as property } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Asked, sortAnswer } from './errors.ts';

const granted = { nowMs: Date.parse('2026-03-01T12:00:00Z'), isGranted: () => true };
const notGranted = { ...granted, isGranted: () => false };

function answer(status: number, code: string, message = '', headers: Readonly<Record<string, string>> = {}) {
  const innerError = { date: '2026-03-01T12:00:00', 'request-id': '11111111-2222-4333-8444-555555555555' };
  return { status, headers, body: code === '' ? undefined : { error: { code, message, innerError } } };
}

describe('what Graph answers, and what it means', () => {
  const inactive = 'The mailbox is either inactive, soft-deleted, or is hosted on-premise.';
  const rows: readonly (readonly [number, string, Asked, string, string?])[] = [
    [429, 'ApplicationThrottled', 'contact.create', 'throttled'],
    [429, 'TooManyRequests', 'users.read', 'throttled'],
    [429, 'ErrorTooManyObjectsOpened', 'contact.read', 'throttled'],
    [429, 'SomethingNew', 'batch', 'throttled'],
    [429, '', 'batch', 'throttled'],
    [400, 'ErrorTooManyObjectsOpened', 'contact.create', 'throttled'],
    [500, 'InternalServerError', 'contact.update', 'unavailable'],
    [502, '', 'batch', 'unavailable'],
    [503, 'ServiceUnavailable', 'folder.create', 'unavailable'],
    [503, 'TooManyRequests', 'contact.create', 'unavailable'],
    [504, 'GatewayTimeout', 'contact.create', 'unavailable'],
    [509, 'Bandwidth', 'contact.create', 'unavailable'],
    [408, 'RequestTimeout', 'contact.create', 'unavailable'],
    [424, 'FailedDependency', 'contact.create', 'unavailable'],
    [409, 'ErrorMailboxMoveInProgress', 'contact.create', 'unavailable'],
    [401, 'InvalidAuthenticationToken', 'contact.create', 'unauthorized'],
    [401, '', 'batch', 'unauthorized'],
    [401, 'Authorization_IdentityNotFound', 'users.read', 'consent-withdrawn'],
    [403, 'Authorization_IdentityNotFound', 'users.read', 'consent-withdrawn'],
    [404, 'MailboxNotEnabledForRESTAPI', 'contact.create', 'mailbox-not-enabled', inactive],
    [404, 'MailboxNotEnabledForRESTAPI', 'folder.list', 'mailbox-not-enabled', 'REST API is not yet supported.'],
    [404, 'MailboxNotEnabledForRESTAPI', 'folder.list', 'mailbox-on-premises', 'The mailbox is hosted on-premises.'],
    [404, 'ErrorNonExistentMailbox', 'contact.create', 'mailbox-not-found'],
    [404, 'ResourceNotFound', 'contact.read', 'mailbox-not-found'],
    [404, 'Request_ResourceNotFound', 'folder.create', 'mailbox-not-found'],
    [404, 'Request_ResourceNotFound', 'group.read', 'not-found'],
    [404, 'ErrorItemNotFound', 'contact.update', 'not-found'],
    [404, 'ErrorItemNotFound', 'folder.read', 'not-found'],
    [404, '', 'folder.list', 'mailbox-not-found'],
    [404, '', 'contact.create', 'not-found'],
    [400, 'ErrorInvalidIdMalformed', 'contact.update', 'not-found'],
    [403, 'ErrorAccessDenied', 'contact.create', 'mailbox-access-denied'],
    [507, 'InsufficientStorage', 'contact.create', 'mailbox-full'],
    [403, 'ErrorQuotaExceeded', 'contact.create', 'mailbox-full'],
    [409, 'ErrorFolderExists', 'folder.create', 'conflict'],
    [409, 'ErrorIrresolvableConflict', 'contact.update', 'conflict'],
    [412, 'ErrorIrresolvableConflict', 'contact.update', 'conflict'],
    [400, 'RequestBodyRead', 'contact.create', 'invalid-item'],
    [400, 'ErrorPropertyValidationFailure', 'contact.update', 'invalid-item'],
    [413, 'RequestEntityTooLarge', 'contact.create', 'invalid-item'],
    [400, 'BadRequest', 'users.read', 'invalid-answer'],
    [400, 'BadRequest', 'batch', 'invalid-answer'],
    [410, 'syncStateNotFound', 'users.read', 'cursor-expired'],
    [410, 'resyncRequired', 'users.read', 'cursor-expired'],
    [410, '', 'users.read', 'cursor-expired'],
    [400, 'syncStateNotFound', 'users.read', 'cursor-expired'],
    [400, 'SyncStateInvalid', 'contact.read', 'cursor-expired'],
    [302, '', 'users.read', 'invalid-answer'],
    // What is missing or in the way of a batch as a whole says nothing about any item in it.
    [404, '', 'batch', 'unavailable'],
    [404, 'ResourceNotFound', 'batch', 'unavailable'],
    [409, '', 'batch', 'unavailable'],
    [410, '', 'batch', 'unavailable'],
    [412, '', 'batch', 'unavailable'],
    [507, '', 'batch', 'unavailable'],
    [501, 'NotImplemented', 'mailbox-settings.read', 'invalid-answer'],
    [400, 'ErrorFolderExists', 'folder.create', 'conflict'],
    [400, 'ErrorFolderNotFound', 'contact.create', 'not-found'],
  ];

  test.for(rows)('%i %s to %s is %s', ([status, code, asked, expected, message]) => {
    expect(sortAnswer(answer(status, code, message), asked, granted)?.code).toBe(expected);
  });

  test.each([
    ['contact.create', 403, 'ErrorAccessDenied', 'Contacts.ReadWrite'],
    ['users.read', 403, 'Authorization_RequestDenied', 'User.Read.All'],
    ['group.read', 403, 'Authorization_RequestDenied', 'GroupMember.Read.All'],
    ['mailbox-settings.read', 403, 'ErrorAccessDenied', 'MailboxSettings.Read'],
    ['folder.create', 403, 'Forbidden', 'Contacts.ReadWrite'],
  ] as const)('%s without the permission: %i %s names it', (asked, status, code, permission) => {
    expect(sortAnswer(answer(status, code), asked, notGranted)).toMatchObject({
      code: 'permission-missing',
      permission,
    });
  });

  test.each([200, 201, 204])('%i is a success', (status) => {
    expect(sortAnswer(answer(status, ''), 'contact.create', granted)).toBeNull();
  });

  test.each(['folder.list', 'child-folder.list', 'folder.read', 'contact.read'] as const)(
    'a success of %s without a body is no answer: it would look as if nothing were there',
    (asked) => {
      expect(sortAnswer({ status: 200, headers: {}, body: undefined }, asked, granted)?.code).toBe('unavailable');
      expect(sortAnswer({ status: 200, headers: {}, body: {} }, asked, granted)).toBeNull();
    },
  );

  test('an inner code is looked at too', () => {
    const body = { error: { code: 'BadRequest', message: '', innerError: { code: 'resyncRequired' } } };
    expect(sortAnswer({ status: 400, headers: {}, body }, 'users.read', granted)?.code).toBe('cursor-expired');
  });
});

test.each([
  [429, { 'Retry-After': '3' }, 3000],
  [503, { 'retry-after': 'Sun, 01 Mar 2026 12:00:04 GMT' }, 4000],
  [429, {}, undefined],
])('%i with %j waits %j ms', (status, headers, expected) => {
  expect(sortAnswer(answer(status, 'x', '', headers), 'contact.create', granted)?.retryAfterMs).toBe(expected);
});

test('the detail has status, code and request, and nothing that may name a person', () => {
  const failure = sortAnswer(answer(404, 'ErrorItemNotFound', 'anna@example.com not found'), 'contact.read', granted);
  expect(failure?.detail).toBe('404 ErrorItemNotFound (request 11111111-2222-4333-8444-555555555555)');
  expect(sortAnswer(answer(400, 'Anna Müller!'), 'users.read', granted)?.detail).toContain('unreadable code');
});

property.prop([fc.integer({ min: 100, max: 599 }), fc.jsonValue()])('any answer is sorted', (status, body) => {
  const failure = sortAnswer({ status, headers: {}, body }, 'contact.create', granted);
  expect(failure === null).toBe(status >= 200 && status < 300);
});
