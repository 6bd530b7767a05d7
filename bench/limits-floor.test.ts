import { expect, test } from 'vitest';
import { type FillFacts, limitsFloor } from './limits-floor.ts';

const facts: FillFacts = {
  thinkTimeMs: 50,
  directoryPages: 105,
  directoryUnits: 105,
  directoryUnitsPer10S: 8000,
  folderRequests: 2,
  contacts: 250,
  uploadBytesPerMailbox: 400_000,
  mailboxConcurrency: 4,
  mailboxRequestsPer10Min: 10_000,
  mailboxUploadBytesPer5Min: 150 * 1024 * 1024,
};

test('think time alone: pages, folder and rounds of four follow one another', () => {
  const { floor, ...terms } = limitsFloor(facts);
  expect(floor).toBeCloseTo(5.25 + 0.1 + 3.15);
  expect(terms.directoryFloor).toBeCloseTo(5.25);
  expect(terms.folderFloor).toBeCloseTo(0.1);
  expect(terms.mailboxFloor).toBeCloseTo(3.15);
  expect(terms.windowFloor).toBe(0);
});

test('units beyond a full bucket come as fast as it fills', () => {
  expect(limitsFloor({ ...facts, directoryUnits: 8000 }).directoryFloor).toBeCloseTo(5.25);
  expect(limitsFloor({ ...facts, directoryUnits: 16_000 }).directoryFloor).toBeCloseTo(10);
});

test.each([
  [9998, 0],
  [9999, 600],
  [19_999, 1200],
])('%i contacts and two folder requests wait %i s for windows of 10,000 requests', (contacts, seconds) => {
  expect(limitsFloor({ ...facts, thinkTimeMs: 0, contacts }).mailboxFloor).toBe(seconds);
});

test('an upload of more than a window takes waits for the next', () => {
  const uploadBytesPerMailbox = facts.mailboxUploadBytesPer5Min;
  expect(limitsFloor({ ...facts, uploadBytesPerMailbox }).windowFloor).toBe(0);
  expect(limitsFloor({ ...facts, uploadBytesPerMailbox: uploadBytesPerMailbox + 1 }).windowFloor).toBe(300);
});
