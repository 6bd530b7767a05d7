import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import type { WrappedKey, WrappedKeyStore } from '../../tenants/ports.ts';
import { masterKeyFrom } from './master-key.ts';
import { createVault } from './vault.ts';
import { VaultError } from './vault-error.ts';

const masterKey = masterKeyFrom(new Uint8Array(32).fill(7), 'test key');
const otherMasterKey = masterKeyFrom(new Uint8Array(32).fill(8), 'test key');
const bytes = (text: string) => new TextEncoder().encode(text);

function keyStore() {
  const rows = new Map<string, WrappedKey>();
  const calls = { reads: 0, adds: 0 };
  const keys: WrappedKeyStore = {
    async wrappedKey(tenantId) {
      calls.reads += 1;
      return rows.get(tenantId) ?? null;
    },
    async addWrappedKey(tenantId, key) {
      calls.adds += 1;
      const stored = rows.get(tenantId) ?? key;
      rows.set(tenantId, stored);
      return stored;
    },
  };
  return { keys, rows, calls };
}

/** Runs `action` and returns the code of the VaultError that it throws. */
async function codeOf(action: () => unknown): Promise<string> {
  try {
    await action();
  } catch (error) {
    if (error instanceof VaultError) return error.code;
    throw error;
  }
  return 'opened';
}

describe('a tenant vault', async () => {
  const { keys } = keyStore();
  const vault = createVault({ keys, masterKey });
  const tenant = await vault.forTenant('tenant-a');
  const other = await vault.forTenant('tenant-b');

  property.prop([fc.string(), fc.uint8Array({ maxLength: 2000 })])('opens what it sealed', (context, plaintext) => {
    expect(new Uint8Array(tenant.open(context, tenant.seal(context, plaintext)))).toEqual(plaintext);
  });

  property.prop([fc.uint8Array({ maxLength: 200 }), fc.nat(), fc.integer({ min: 1, max: 255 })])(
    'opens nothing of which any one byte was changed',
    async (plaintext, position, difference) => {
      const sealed = Uint8Array.from(tenant.seal('items', plaintext));
      const at = position % sealed.length;
      sealed[at] = (sealed[at] ?? 0) ^ difference;
      expect(await codeOf(() => tenant.open('items', sealed))).toBe(at === 0 ? 'format-unknown' : 'sealed-altered');
    },
  );

  property.prop([fc.uint8Array({ maxLength: 200 }), fc.nat()])('opens nothing cut short', async (plaintext, length) => {
    const sealed = tenant.seal('items', plaintext);
    expect(await codeOf(() => tenant.open('items', sealed.subarray(0, length % sealed.length)))).toBe('sealed-altered');
  });

  property.prop([fc.string(), fc.string(), fc.uint8Array({ maxLength: 200 })])(
    'opens nothing that was moved',
    async (from, to, plaintext) => {
      fc.pre(from !== to);
      const sealed = tenant.seal(from, plaintext);
      expect(await codeOf(() => tenant.open(to, sealed))).toBe('sealed-altered');
    },
  );

  property.prop([fc.string(), fc.uint8Array({ maxLength: 200 })])(
    "opens nothing of another tenant's",
    async (context, plaintext) => {
      expect(await codeOf(() => other.open(context, tenant.seal(context, plaintext)))).toBe('sealed-altered');
    },
  );

  test('seals the same text differently each time', () => {
    expect(tenant.seal('items', bytes('same'))).not.toEqual(tenant.seal('items', bytes('same')));
  });

  test('derives one key per tenant and purpose, the same each time', () => {
    expect(tenant.deriveKey('content hash')).toHaveLength(32);
    expect(tenant.deriveKey('content hash')).toEqual(tenant.deriveKey('content hash'));
    expect(tenant.deriveKey('content hash')).not.toEqual(tenant.deriveKey('address hash'));
    expect(tenant.deriveKey('content hash')).not.toEqual(other.deriveKey('content hash'));
  });
});

