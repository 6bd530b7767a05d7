import { test as propertyTest } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changeKey, folderId, idBaseOf, immutableId, mutableId, readItemId } from './outlook-ids.ts';

const serials = fc.nat({ max: 2 ** 36 - 1 });
const mailbox = { idBase: idBaseOf('aaaaaaaa-0000-4000-8000-000000000001') };
const other = { idBase: idBaseOf('aaaaaaaa-0000-4000-8000-000000000002') };

propertyTest.prop([serials, serials])('ids are read back, by their own mailbox only', (serial, folderSerial) => {
  const lasting = immutableId(mailbox, serial);
  const passing = mutableId(mailbox, serial, folderSerial);
  expect(readItemId(mailbox, lasting)).toEqual({ serial, folderSerial: null });
  expect(readItemId(mailbox, passing)).toEqual({ serial, folderSerial });
  expect(readItemId(other, lasting)).toBeNull();
  expect(readItemId(other, passing)).toBeNull();
});

propertyTest.prop([serials, serials, serials, serials])('different items have different ids', (a, b, inA, inB) => {
  const same = a === b;
  expect(immutableId(mailbox, a) === immutableId(mailbox, b)).toBe(same);
  expect(mutableId(mailbox, a, inA) === mutableId(mailbox, b, inB)).toBe(same && inA === inB);
  expect(folderId(mailbox, a) === folderId(mailbox, b)).toBe(same);
  expect(changeKey(mailbox, a) === changeKey(mailbox, b)).toBe(same);
});

propertyTest.prop([fc.string({ maxLength: 120 })])('what is no id is none', (text) => {
  expect(readItemId(mailbox, text)).toBeNull();
});

test('ids look like those of Exchange', () => {
  for (const id of [immutableId(mailbox, 1), mutableId(mailbox, 1, 2), folderId(mailbox, 1)]) {
    expect(id).toMatch(/^AA[kM]kA[\w-]{50,}=$|^AAkA[\w-]{50,}=$|^AAMkA[\w-]{50,}=$/);
    expect(id.length % 4).toBe(0);
  }
  expect(idBaseOf('no guid at all')).toHaveLength(22);
});
