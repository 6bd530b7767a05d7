import { expect, test } from 'vitest';
import type { AudienceDefinition } from './definition.ts';
import type { Mailbox } from './ports.ts';
import { explainMailbox, previewAudience } from './preview-audience.ts';

const mailbox = (mailboxId: string, excluded: Mailbox['excluded'] = null): Mailbox => ({
  mailboxId,
  address: `${mailboxId}@example.com`,
  excluded,
});
const mailboxes = [mailbox('a'), mailbox('b'), mailbox('c', 'guest'), mailbox('d', 'guest'), mailbox('e', 'disabled')];
const groups = new Map([['g', new Set(['a', 'c'])]]);
const audience: AudienceDefinition = {
  audienceId: 'x',
  include: [
    { kind: 'everyone' },
    { kind: 'group', groupId: 'g' },
    { kind: 'mailboxes', mailboxes: ['E@example.com', 'nobody@example.com'] },
  ],
  exclude: [{ kind: 'mailboxes', mailboxes: ['b'] }],
};

test('counts who is in, why others are out, and who is missing', () => {
  expect(previewAudience(audience, mailboxes, groups)).toEqual({
    in: 2,
    out: [
      { kind: 'unusable', rule: null, reason: 'guest', count: 2 },
      { kind: 'excluded', rule: 0, reason: null, count: 1 },
    ],
    perRule: [1, 1, 1],
    missing: ['nobody@example.com'],
    sample: [mailbox('a'), mailbox('e', 'disabled')],
  });
  const nobody = { audienceId: 'x', include: [{ kind: 'group', groupId: 'none' }], exclude: [] } as const;
  expect(previewAudience(nobody, mailboxes, groups)).toMatchObject({ in: 0, out: [{ kind: 'not-named', count: 5 }] });
});

test.each([
  ['A', { kind: 'in', rule: 0, reason: null }],
  ['B@EXAMPLE.COM', { kind: 'excluded', rule: 0, reason: null }],
  ['c', { kind: 'unusable', rule: null, reason: 'guest' }],
  ['e', { kind: 'in', rule: 2, reason: null }],
])('why %s is in or out', (wanted, membership) => {
  expect(explainMailbox(audience, mailboxes, groups, wanted)?.membership).toEqual(membership);
});

test('a mailbox that is not there', () => {
  expect(explainMailbox(audience, mailboxes, groups, 'nobody')).toBeNull();
});
