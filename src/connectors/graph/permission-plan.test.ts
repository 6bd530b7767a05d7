import { expect, test } from 'vitest';
import { collectionDefaults } from '../../definitions/definition-defaults.ts';
import type { Definitions } from '../../runs/definition.ts';
import { galDefinition } from './fake-connector.ts';
import { missingFor, permissionPlan } from './permission-plan.ts';

const groupId = '22222222-2222-4222-8222-222222222222';
const connectionId = 'connection';
const nothing: Definitions = { sources: [], collections: [], audiences: [], syncs: [] };
const collection = { ...collectionDefaults('DE'), collectionId: 'people', sourceIds: ['gal'] };
const everyone = { audienceId: 'all', include: [{ kind: 'everyone' }], exclude: [] } as const;

const needed = (definitions: Definitions) =>
  permissionPlan(definitions)
    .filter((permission) => permission.needed)
    .map(({ name }) => name)
    .sort();

const contacts = ['Contacts.ReadWrite', 'MailboxSettings.Read', 'User.Read.All'];
const withGroups = [...contacts, 'GroupMember.Read.All'].sort();

test.each<[string, Definitions, readonly string[]]>([
  ['nothing set up', nothing, contacts],
  ['the address list for everyone', { ...nothing, sources: [galDefinition], audiences: [everyone] }, contacts],
  [
    'a group as a source',
    { ...nothing, sources: [{ kind: 'group', sourceId: 'g', connectionId, groupId, photoPixels: null }] },
    withGroups,
  ],
  [
    'a group that is left out of an audience',
    { ...nothing, audiences: [{ ...everyone, exclude: [{ kind: 'group', groupId }] }] },
    withGroups,
  ],
  [
    'a group in a filter',
    {
      ...nothing,
      collections: [{ ...collection, filter: [{ action: 'exclude', where: { kind: 'group', groupId } }] }],
    },
    withGroups,
  ],
  [
    'organizational contacts',
    { ...nothing, sources: [{ kind: 'organizational-contacts', sourceId: 'o', connectionId }] },
    [...contacts, 'OrgContact.Read.All'].sort(),
  ],
])('%s needs no more than its permissions', (_case, definitions, names) => {
  expect(needed(definitions)).toEqual(names);
});

test('only what is about mailboxes can be limited to mailboxes', () => {
  const limited = permissionPlan(nothing).filter(({ canBeLimitedToMailboxes }) => canBeLimitedToMailboxes);
  expect(limited.map(({ name }) => name).sort()).toEqual(['Contacts.ReadWrite', 'MailboxSettings.Read']);
});

test('a permission that includes another stands in for it', () => {
  const groups: Definitions = { ...nothing, audiences: [{ ...everyone, include: [{ kind: 'group', groupId }] }] };
  expect(missingFor(groups, contacts)).toEqual(['GroupMember.Read.All']);
  expect(missingFor(groups, ['Contacts.ReadWrite', 'MailboxSettings.ReadWrite', 'Directory.Read.All'])).toEqual([]);
  expect(missingFor(nothing, ['Contacts.Read', 'MailboxSettings.Read', 'User.Read.All'])).toEqual([
    'Contacts.ReadWrite',
  ]);
});
