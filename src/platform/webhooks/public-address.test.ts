import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { isPublicAddress } from './public-address.ts';

test.each([
  ['93.184.216.34', true],
  ['8.8.8.8', true],
  ['2606:2800:220:1:248:1893:25c8:1946', true],
  ['127.0.0.1', false],
  ['0.0.0.0', false],
  ['10.1.2.3', false],
  ['100.64.0.1', false],
  ['169.254.169.254', false],
  ['172.16.0.1', false],
  ['172.31.255.255', false],
  ['172.32.0.1', true],
  ['192.168.1.1', false],
  ['198.19.0.1', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['::', false],
  ['::1', false],
  ['::ffff:127.0.0.1', false],
  ['::ffff:8.8.8.8', false],
  ['64:ff9b::7f00:1', false],
  ['fc00::1', false],
  ['fd12:3456::1', false],
  ['fe80::1', false],
  ['fe80::1%eth0', false],
  ['ff02::1', false],
  ['2001:db8::1', false],
  ['2002:7f00:1::', false],
  ['2001::1', false],
  ['localhost', false],
  ['', false],
  ['1.2.3', false],
])('%s is public: %s', (address, expected) => {
  expect(isPublicAddress(address)).toBe(expected);
});

property.prop([fc.nat(255), fc.nat(255), fc.nat(255)])('no loopback or private address is public', (b, c, d) => {
  for (const first of ['10', '127', '0']) expect(isPublicAddress(`${first}.${b}.${c}.${d}`)).toBe(false);
  expect(isPublicAddress(`192.168.${c}.${d}`)).toBe(false);
  expect(isPublicAddress(`::ffff:${b}.${c}.${d}.1`)).toBe(false);
});
