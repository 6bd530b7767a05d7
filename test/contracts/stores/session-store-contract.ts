import { describe, expect, test } from 'vitest';
import type { OpenStores } from './open-stores.ts';
import { otherPerson, person, sampleSession } from './sample-identity.ts';

const older = sampleSession();
const younger = sampleSession({
  sessionId: 'session-2',
  secretHash: 'secret-hash-2',
  createdAt: '2026-01-05T00:00:00.000Z',
  lastUsedAt: '2026-01-05T00:00:00.000Z',
});
const others = sampleSession({ sessionId: 'session-3', secretHash: 'secret-hash-3', person: otherPerson });

/** What every SessionStore keeps. */
export function sessionStoreContract(name: string, open: OpenStores): void {
  const filled = async () => {
    const { sessions } = await open();
    for (const session of [older, younger, others]) await sessions.addSession(session);
    return sessions;
  };

  describe(`sessions in ${name}`, () => {
    test('a session is found by what its secret hashes to, and by its person, newest first', async () => {
      const sessions = await filled();
      expect(await sessions.sessionBySecret('secret-hash-2')).toEqual(younger);
      expect(await sessions.sessionBySecret('secret-hash-9')).toBeNull();
      expect(await sessions.sessionsOf(person)).toEqual([younger, older]);
    });

    test('its use is noted', async () => {
      const sessions = await filled();
      await sessions.noteUse('session-1', '2026-01-06T00:00:00.000Z');
      expect(await sessions.sessionBySecret('secret-hash-1')).toEqual({
        ...older,
        lastUsedAt: '2026-01-06T00:00:00.000Z',
      });
      expect(await sessions.sessionBySecret('secret-hash-3')).toEqual(others);
    });

    test('a person ends only sessions of their own, one or all', async () => {
      const sessions = await filled();
      expect(await sessions.removeSession(person, 'session-3')).toBe(false);
      expect(await sessions.removeSession(person, 'session-1')).toBe(true);
      expect(await sessions.removeSession(person, 'session-1')).toBe(false);
      expect(await sessions.sessionBySecret('secret-hash-1')).toBeNull();
      expect(await sessions.removeSessionsOf(person)).toBe(1);
      expect(await sessions.sessionsOf(person)).toEqual([]);
      expect(await sessions.sessionsOf(otherPerson)).toEqual([others]);
    });

    test('old ones go: not used lately, or begun long ago', async () => {
      const sessions = await filled();
      await sessions.noteUse('session-3', '2026-01-05T00:00:00.000Z');
      await sessions.removeSessionsBefore('2026-01-05T00:00:00.000Z', '2026-01-01T00:00:00.000Z');
      expect(await sessions.sessionsOf(person)).toEqual([younger]);
      expect(await sessions.sessionsOf(otherPerson)).toHaveLength(1);
      await sessions.removeSessionsBefore('2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z');
      expect(await sessions.sessionsOf(otherPerson)).toEqual([]);
      expect(await sessions.sessionsOf(person)).toEqual([younger]);
    });

    test('the language of a person outlives their sessions', async () => {
      const sessions = await filled();
      expect(await sessions.languageOf(person)).toBeNull();
      await sessions.saveLanguage(person, 'en');
      await sessions.saveLanguage(person, 'de');
      await sessions.removeSessionsOf(person);
      expect(await sessions.languageOf(person)).toBe('de');
      expect(await sessions.languageOf(otherPerson)).toBeNull();
    });
  });
}
