import type { Tenant, TenantStore, WrappedKeyStore } from '../../tenants/ports.ts';
import { byText } from './pages.ts';
import type { Rows, TenantRows } from './tenant-rows.ts';

export function createTenantStore(rows: Rows, all: () => Iterable<TenantRows>): TenantStore {
  return {
    async saveTenant(tenant) {
      rows(tenant.tenantId).tenant = tenant;
    },
    async tenant(tenantId) {
      return rows(tenantId).tenant;
    },
    async tenants() {
      const tenants = [...all()].flatMap(({ tenant }) => (tenant ? [tenant] : []));
      return tenants.sort(byText<Tenant>((tenant) => `${tenant.createdAt} ${tenant.tenantId}`));
    },
    async saveConnection(tenantId, connection) {
      rows(tenantId).connections.set(connection.connectionId, connection);
    },
    async connections(tenantId) {
      return [...rows(tenantId).connections.values()].sort(byText(({ connectionId }) => connectionId));
    },
    async removeConnection(tenantId, connectionId) {
      rows(tenantId).connections.delete(connectionId);
    },
    async savePendingConsent(tenantId, pending) {
      rows(tenantId).pendingConsents.set(pending.stateHash, pending);
    },
    async takePendingConsent(tenantId, stateHash) {
      const { pendingConsents } = rows(tenantId);
      const pending = pendingConsents.get(stateHash) ?? null;
      pendingConsents.delete(stateHash);
      return pending;
    },
  };
}

export function createWrappedKeyStore(rows: Rows): WrappedKeyStore {
  return {
    async wrappedKey(tenantId) {
      return rows(tenantId).wrappedKey;
    },
    async addWrappedKey(tenantId, key) {
      const tenant = rows(tenantId);
      tenant.wrappedKey ??= { masterKeyId: key.masterKeyId, wrapped: Uint8Array.from(key.wrapped) };
      return tenant.wrappedKey;
    },
  };
}
