import { createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import type { TenantId, TenantVault, Vault, WrappedKey, WrappedKeyStore } from '../../tenants/ports.ts';
import { decrypt, encrypt, keyBytes, type RandomBytes } from './aes-gcm.ts';
import type { MasterKey } from './master-key.ts';
import { VaultError } from './vault-error.ts';

export interface VaultOptions {
  /** Where tenants' wrapped data keys are kept. */
  readonly keys: WrappedKeyStore;
  readonly masterKey: MasterKey;
  readonly random?: RandomBytes;
}

/**
 * Makes the envelope encryption: one random data key per tenant, stored wrapped by the master key.
 *
 * Data keys stay in memory once loaded; callers that ask for the same tenant at the same time share one load.
 */
export function createVault({ keys, masterKey, random = randomBytes }: VaultOptions): Vault {
  const vaults = new Map<TenantId, Promise<TenantVault>>();

  async function load(tenantId: TenantId): Promise<TenantVault> {
    const stored = (await keys.wrappedKey(tenantId)) ?? (await keys.addWrappedKey(tenantId, wrapNewKey(tenantId)));
    return createTenantVault(unwrap(tenantId, stored), random);
  }

  // The tenant's id is authenticated with its key: a row copied to another tenant does not open.
  function wrapNewKey(tenantId: TenantId): WrappedKey {
    return { masterKeyId: masterKey.id, wrapped: encrypt(masterKey.key, tenantId, random(keyBytes), random) };
  }

  function unwrap(tenantId: TenantId, { masterKeyId, wrapped }: WrappedKey): Uint8Array {
    if (masterKeyId !== masterKey.id) {
      throw new VaultError(
        'master-key-mismatch',
        `The data of tenant ${tenantId} is encrypted under master key ${masterKeyId}, but master key ${masterKey.id} was given: ` +
          'bring back the key file that belongs to this data.',
      );
    }
    return decrypt(masterKey.key, tenantId, wrapped, {
      code: 'wrapped-key-altered',
      message: `The stored key of tenant ${tenantId} does not open under its master key: restore it from a backup.`,
    });
  }

  return {
    forTenant(tenantId) {
      const known = vaults.get(tenantId);
      if (known) return known;
      const loading = load(tenantId);
      vaults.set(tenantId, loading);
      // A load that failed is not remembered: the next call tries again.
      loading.catch(() => vaults.delete(tenantId));
      return loading;
    },
    forget(tenantId) {
      const message = `Tenant ${tenantId} was deleted, and its key with it: nothing of it can be opened.`;
      const refused = Promise.reject(new VaultError('key-destroyed', message));
      // Most often nobody asks any more.
      refused.catch(() => {});
      vaults.set(tenantId, refused);
    },
  };
}

/** Random bytes from a stock that is drawn at once: asking for twelve takes as long as asking for thousands. */
function stocked(random: RandomBytes): RandomBytes {
  let stock: Uint8Array = new Uint8Array(0);
  return (size) => {
    if (stock.length < size) stock = random(stockBytes);
    const drawn = stock.subarray(0, size);
    stock = stock.subarray(size);
    return drawn;
  };
}

const stockBytes = 4096;

function createTenantVault(dataKey: Uint8Array, random: RandomBytes): TenantVault {
  // No key has two uses: the data key itself only makes other keys.
  const derive = (info: string) => new Uint8Array(hkdfSync('sha256', dataKey, '', info, keyBytes));
  const sealingKey = createSecretKey(derive('seal'));
  const nonces = stocked(random);
  return {
    seal: (context, plaintext) => encrypt(sealingKey, context, plaintext, nonces),
    open: (context, sealed) =>
      decrypt(sealingKey, context, sealed, {
        code: 'sealed-altered',
        message: `The encrypted value at ${context} does not open: it was changed, moved, or belongs to another tenant.`,
      }),
    deriveKey: (purpose) => derive(`purpose:${purpose}`),
  };
}
