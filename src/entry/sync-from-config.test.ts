import { expect, test } from 'vitest';
import { type Config, loadConfig } from '../platform/config/config.ts';
import type { Connection } from '../tenants/ports.ts';
import { syncFromConfig } from './sync-from-config.ts';

const connection: Connection = {
  connectionId: 'c',
  kind: 'microsoft-365',
  entraTenantId: '11111111-2222-4333-8444-555555555555',
  state: 'connected',
  consentedAt: '',
  changedAt: '',
};

function configWith(sync: Partial<Config['sync']>): Config {
  const config = loadConfig(null, {});
  return { ...config, sync: { ...config.sync, ...sync } };
}

test('defaults give a sync, whose id follows from the Entra tenant', () => {
  const sync = syncFromConfig(configWith({}), connection);
  expect(sync).toMatchObject({ folderName: 'Company contacts', audience: { kind: 'everyone' } });
  expect(syncFromConfig(configWith({ folderName: 'Other' }), { ...connection, connectionId: 'd' }).syncId).toBe(
    sync.syncId,
  );
  expect(syncFromConfig(configWith({}), { ...connection, entraTenantId: 'other' }).syncId).not.toBe(sync.syncId);
});

test('what is configured replaces its default and leaves the others', () => {
  const sync = syncFromConfig(
    configWith({
      rules: { includeHidden: true },
      guards: { maxDeletes: 5 },
      mapping: { fields: { companyName: { kind: 'fixed', value: 'Example' } }, phones: {} },
    }),
    connection,
  );
  expect(sync.source.rules).toMatchObject({ includeHidden: true, includeDisabled: false });
  expect(sync.guards).toMatchObject({ maxDeletes: 5, freeDeletes: 10 });
  expect(sync.mapping.fields).toMatchObject({ companyName: { kind: 'fixed' } });
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
  expect(() => syncFromConfig(configWith(sync), connection)).toThrow(message);
});
