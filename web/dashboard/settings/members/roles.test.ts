import { expect, test } from 'vitest';
import { permissionsOf } from '../../../../src/tenants/roles.ts';
import { rightsOf } from './roles.ts';

test('the page says what the server does', () => {
  expect(rightsOf).toEqual(permissionsOf);
});
