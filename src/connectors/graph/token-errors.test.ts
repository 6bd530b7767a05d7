import { describe, expect, test } from 'vitest';
import { sortTokenAnswer } from './token-errors.ts';

const secret = 'Zm9vYmFy-secret';

function refused(status: number, error: string, number: number) {
  const body = {
    error,
    error_description: `AADSTS${number}: Some text that quotes '${secret}'. Trace ID: x`,
    error_codes: [number],
    correlation_id: 'c',
  };
  return { status, headers: {}, body };
}

describe('what the token endpoint answers, and what it means', () => {
  test.each([
    [400, 'unauthorized_client', 700016, 'consent-withdrawn', 'unknown in the tenant'],
    [401, 'invalid_client', 7000229, 'consent-withdrawn', 'no enterprise application'],
    [400, 'unauthorized_client', 7000112, 'consent-withdrawn', 'disabled'],
    [401, 'invalid_client', 7000112, 'consent-withdrawn', 'disabled'],
    [400, 'invalid_request', 90002, 'not-found', 'no such Entra tenant'],
    [400, 'invalid_tenant', 90002, 'not-found', 'no such Entra tenant'],
    [401, 'invalid_client', 7000215, 'unauthorized', 'secret is wrong'],
    [401, 'invalid_client', 7000222, 'unauthorized', 'secret has expired'],
    [401, 'invalid_client', 700027, 'unauthorized', 'assertion'],
    [400, 'interaction_required', 53003, 'unauthorized', 'conditional-access'],
    [400, 'unauthorized_client', 999999, 'consent-withdrawn', 'AADSTS999999'],
    [401, 'invalid_client', 999999, 'unauthorized', 'AADSTS999999'],
    [400, 'something_new', 999999, 'invalid-answer', 'something_new'],
  ])('%i %s AADSTS%i is %s', (status, error, number, code, detail) => {
    const failure = sortTokenAnswer(refused(status, error, number), 0);
    expect(failure?.code).toBe(code);
    expect(failure?.detail).toContain(detail);
    expect(failure?.detail).not.toContain(secret);
  });

  test('the number is read from the description where no codes are given', () => {
    const body = { error: 'invalid_client', error_description: 'AADSTS7000222: expired' };
    expect(sortTokenAnswer({ status: 401, headers: {}, body }, 0)?.detail).toContain('has expired');
  });

  test.each([
    [429, 'throttled'],
    [500, 'unavailable'],
    [503, 'unavailable'],
    [408, 'unavailable'],
  ])('%i is %s, and Retry-After counts', (status, code) => {
    expect(sortTokenAnswer({ status, headers: { 'retry-after': '4' }, body: undefined }, 0)).toMatchObject({
      code,
      retryAfterMs: 4000,
    });
  });

  test('an unreadable success is no success', () => {
    expect(sortTokenAnswer({ status: 200, headers: {}, body: undefined }, 0)?.code).toBe('unavailable');
    expect(sortTokenAnswer({ status: 200, headers: {}, body: { access_token: 'x' } }, 0)).toBeNull();
  });
});
