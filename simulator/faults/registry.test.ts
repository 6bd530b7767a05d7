import { expect, test } from 'vitest';
import { createRandom } from '../world/random.ts';
import { createFaultRegistry, type Fault, type FaultTarget } from './registry.ts';

const unavailable: Fault = { kind: 'status', status: 503, when: 'before' };
const target: FaultTarget = {
  service: 'graph',
  scope: 'part',
  operation: 'contact.create',
  method: 'POST',
  path: '/v1.0/users/u1/contactFolders/f1/contacts',
  tenantId: 't1',
  mailboxId: 'u1',
};

test('a rule plays once unless it says otherwise, and is gone then', () => {
  const faults = createFaultRegistry(createRandom('1'));
  faults.add({ match: {}, fault: unavailable });
  expect(faults.take(target)).toEqual(unavailable);
  expect(faults.take(target)).toBeNull();
  expect(faults.list()).toEqual([]);
});

test('skip lets requests pass first, times 0 plays for ever', () => {
  const faults = createFaultRegistry(createRandom('1'));
  faults.add({ match: {}, fault: unavailable, skip: 2, times: 0 });
  expect([1, 2, 3, 4].map(() => faults.take(target) !== null)).toEqual([false, false, true, true]);
  expect(faults.list()).toMatchObject([{ matched: 4, played: 2 }]);
});

test.each([
  [{ service: 'entra' as const }, false],
  [{ scope: 'part' as const, method: 'post' }, true],
  [{ scope: 'outer' as const }, false],
  [{ operation: 'contact.*' }, true],
  [{ operation: 'contact' }, false],
  [{ pathPattern: '/CONTACTS$' }, true],
  [{ tenantId: 't2' }, false],
  [{ mailboxId: 'u1' }, true],
])('%j fits: %s', (match, fits) => {
  const faults = createFaultRegistry(createRandom('1'));
  faults.add({ match, fault: unavailable });
  expect(faults.take(target) !== null).toBe(fits);
});

test('the first rule that plays wins, and a rule can be taken back', () => {
  const faults = createFaultRegistry(createRandom('1'));
  const first = faults.add({ match: {}, fault: { kind: 'truncate' }, times: 0 });
  faults.add({ match: {}, fault: unavailable });
  expect(faults.take(target)).toEqual({ kind: 'truncate' });
  faults.clear(first);
  expect(faults.take(target)).toEqual(unavailable);
});

test('a probability plays on about that share', () => {
  const faults = createFaultRegistry(createRandom('1'));
  faults.add({ match: {}, fault: unavailable, times: 0, probability: 0.25 });
  const played = Array.from({ length: 4000 }, () => faults.take(target)).filter((fault) => fault !== null).length;
  expect(played).toBeGreaterThan(900);
  expect(played).toBeLessThan(1100);
});
