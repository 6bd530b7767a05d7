import { createRemoteJWKSet, customFetch, decodeJwt, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { type SignedInPerson, SignInError } from '../../tenants/sign-in-provider.ts';
import type { Send } from './network.ts';

export interface IdTokenOptions {
  readonly clientId: string;
  /** Origin. */
  readonly loginUrl: string;
  readonly send: Send;
  readonly now: () => number;
}

/** Reads an id token. @throws {SignInError} `not-proven`: it is forged, old, or for someone else; `unavailable` */
export type ReadIdToken = (idToken: string, nonce: string) => Promise<SignedInPerson>;

const guid = z.guid().transform((text) => text.toLowerCase());

const claims = z.object({
  tid: guid,
  oid: guid,
  nonce: z.string(),
  preferred_username: z.string().min(3).max(320),
  name: z.string().max(500).optional(),
  wids: z.array(z.string()).optional(),
});

/** Roles that may consent to application permissions of Microsoft Graph: who may let Ringbook in may also own it. */
const administratorRoles: ReadonlySet<string> = new Set([
  // Global Administrator
  '62e90394-69f5-4237-9190-012177145e10',
  // Privileged Role Administrator
  'e8611ab8-c189-46e8-94e1-60213ab1f814',
]);

/** The Entra tenant of private Microsoft accounts. */
const privateAccounts = '9188040d-6c67-4c5b-b112-36a304b66dad';

/** Clocks may differ so much. */
const clockToleranceSeconds = 300;
const keysTimeoutMs = 20_000;

/**
 * Believes an id token only with Entra's signature, our audience, the nonce of this sign-in, and the issuer that belongs to
 * the Entra tenant that it names.
 * @see https://learn.microsoft.com/entra/identity-platform/id-tokens#validate-tokens
 */
export function createIdTokenReader({ clientId, loginUrl, send, now }: IdTokenOptions): ReadIdToken {
  const keysUrl = new URL(`${loginUrl}/organizations/discovery/v2.0/keys`);
  const keys = createRemoteJWKSet(keysUrl, {
    timeoutDuration: keysTimeoutMs,
    [customFetch]: async (url: string, { signal }: { readonly signal: AbortSignal }) => {
      const { status, text } = await send({ method: 'GET', url, headers: { accept: 'application/json' } }, signal);
      return new Response(text, { status });
    },
  });

  async function verified(idToken: string): Promise<unknown> {
    const named = guid.safeParse(decodeJwt(idToken).tid);
    if (!named.success) throw new SignInError('not-proven');
    const { payload } = await jwtVerify(idToken, keys, {
      issuer: `${loginUrl}/${named.data}/v2.0`,
      audience: clientId,
      algorithms: ['RS256'],
      requiredClaims: ['exp', 'iat'],
      clockTolerance: clockToleranceSeconds,
      currentDate: new Date(now()),
    });
    return payload;
  }

  return async (idToken, nonce) => {
    let payload: unknown;
    try {
      payload = await verified(idToken);
    } catch (error) {
      if (error instanceof SignInError) throw error;
      const isForged = error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout);
      throw new SignInError(isForged ? 'not-proven' : 'unavailable', { cause: new Error(codeOf(error)) });
    }
    const parsed = claims.safeParse(payload);
    if (!parsed.success || parsed.data.nonce !== nonce || parsed.data.tid === privateAccounts) {
      throw new SignInError('not-proven');
    }
    const { tid, oid, preferred_username: userName, name, wids = [] } = parsed.data;
    return {
      person: { entraTenantId: tid, objectId: oid },
      userName,
      displayName: name ?? userName,
      isAdministrator: wids.some((role) => administratorRoles.has(role.toLowerCase())),
    };
  };
}

/** Messages may quote the token. */
function codeOf(error: unknown): string {
  return error instanceof errors.JOSEError ? error.code : 'no keys';
}
