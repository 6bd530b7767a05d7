import { expect, test } from 'vitest';
import { showPhone } from './shown-phone.ts';

test.each([
  ['+491711234567', 'DE', { shown: '0171 1234567', recognised: true, country: 'DE' }],
  ['+491711234567', 'AT', { shown: '+49 171 1234567', recognised: true, country: 'DE' }],
  ['+49891234567,56', 'DE', { shown: '089 1234567,56', recognised: false, country: 'DE' }],
  ['4711', 'DE', { shown: '4711', recognised: false, country: null }],
  ['0171 1234567', 'DE', { shown: '0171 1234567', recognised: false, country: null }],
  ['+4912', 'DE', { shown: '+4912', recognised: false, country: null }],
])('%s on a phone in %s', (value, country, shown) => {
  expect(showPhone(value, country)).toEqual(shown);
});
