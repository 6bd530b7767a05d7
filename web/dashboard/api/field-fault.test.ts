import { expect, test } from 'vitest';
import { fieldFault } from './field-fault.ts';
import { Problem } from './problem.ts';

const problem = new Problem({
  status: 422,
  code: 'invalid-input',
  title: '',
  detail: null,
  remedy: null,
  fields: [
    { path: 'body.mail.recipients.0', message: 'must be an address' },
    { path: 'body.mailbox', message: 'must be a mailbox' },
  ],
  retryAfterMs: null,
});

test('a fault is found by the value that it is about, or that holds it', () => {
  expect(fieldFault(problem, 'mail.recipients')).toBe('must be an address');
  expect(fieldFault(problem, 'mailbox')).toBe('must be a mailbox');
  expect(fieldFault(problem, 'mail')).toBe('must be an address');
  expect(fieldFault(problem, 'box')).toBeNull();
  expect(fieldFault(null, 'mail')).toBeNull();
});
