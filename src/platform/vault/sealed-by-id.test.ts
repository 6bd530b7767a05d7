import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { createSealedById } from './sealed-by-id.ts';

const certificates = createSealedById('certificate');

property.prop([fc.string()])('what was sealed under an id opens with it', (text) => {
  const id = certificates.newId();
  expect(certificates.open(id, certificates.seal(id, text))).toBe(text);
});

test('another id opens nothing, and another purpose neither', () => {
  const [id, other] = [certificates.newId(), certificates.newId()];
  const sealed = certificates.seal(id, 'Contoso');
  expect(() => certificates.open(other, sealed)).toThrow(/does not open/);
  expect(() => createSealedById('receipt').open(id, sealed)).toThrow(/does not open/);
  expect(Buffer.from(sealed).includes('Contoso')).toBe(false);
});

test('the hash by which it is found does not open it', () => {
  const id = certificates.newId();
  const sealed = certificates.seal(id, 'Contoso');
  expect(() => certificates.open(certificates.hashOf(id), sealed)).toThrow(/does not open/);
});
