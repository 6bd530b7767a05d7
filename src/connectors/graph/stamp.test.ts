import { test as property } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isProperty,
  parentFolderStamp,
  parseFolderStamp,
  parseItemStamp,
  stampPropertyId,
  whereProperty,
  writeFolderStamp,
  writeItemStamp,
} from './stamp.ts';

const plain = fc.stringMatching(/^[\w-]{1,40}$/);

property.prop([plain, fc.string({ minLength: 1 }), plain])('what is written is read', (syncId, itemId, contentHash) => {
  const stamp = { syncId, itemId, contentHash };
  expect(parseItemStamp(writeItemStamp(stamp))).toEqual(stamp);
});

test.each(['', '1', '1|sync', '1|sync|item', '1|sync|item|', '1||item|hash', '1|sync||hash', '2|s|i|h', ' 1|s|i|h'])(
  '%j is not ours',
  (value) => {
    expect(parseItemStamp(value)).toBeNull();
  },
);

describe('property ids', () => {
  test('type and namespace are compared without case', () => {
    expect(isProperty('string {E7D3C2A0-5B1F-4C9E-9A64-8F0D2B7C1E35} name RingbookStamp', stampPropertyId)).toBe(true);
  });

  test('the name is compared with case', () => {
    expect(isProperty('String {e7d3c2a0-5b1f-4c9e-9a64-8f0d2b7c1e35} Name ringbookStamp', stampPropertyId)).toBe(false);
  });

  test('a tag is compared without case, and is no other tag', () => {
    expect(isProperty('String 0x3a24', 'String 0x3A24')).toBe(true);
    expect(isProperty('String 0x3a25', 'String 0x3A24')).toBe(false);
  });
});

describe('stamps of folders', () => {
  test('of a sync, and of what was made to hold one', () => {
    expect(parseFolderStamp(writeFolderStamp('sync'))).toEqual({ kind: 'sync', syncId: 'sync' });
    expect(parseFolderStamp(parentFolderStamp)).toEqual({ kind: 'parent' });
  });

  test.each(['', '1', '1|', '1||', '1||other', '2|sync', '1|sync|item'])('%j is not ours', (value) => {
    expect(parseFolderStamp(value)).toBeNull();
  });
});

test('quotes in a filter are doubled', () => {
  expect(whereProperty(stampPropertyId, "1|s|o'brien|h")).toContain("ep/value eq '1|s|o''brien|h'");
});
