import type { PersonId } from './caller.ts';

/** A person as the identity service vouches for them. */
export interface SignedInPerson {
  readonly person: PersonId;
  /** Name that they sign in with. */
  readonly userName: string;
  readonly displayName: string;
  /** May consent to what Ringbook asks for in their Entra tenant: a Global or Privileged Role Administrator. */
  readonly isAdministrator: boolean;
}

/** Why nobody was signed in; docs/errors.md#sign-in lists the codes. */
export type SignInFailure =
  /** The person said no, or their organisation did. */
  | 'refused'
  /** Not asked for, asked for too long ago, or answered before. */
  | 'expired'
  /** Asked for by another browser. */
  | 'other-browser'
  /** The answer is not one that the identity service vouches for. */
  | 'not-proven'
  /** The identity service did not answer. */
  | 'unavailable';

export class SignInError extends Error {
  readonly code: SignInFailure;

  constructor(code: SignInFailure, options?: ErrorOptions) {
    super(`sign-in: ${code}`, options);
    this.name = 'SignInError';
    this.code = code;
  }
}

/** The sign-in of one identity service, by OpenID Connect. */
export interface SignInProvider {
  /** Where to send the browser. @throws {SignInError} `unavailable` */
  signInUrl(
    request: {
      readonly state: string;
      readonly nonce: string;
      /** SHA-256 of the verifier, base64url (RFC 7636). */
      readonly codeChallenge: string;
      readonly redirectUri: string;
    },
    signal: AbortSignal,
  ): Promise<string>;
  /** Exchanges a code for who it is, and proves that. @throws {SignInError} `not-proven`, `unavailable` */
  prove(
    answer: {
      readonly code: string;
      readonly nonce: string;
      readonly codeVerifier: string;
      readonly redirectUri: string;
    },
    signal: AbortSignal,
  ): Promise<SignedInPerson>;
  /** Id of the Entra tenant that has proven that a domain is its own; null: none has. @throws {SignInError} `unavailable` */
  entraTenantOf(domain: string, signal: AbortSignal): Promise<string | null>;
}
