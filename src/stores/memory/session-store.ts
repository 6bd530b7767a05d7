import { compareByCodePoint } from '../../sync/compare-texts.ts';
import type { PersonId } from '../../tenants/caller.ts';
import { isSamePerson } from '../../tenants/members.ts';
import type { Session, SessionStore } from '../../tenants/sessions.ts';

export function createSessionStore(): SessionStore {
  const sessions = new Map<string, Session>();
  const languages = new Map<string, 'en' | 'de'>();
  const keyOf = ({ entraTenantId, objectId }: PersonId) => `${entraTenantId} ${objectId}`;
  const ofPerson = (person: PersonId) => [...sessions.values()].filter((one) => isSamePerson(one.person, person));

  return {
    async addSession(session) {
      sessions.set(session.sessionId, session);
    },
    async sessionBySecret(secretHash) {
      return [...sessions.values()].find((session) => session.secretHash === secretHash) ?? null;
    },
    async sessionsOf(person) {
      return ofPerson(person).sort(newestFirst);
    },
    async noteUse(sessionId, lastUsedAt) {
      const session = sessions.get(sessionId);
      if (session !== undefined) sessions.set(sessionId, { ...session, lastUsedAt });
    },
    async removeSession(person, sessionId) {
      const isTheirs = ofPerson(person).some((session) => session.sessionId === sessionId);
      return isTheirs && sessions.delete(sessionId);
    },
    async removeSessionsOf(person) {
      const theirs = ofPerson(person);
      for (const { sessionId } of theirs) sessions.delete(sessionId);
      return theirs.length;
    },
    async removeSessionsBefore(lastUsed, created) {
      for (const { sessionId, lastUsedAt, createdAt } of [...sessions.values()]) {
        if (lastUsedAt < lastUsed || createdAt < created) sessions.delete(sessionId);
      }
    },
    async languageOf(person) {
      return languages.get(keyOf(person)) ?? null;
    },
    async saveLanguage(person, language) {
      languages.set(keyOf(person), language);
    },
  };
}

function newestFirst(one: Session, other: Session): number {
  return compareByCodePoint(other.createdAt, one.createdAt) || compareByCodePoint(one.sessionId, other.sessionId);
}
