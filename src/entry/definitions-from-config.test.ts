import { expect, test } from 'vitest';
import { parseDefinitionFile } from '../definitions/parse-definition-file.ts';
import { writeDefinitionFile } from '../definitions/write-definition-file.ts';
import { type Config, loadConfig } from '../platform/config/config.ts';
import { definitionsSchema } from '../runs/definition-schema.ts';
import { definitionsFromConfig } from './definitions-from-config.ts';

const connection = { connectionId: 'c', entraTenantId: '11111111-2222-4333-8444-555555555555' };

function configWith(sync: Partial<Config['sync']>): Config {
  const config = loadConfig(null, {});
  return { ...config, sync: { ...config.sync, ...sync } };
}

test('defaults give one sync of the directory to everyone', () => {
  const definitions = definitionsFromConfig(configWith({}), connection);
  expect(definitionsSchema.parse(definitions)).toEqual(definitions);
  expect(definitions).toMatchObject({
    sources: [{ sourceId: 'directory', kind: 'gal' }],
    collections: [{ collectionId: 'contacts', sourceIds: ['directory'] }],
    audiences: [{ audienceId: 'everyone', include: [{ kind: 'everyone' }], exclude: [] }],
    syncs: [
      {
        name: 'contacts',
        placement: { kind: 'folder', path: ['Company contacts'] },
        deletes: { kind: 'delete' },
        leavers: 'keep',
        ownCard: 'keep',
        paused: false,
      },
    ],
  });
});

test('the id of the sync follows from the Entra tenant alone, so that stamps are found again', () => {
  const idOf = (...given: Parameters<typeof definitionsFromConfig>) => definitionsFromConfig(...given).syncs[0]?.syncId;
  // The first 32 digits of sha256("11111111-2222-4333-8444-555555555555/contacts"): stamped in mailboxes for ever.
  expect(idOf(configWith({}), connection)).toBe('e4f12d561030c647d17b669483329497');
  expect(idOf(configWith({ folderName: 'Other' }), { ...connection, connectionId: 'd' })).toBe(
    idOf(configWith({}), connection),
  );
  expect(idOf(configWith({}), { ...connection, entraTenantId: 'other' })).not.toBe(idOf(configWith({}), connection));
});

test('what is configured replaces its default and leaves the others', () => {
  const { sources, collections, audiences, syncs } = definitionsFromConfig(
    configWith({
      folderName: 'Staff',
      audience: { kind: 'mailboxes', mailboxes: ['m1'] },
      rules: { includeHidden: true },
      guards: { maxDeletes: 5 },
      mapping: { fields: { companyName: { kind: 'fixed', value: 'Example' } }, phones: {} },
    }),
    connection,
  );
  expect(sources[0]).toMatchObject({ rules: { includeHidden: true, includeDisabled: false } });
  expect(collections[0]?.guards).toMatchObject({ maxDeletes: 5, freeDeletes: 10 });
  expect(collections[0]?.mapping).toMatchObject({
    fields: { companyName: { kind: 'fixed' } },
    phones: { defaultCountry: 'DE', extensions: [] },
  });
  expect(audiences).toEqual([
    { audienceId: 'mailboxes', include: [{ kind: 'mailboxes', mailboxes: ['m1'] }], exclude: [] },
  ]);
  expect(syncs[0]).toMatchObject({
    placement: { kind: 'folder', path: ['Staff'] },
    audienceId: 'mailboxes',
    guards: { maxDeletes: 5 },
  });
});

test('written down and read again they are the same', () => {
  const definitions = definitionsFromConfig(configWith({ guards: { maxDeletes: 5 } }), connection);
  const context = { defaultCountry: 'DE', connections: [connection] };
  expect(parseDefinitionFile(writeDefinitionFile(definitions, context), context)).toEqual(definitions);
});

test.each([
  [{ rules: { includeGhosts: true } }, /sync\.rules.*includeGhosts/s],
  [{ rules: { kinds: ['robot'] } }, /sync\.rules\.kinds/],
  [{ guards: { maxDeleteShare: 20 } }, /sync\.guards\.maxDeleteShare/],
  [{ mapping: { fields: { shoeSize: { kind: 'omit' } }, phones: {} } }, /sync\.mapping\.fields.*shoeSize/s],
  [{ mapping: { fields: { companyName: { kind: 'guess' } }, phones: {} } }, /sync\.mapping\.fields\.companyName/],
  [
    { mapping: { fields: {}, phones: { extensions: [{ prefix: '4', length: 4, fullNumber: '1' }] } } },
    /sync\.mapping\.phones\.extensions/,
  ],
])('%o is refused by name', (sync, message) => {
  expect(() => definitionsFromConfig(configWith(sync), connection)).toThrow(message);
});
