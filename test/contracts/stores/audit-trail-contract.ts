import { describe, expect, test } from 'vitest';
import { verifyTrail } from '../../../src/tenants/audit-chain.ts';
import type { OpenStores } from './open-stores.ts';
import { sampleAuditDraft } from './sample-identity.ts';
import { tenant } from './sample-rows.ts';

/** What every AuditTrail keeps. */
export function auditTrailContract(name: string, open: OpenStores): void {
  describe(`the audit trail in ${name}`, () => {
    test('before anything was appended there is nothing, and that is whole', async () => {
      const { audit } = await open();
      expect(await audit.head(tenant)).toBeNull();
      expect(await audit.entriesAfter(tenant, 0, 9)).toEqual([]);
      expect(await audit.entriesBefore(tenant, null, 9)).toEqual([]);
      expect(await verifyTrail(audit, tenant)).toEqual({ whole: true, entries: 0, brokenAt: null, headHash: null });
    });

    test('entries are numbered, have their time, and come in pages from both ends', async () => {
      const { audit, setNow } = await open();
      for (const day of [1, 2, 3, 4]) {
        setNow(`2026-03-0${day}T00:00:00.000Z`);
        await audit.append(tenant, sampleAuditDraft({ subject: `s${day}` }));
      }
      const idsOf = (entries: readonly { readonly entryId: number }[]) => entries.map(({ entryId }) => entryId);
      expect(idsOf(await audit.entriesAfter(tenant, 0, 3))).toEqual([1, 2, 3]);
      expect(idsOf(await audit.entriesAfter(tenant, 3, 3))).toEqual([4]);
      expect(idsOf(await audit.entriesBefore(tenant, null, 3))).toEqual([4, 3, 2]);
      expect(idsOf(await audit.entriesBefore(tenant, 2, 3))).toEqual([1]);
      const [first] = await audit.entriesAfter(tenant, 0, 1);
      expect(first).toMatchObject({ ...sampleAuditDraft({ subject: 's1' }), at: '2026-03-01T00:00:00.000Z' });
      const [last] = await audit.entriesBefore(tenant, null, 1);
      expect(await audit.head(tenant)).toEqual({ entryId: 4, hash: last?.hash });
    });

    test('what is appended at once stands in one chain, and each tenant has its own', async () => {
      const { audit } = await open();
      await Promise.all(
        Array.from({ length: 12 }, (_, index) => audit.append(index % 2 ? tenant : 'tenant-2', sampleAuditDraft())),
      );
      for (const tenantId of [tenant, 'tenant-2']) {
        expect(await verifyTrail(audit, tenantId)).toMatchObject({ whole: true, entries: 6 });
      }
    });
  });
}
