import { expect, test } from 'vitest';
import { readSignInSearch, startUrl } from './sign-in-error.ts';

test('only places in here are gone back to', () => {
  expect(readSignInSearch({ return: '/t/1/runs?state=held' })).toEqual({ return: '/t/1/runs?state=held' });
  for (const bad of ['//evil.example', '/\\evil.example', 'https://evil.example', 7, null]) {
    expect(readSignInSearch({ return: bad })).toEqual({});
  }
});

test('an error that is not known is none', () => {
  expect(readSignInSearch({ error: 'expired' })).toEqual({ error: 'expired' });
  expect(readSignInSearch({ error: '<b>' })).toEqual({});
});

test('the sign-in begins at the server, which hears where to go on', () => {
  expect(startUrl(undefined)).toBe('/sign-in/start');
  expect(startUrl('/t/1/runs?state=held')).toBe('/sign-in/start?returnTo=%2Ft%2F1%2Fruns%3Fstate%3Dheld');
});
