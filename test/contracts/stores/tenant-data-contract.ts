import { describe, expect, test } from 'vitest';
import type { Stores } from '../../../src/stores/stores.ts';
import { rowKinds } from '../../../src/tenants/tenant-data.ts';
import type { OpenStores } from './open-stores.ts';
import { sampleApiToken, sampleAuditDraft, sampleMember } from './sample-identity.ts';
import {
  sampleConnection,
  sampleDefinitions,
  sampleItem,
  sampleLink,
  sampleMailbox,
  samplePhoto,
  sampleRead,
  sampleRecord,
  sampleReplica,
  sampleRun,
  sampleTenant,
  tenant,
} from './sample-rows.ts';

const early = '2026-02-01T00:00:00.000Z';
const late = '2026-02-02T00:00:00.000Z';
const certificate = { idHash: 'certificate', deletedAt: late, sealed: Uint8Array.of(1, 2, 3) };

/** Two of each kind, the older one from `early`, where it has an age. */
async function fillTwice(stores: Stores, setNow: (instant: string) => void): Promise<void> {
  const { tenants, sources, collections, photos, mailboxes, replicas, runs, documents } = stores;
  await tenants.saveTenant(sampleTenant());
  for (const [index, at] of [early, late].entries()) {
    const id = String(index);
    setNow(at);
    await tenants.saveConnection(tenant, sampleConnection({ connectionId: id, consentedAt: at }));
    await sources.append(tenant, id, [sampleRecord(id)]);
    await sources.completeRead(tenant, id, sampleRead({ readAt: at }));
    await collections.append(tenant, id, [sampleItem(id)]);
    await collections.completeRead(tenant, id, sampleRead({ readAt: at }));
    await photos.putPhoto(tenant, 'gal', samplePhoto(id, { checkedAt: at }), Uint8Array.of(1));
    await mailboxes.putMailboxes(tenant, id, [sampleMailbox(id)]);
    await replicas.addReplicas(tenant, 'sync-1', [id]);
    await replicas.saveReplica(tenant, sampleReplica(id, { state: 'ready', syncedAt: at }));
    await replicas.writeLinks(tenant, 'sync-1', id, { put: [sampleLink(id)], remove: [] });
    await runs.saveRun(tenant, sampleRun(id, { startedAt: at }));
    await runs.addIssues(tenant, id, [{ mailboxId: null, itemId: null, code: 'not-found', detail: '' }]);
    await stores.apiTokens.addApiToken(tenant, sampleApiToken({ tokenId: id, createdAt: at }));
    await stores.audit.append(tenant, sampleAuditDraft());
    await documents.putDocument(tenant, 'settings', id, {}, 0);
    await documents.putDocument(tenant, 'outbox', id, {}, 0);
  }
  await stores.definitions.saveDefinitions(tenant, sampleDefinitions(), 0);
  const person = { entraTenantId: 'e', objectId: 'o' };
  const identity = { kind: 'person', userName: 'ada@contoso.example', person } as const;
  await stores.members.saveMembers(tenant, () => [sampleMember({ identity, invitedAt: early })]);
  for (const [index, createdAt] of [early, late].entries()) {
    await stores.sessions.addSession({
      sessionId: String(index),
      secretHash: String(index),
      person,
      userName: '',
      displayName: '',
      device: '',
      address: '',
      createdAt,
      lastUsedAt: createdAt,
    });
  }
}

/** How every TenantData counts and ends what is there of a tenant. */
export function tenantDataContract(name: string, open: OpenStores): void {
  describe(`data of a tenant in ${name}`, () => {
    test('of an unknown tenant there is nothing of any kind', async () => {
      const { tenantData } = await open();
      expect(await tenantData.amounts(tenant)).toEqual(rowKinds.map((what) => ({ what, entries: 0, oldestAt: null })));
    });

    test('every kind is counted, with the age of its oldest', async () => {
      const { setNow, ...stores } = await open();
      await fillTwice(stores, setNow);
      const ageless = new Set(['audit-trail', 'definitions']);
      const single = new Set(['definitions', 'members']);
      expect(await stores.tenantData.amounts(tenant)).toEqual(
        rowKinds.map((what) => ({
          what,
          entries: single.has(what) ? 1 : 2,
          oldestAt: ageless.has(what) ? null : early,
        })),
      );
    });

    test('what a list was before counts with the list, by when it was replaced', async () => {
      const { setNow, collections, tenantData } = await open();
      setNow(early);
      await collections.append(tenant, 'people', [sampleItem('a', 'Ada')]);
      await collections.append(tenant, 'people', [sampleItem('a', 'Augusta')]);
      await collections.completeRead(tenant, 'people', sampleRead({ readAt: late }));
      const amounts = await tenantData.amounts(tenant);
      expect(amounts.find(({ what }) => what === 'collections')).toMatchObject({ entries: 2, oldestAt: early });
    });

    test('a removed tenant is certified by what there was, and only the certificate is left', async () => {
      const { setNow, ...stores } = await open();
      await fillTwice(stores, setNow);
      const before = await stores.tenantData.amounts(tenant);
      let removed: unknown = null;
      await stores.tenantData.removeTenant(tenant, (amounts) => {
        removed = amounts;
        return certificate;
      });
      expect(removed).toEqual(before);
      expect((await stores.tenantData.amounts(tenant)).filter(({ entries }) => entries > 0)).toEqual([]);
      expect(Uint8Array.from((await stores.tenantData.certificate('certificate')) ?? [])).toEqual(certificate.sealed);
      expect(await stores.tenantData.certificate('another')).toBeNull();
    });

    test('a removal that cannot be certified does not happen', async () => {
      const { setNow, ...stores } = await open();
      await fillTwice(stores, setNow);
      const before = await stores.tenantData.amounts(tenant);
      const removing = stores.tenantData.removeTenant(tenant, () => {
        throw new Error('no certificate');
      });
      await expect(removing).rejects.toThrow('no certificate');
      expect(await stores.tenantData.amounts(tenant)).toEqual(before);
    });
  });
}
