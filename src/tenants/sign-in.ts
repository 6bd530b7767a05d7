import { createHash } from 'node:crypto';
import { type JoinContext, join } from './join.ts';
import { hashOf, isSecret, newSecret, type SessionStore, sessionIdleMs, sessionLifetimeMs } from './sessions.ts';
import { type SignedInPerson, SignInError, type SignInFailure, type SignInProvider } from './sign-in-provider.ts';

export interface SignInContext extends JoinContext {
  readonly provider: SignInProvider;
  readonly sessions: SessionStore;
  /** Where the browser comes back to; registered with the app. */
  readonly redirectUri: string;
  /** Told why a proof failed, for the operator. No content. */
  readonly onFailure: (error: unknown) => void;
}

/** What a browser is told when it is about to sign in. */
export interface BegunSignIn {
  readonly url: string;
  /** Kept by the browser: without it nobody can end what it began. */
  readonly browserSecret: string;
}

export type SignInOutcome =
  | { readonly kind: 'signed-in'; readonly sessionSecret: string; readonly returnTo: string }
  | { readonly kind: 'failed'; readonly code: SignInFailure; readonly returnTo: string };

/** Where a browser is, for the list of sessions and the audit trail. */
export interface Whereabouts {
  readonly device: string;
  readonly address: string;
}

export interface SignIn {
  /**
   * @param returnTo Local path to show afterwards.
   * @param browserSecret That the browser has already, from another tab; null: none.
   * @throws {SignInError} `unavailable`
   */
  begin(returnTo: string, browserSecret: string | null, signal: AbortSignal): Promise<BegunSignIn>;
  /**
   * Ends signing in with what the browser brought back.
   * @param query Of the redirect.
   * @param oldSession Secret of the session that the browser had before: it ends.
   */
  finish(
    query: URLSearchParams,
    browserSecret: string | null,
    oldSession: string | null,
    whereabouts: Whereabouts,
    signal: AbortSignal,
  ): Promise<SignInOutcome>;
}

interface Pending {
  readonly browserHash: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly returnTo: string;
  readonly endMs: number;
}

/** As long as a code of the identity service is good. */
export const signInLifetimeMs = 10 * 60_000;
/** More at once are an attack; the oldest give way. */
const mostPending = 100_000;

/** Signs people in. What is begun is kept in memory: after a restart they begin again. */
export function createSignIn(context: SignInContext): SignIn {
  const { provider, sessions, redirectUri, now, newId } = context;
  /** By hash of the state, oldest first. */
  const pending = new Map<string, Pending>();

  function remember(state: string, entry: Pending): void {
    const nowMs = Date.parse(now());
    for (const [key, { endMs }] of pending) {
      if (endMs > nowMs && pending.size < mostPending) break;
      pending.delete(key);
    }
    pending.set(hashOf(state), entry);
  }

  /** A state works once, and for whoever began it; another browser does not use it up. */
  function take(state: string | null, browserSecret: string | null): Pending {
    const key = hashOf(state ?? '');
    const found = pending.get(key);
    if (found === undefined || found.endMs <= Date.parse(now())) throw new SignInError('expired');
    if (browserSecret === null || hashOf(browserSecret) !== found.browserHash) throw new SignInError('other-browser');
    pending.delete(key);
    return found;
  }

  async function openSession(
    { person, userName, displayName }: SignedInPerson,
    oldSession: string | null,
    { device, address }: Whereabouts,
  ): Promise<string> {
    const nowMs = Date.parse(now());
    await sessions.removeSessionsBefore(instant(nowMs - sessionIdleMs), instant(nowMs - sessionLifetimeMs));
    const old = oldSession === null ? null : await sessions.sessionBySecret(hashOf(oldSession));
    if (old !== null) await sessions.removeSession(old.person, old.sessionId);
    const secret = newSecret();
    const at = now();
    const who = { person, userName, displayName, device, address };
    await sessions.addSession({
      sessionId: newId(),
      secretHash: hashOf(secret),
      ...who,
      createdAt: at,
      lastUsedAt: at,
    });
    return secret;
  }

  return {
    async begin(returnTo, known, signal) {
      const [state, nonce, codeVerifier] = [newSecret(), newSecret(), newSecret()];
      const browserSecret = known !== null && isSecret(known) ? known : newSecret();
      const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');
      const url = await provider.signInUrl({ state, nonce, codeChallenge, redirectUri }, signal);
      const endMs = Date.parse(now()) + signInLifetimeMs;
      remember(state, { browserHash: hashOf(browserSecret), nonce, codeVerifier, returnTo, endMs });
      return { url, browserSecret };
    },

    async finish(query, browserSecret, oldSession, whereabouts, signal) {
      let returnTo = '/';
      try {
        const asked = take(query.get('state'), browserSecret);
        returnTo = asked.returnTo;
        const code = codeOf(query);
        const signedIn = await provider.prove({ ...asked, code, redirectUri }, signal);
        await join(context, signedIn, whereabouts.address, signal);
        return { kind: 'signed-in', sessionSecret: await openSession(signedIn, oldSession, whereabouts), returnTo };
      } catch (error) {
        if (!(error instanceof SignInError)) throw error;
        if (error.code === 'not-proven' || error.code === 'unavailable') context.onFailure(error);
        return { kind: 'failed', code: error.code, returnTo };
      }
    },
  };
}

function codeOf(query: URLSearchParams): string {
  const error = query.get('error');
  if (error === 'server_error' || error === 'temporarily_unavailable') throw new SignInError('unavailable');
  if (error !== null) throw new SignInError('refused');
  const code = query.get('code');
  if (code === null || code === '') throw new SignInError('not-proven');
  return code;
}

const instant = (ms: number): string => new Date(ms).toISOString();
