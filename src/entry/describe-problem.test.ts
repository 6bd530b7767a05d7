import { mkdir, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { translator } from '../platform/i18n/translator.ts';
import { LockError } from '../platform/run-lock.ts';
import { VaultError, type VaultErrorCode } from '../platform/vault/vault-error.ts';
import { StoreError, type StoreErrorCode } from '../stores/store-error.ts';
import { describeProblem, isMendedByStart } from './describe-problem.ts';

const languages = [translator('en'), translator('de')];

/** What a problem names, and whether the next start mends it; null: it has nothing to do with the data folder. */
type Said = { readonly file: boolean; readonly mended: boolean } | null;
const mended = { file: true, mended: true };
const waits = { file: true, mended: false };

const stores: Readonly<Record<StoreErrorCode, Said>> = {
  'not-writable': waits,
  corrupt: mended,
  'setup-lost': waits,
  replaced: mended,
  newer: waits,
  busy: waits,
  full: waits,
  'disk-failed': waits,
  'unreadable-row': mended,
  'run-missing': null,
  conflict: null,
  'history-gone': null,
  failed: null,
};
const vault: Readonly<Record<VaultErrorCode, Said>> = {
  'key-file-missing': waits,
  'key-file-unusable': waits,
  'key-file-exposed': waits,
  'key-file-invalid': waits,
  'master-key-mismatch': { file: false, mended: false },
  'wrapped-key-altered': { file: false, mended: false },
  'sealed-altered': { file: false, mended: true },
  'key-destroyed': { file: false, mended: false },
  'format-unknown': { file: false, mended: true },
};

function expectSaid(error: Error, said: Said): void {
  for (const t of languages) {
    const text = describeProblem(error, t);
    if (said === null) {
      expect(text).toBeNull();
      continue;
    }
    expect(text).not.toMatch(/^problem\.|\{\{|in English/);
    expect(text?.includes('/data/the.file')).toBe(said.file);
  }
  expect(isMendedByStart(error)).toBe(said?.mended ?? false);
}

describe('what is said, in both languages', () => {
  const keys = <Code extends string>(record: Readonly<Record<Code, Said>>) =>
    Object.keys(record).filter(isKeyOf(record));

  test.each(keys(stores))('of stores: %s', (code) => {
    const about = stores[code] === null ? {} : { file: '/data/the.file', given: 'SQLITE_X' };
    expectSaid(new StoreError(code, 'in English', about), stores[code]);
  });

  test.each(keys(vault))('of the vault: %s', (code) => {
    expectSaid(new VaultError(code, 'in English', { file: '/data/the.file' }), vault[code]);
  });

  test('of the lock: the number of the process as it is', () => {
    for (const t of languages) expect(describeProblem(new LockError(123456, '/data/run.lock'), t)).toContain('123456');
  });
});

function isKeyOf<Code extends string>(record: Readonly<Record<Code, Said>>) {
  return (key: string): key is Code => Object.hasOwn(record, key);
}

test('what the file system refuses is said of its file', async () => {
  const error: unknown = await mkdir('/proc/nowhere').catch((refused) => refused);
  expect(describeProblem(error, translator('en'))).toMatch(
    /^The file \/proc\/nowhere cannot be used \(E[A-Z]+\): check/,
  );
  const full: unknown = await writeFile('/dev/full', 'text').catch((refused) => refused);
  expect(describeProblem(full, translator('en'))).toMatch(/^The disk does not take what is written \(ENOSPC\)/);
});

test.each([new Error('a bug'), 'a text', null])('%s is no problem of files', (error) => {
  expect(describeProblem(error, translator('en'))).toBeNull();
});
