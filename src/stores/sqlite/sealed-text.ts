import type { TenantVault } from '../../tenants/ports.ts';

/** Where a sealed value is kept: its column, then the ids of its row. It opens nowhere else. */
export type Place = readonly [column: string, ...ids: string[]];

export function sealText(vault: TenantVault, place: Place, text: string): Uint8Array {
  return vault.seal(JSON.stringify(place), Buffer.from(text, 'utf8'));
}

/** @throws {VaultError} altered, moved, or another tenant's. */
export function openText(vault: TenantVault, place: Place, sealed: Uint8Array): string {
  return Buffer.from(vault.open(JSON.stringify(place), sealed)).toString('utf8');
}