describe('the vault', () => {
  test('reads again what an earlier vault with the same master key sealed', async () => {
    const { keys } = keyStore();
    const before = await createVault({ keys, masterKey }).forTenant('tenant-a');
    const after = await createVault({ keys, masterKey }).forTenant('tenant-a');
    expect(Buffer.from(after.open('items', before.seal('items', bytes('kept')))).toString()).toBe('kept');
    expect(after.deriveKey('content hash')).toEqual(before.deriveKey('content hash'));
  });

  test('loads a tenant once, however many ask', async () => {
    const { keys, calls } = keyStore();
    const vault = createVault({ keys, masterKey });
    await Promise.all(Array.from({ length: 20 }, () => vault.forTenant('tenant-a')));
    await vault.forTenant('tenant-a');
    expect(calls).toEqual({ reads: 1, adds: 1 });
  });

  test('takes the key that is stored when another was faster', async () => {
    const { keys } = keyStore();
    const [one, two] = await Promise.all([
      createVault({ keys, masterKey }).forTenant('tenant-a'),
      createVault({ keys, masterKey }).forTenant('tenant-a'),
    ]);
    expect(Buffer.from(one.open('items', two.seal('items', bytes('agreed')))).toString()).toBe('agreed');
  });

  test('tries again after a load that failed', async () => {
    const { keys } = keyStore();
    let broken = true;
    const vault = createVault({
      masterKey,
      keys: {
        ...keys,
        wrappedKey: async (tenantId) => {
          if (broken) throw new Error('disk asleep');
          return keys.wrappedKey(tenantId);
        },
      },
    });
    await expect(vault.forTenant('tenant-a')).rejects.toThrow('disk asleep');
    broken = false;
    await expect(vault.forTenant('tenant-a')).resolves.toBeDefined();
  });

  test('names both master keys when the given one is not the one that wrapped', async () => {
    const { keys } = keyStore();
    await createVault({ keys, masterKey }).forTenant('tenant-a');
    const opening = createVault({ keys, masterKey: otherMasterKey }).forTenant('tenant-a');
    await expect(opening).rejects.toMatchObject({
      code: 'master-key-mismatch',
      message: expect.stringMatching(`${masterKey.id}.*${otherMasterKey.id}`),
    });
  });

  test('of a tenant that was forgotten nothing opens, and no new key is made', async () => {
    const { keys, rows, calls } = keyStore();
    const vault = createVault({ keys, masterKey });
    await vault.forTenant('tenant-a');
    rows.clear();
    vault.forget('tenant-a');
    expect(await codeOf(() => vault.forTenant('tenant-a'))).toBe('key-destroyed');
    expect(calls.adds).toBe(1);
    await expect(vault.forTenant('tenant-b')).resolves.toBeDefined();
  });

  test('stores no key in the clear', async () => {
    const { keys, rows } = keyStore();
    const secret = new Uint8Array(32).fill(42);
    await createVault({ keys, masterKey, random: (size) => secret.subarray(0, size) }).forTenant('tenant-a');
    expect(Buffer.from(rows.get('tenant-a')?.wrapped ?? []).includes(Buffer.from(secret))).toBe(false);
  });

  property.prop([fc.nat(), fc.integer({ min: 1, max: 255 })])(
    'opens no wrapped key of which any one byte was changed',
    async (position, difference) => {
      const { keys, rows } = keyStore();
      await createVault({ keys, masterKey }).forTenant('tenant-a');
      const stored = rows.get('tenant-a');
      if (!stored) throw new Error('no key was stored');
      const wrapped = Uint8Array.from(stored.wrapped);
      const at = position % wrapped.length;
      wrapped[at] = (wrapped[at] ?? 0) ^ difference;
      rows.set('tenant-a', { ...stored, wrapped });
      const code = await codeOf(() => createVault({ keys, masterKey }).forTenant('tenant-a'));
      expect(code).toBe(at === 0 ? 'format-unknown' : 'wrapped-key-altered');
    },
  );

  test("does not open another tenant's wrapped key", async () => {
    const { keys, rows } = keyStore();
    await createVault({ keys, masterKey }).forTenant('tenant-a');
    const stored = rows.get('tenant-a');
    if (!stored) throw new Error('no key was stored');
    rows.set('tenant-b', stored);
    expect(await codeOf(() => createVault({ keys, masterKey }).forTenant('tenant-b'))).toBe('wrapped-key-altered');
  });
});
