import { X509Certificate } from 'node:crypto';
import { ConfidentialClientApplication, LogLevel } from '@azure/msal-node';
import { z } from 'zod';
import { type SignedInPerson, SignInError, type SignInProvider } from '../../tenants/sign-in-provider.ts';
import { createIdTokenReader } from './id-token.ts';
import { createNetwork, type Send } from './network.ts';

export interface SignInOptions {
  readonly clientId: string;
  /** PEM; what the app proves itself with. */
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  /** `https://login.microsoftonline.com` */
  readonly loginUrl: string;
  readonly send: Send;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Who signs in, and nothing of theirs: no access to anything is asked for. */
const scopes = ['openid', 'profile'];

const configuration = z.object({ issuer: z.string() });

/**
 * Sign-in with Microsoft Entra, from any organisation: authorization code with PKCE, a certificate as the app's proof.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow
 */
export function createSignInProvider(options: SignInOptions): SignInProvider {
  const { clientId, certificatePem, privateKeyPem, send, now } = options;
  const loginUrl = new URL(options.loginUrl).origin;
  const authority = `${loginUrl}/organizations`;
  const thumbprintSha256 = new X509Certificate(certificatePem).fingerprint256.replaceAll(':', '');
  const readIdToken = createIdTokenReader({ clientId, loginUrl, send, now });

  /** One for each call: it would keep the tokens of everyone who signs in. */
  function client(signal: AbortSignal) {
    const network = createNetwork(send, loginUrl, scopes, signal);
    const application = new ConfidentialClientApplication({
      auth: {
        clientId,
        authority,
        knownAuthorities: [new URL(loginUrl).host],
        clientCertificate: { privateKey: privateKeyPem, thumbprintSha256 },
      },
      system: {
        networkClient: network.client,
        disableInternalRetries: true,
        loggerOptions: { loggerCallback: () => {}, piiLoggingEnabled: false, logLevel: LogLevel.Error },
      },
    });
    return { application, network };
  }

  return {
    async signInUrl({ state, nonce, codeChallenge, redirectUri }, signal) {
      const { application, network } = client(signal);
      const url = await network.judged(() =>
        application.getAuthCodeUrl({
          scopes,
          redirectUri,
          state,
          nonce,
          codeChallenge,
          codeChallengeMethod: 'S256',
          responseMode: 'query',
          prompt: 'select_account',
        }),
      );
      const asked = new URL(url);
      // The library always adds `offline_access`, which nobody here has a use for.
      asked.searchParams.set('scope', scopes.join(' '));
      return asked.href;
    },

    async prove({ code, nonce, codeVerifier, redirectUri }, signal): Promise<SignedInPerson> {
      const { application, network } = client(signal);
      const answer = await network.judged(() =>
        application.acquireTokenByCode({ scopes, code, codeVerifier, redirectUri, nonce }),
      );
      return readIdToken(answer.idToken, nonce);
    },

    async entraTenantOf(domain, signal) {
      if (!/^[a-z\d-]+(\.[a-z\d-]+)+$/i.test(domain) || domain.length > 253) return null;
      const { client: network } = createNetwork(send, loginUrl, scopes, signal);
      const path = `${loginUrl}/${domain.toLowerCase()}/v2.0/.well-known/openid-configuration`;
      const answer = await network.sendGetRequestAsync<unknown>(path);
      if (answer.status === 400 || answer.status === 404) return null;
      const parsed = configuration.safeParse(answer.body);
      if (answer.status !== 200 || !parsed.success) throw new SignInError('unavailable');
      const { issuer } = parsed.data;
      return /\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\/v2\.0$/i.exec(issuer)?.[1]?.toLowerCase() ?? null;
    },
  };
}
