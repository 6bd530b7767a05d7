import { describe, expect, test } from 'vitest';
import { missingPermissions, permissionsFor, requiredPermissions } from './operations.ts';

const organizational = [{ kind: 'organizational-contacts' as const }];

test('no more is asked for than the sources need', () => {
  expect(requiredPermissions).toEqual([
    'User.Read.All',
    'GroupMember.Read.All',
    'MailboxSettings.Read',
    'Contacts.ReadWrite',
  ]);
  expect(permissionsFor([{ kind: 'gal' }, { kind: 'group' }, { kind: 'mailbox-folder' }])).toEqual(requiredPermissions);
  expect(permissionsFor(organizational)).toEqual([...requiredPermissions, 'OrgContact.Read.All']);
});

describe('missing', () => {
  test('is what nothing granted stands in for', () => {
    expect(missingPermissions(requiredPermissions, [])).toEqual([]);
    expect(missingPermissions(['Directory.Read.All', 'MailboxSettings.ReadWrite', 'Contacts.ReadWrite'], [])).toEqual(
      [],
    );
    expect(missingPermissions(requiredPermissions, organizational)).toEqual(['OrgContact.Read.All']);
  });

  test('reading contacts is not writing them', () => {
    expect(missingPermissions(['Directory.Read.All', 'MailboxSettings.Read', 'Contacts.Read'], [])).toEqual([
      'Contacts.ReadWrite',
    ]);
  });
});
