import { createHash, randomBytes } from 'node:crypto';
import type { PersonId } from './caller.ts';

/** A person who signed in with one browser. */
export interface Session {
  readonly sessionId: string;
  /** SHA-256 of what the cookie holds, base64url: the secret itself is never stored. */
  readonly secretHash: string;
  readonly person: PersonId;
  /** Personal, as all that follows but the times: sealed at rest. */
  readonly userName: string;
  readonly displayName: string;
  /** `Firefox, Windows` */
  readonly device: string;
  readonly address: string;
  /** ISO UTC. */
  readonly createdAt: string;
  readonly lastUsedAt: string;
}

export interface SessionStore {
  addSession(session: Session): Promise<void>;
  /** Also one that is over: the caller judges. */
  sessionBySecret(secretHash: string): Promise<Session | null>;
  /** Newest first. */
  sessionsOf(person: PersonId): Promise<readonly Session[]>;
  noteUse(sessionId: string, lastUsedAt: string): Promise<void>;
  /** @returns Whether the person had it. */
  removeSession(person: PersonId, sessionId: string): Promise<boolean>;
  /** @returns How many there were. */
  removeSessionsOf(person: PersonId): Promise<number>;
  /** Removes what was last used, or was begun, before these instants. */
  removeSessionsBefore(lastUsed: string, created: string): Promise<void>;
  languageOf(person: PersonId): Promise<'en' | 'de' | null>;
  saveLanguage(person: PersonId, language: 'en' | 'de'): Promise<void>;
}

/** A session ends so long after it was last used. */
export const sessionIdleMs = 8 * 3_600_000;
/** A session ends so long after it began, whatever happens. */
export const sessionLifetimeMs = 7 * 24 * 3_600_000;
/** Use is noted no more often than this. */
export const useNotedEveryMs = 60_000;

/** Is a session over? */
export function isOver({ createdAt, lastUsedAt }: Pick<Session, 'createdAt' | 'lastUsedAt'>, now: string): boolean {
  const nowMs = Date.parse(now);
  return nowMs - Date.parse(lastUsedAt) >= sessionIdleMs || nowMs - Date.parse(createdAt) >= sessionLifetimeMs;
}

/** 256 random bits in base64url. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** Has it the form of a secret? */
export const isSecret = (text: string): boolean => /^[\w-]{43}$/.test(text);

/** What is stored of a secret, in base64url. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** What pages send along to show that they are ours: made from the session's secret, so that nothing more is stored. */
export const csrfTokenOf = (secret: string): string => hashOf(`csrf ${secret}`);
