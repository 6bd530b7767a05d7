import { constants, createPublicKey, randomUUID, verify, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import type { Habits } from './habits.ts';
import type { Answer } from './weather.ts';

/** A refusal of the token endpoint. */
export interface Refusal {
  readonly status: number;
  readonly error: string;
  /** AADSTS number. */
  readonly number: number;
}

const headerSchema = z.object({ alg: z.literal('PS256'), 'x5t#S256': z.string() });
const claimsSchema = z.object({ aud: z.string(), iss: z.string(), sub: z.string(), exp: z.number() });
const decode = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));

const roles = ['User.Read.All', 'GroupMember.Read.All', 'MailboxSettings.Read', 'Contacts.ReadWrite'];

/** Hands out tokens to an app that proves itself with its certificate. */
export function createEntra(
  clientId: string,
  entraTenantId: string,
  certificatePem: string,
  habits: Habits,
  loginUrl: () => string,
) {
  const key = createPublicKey(new X509Certificate(certificatePem).publicKey.export({ type: 'spki', format: 'pem' }));
  const valid = new Set<string>();
  let refusal: Refusal | null = null;
  let issued = 0;

  function metadata(tenant: string): Answer {
    const base = `${loginUrl()}/${tenant}`;
    return {
      status: 200,
      body: {
        issuer: `${base}/v2.0`,
        authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
        token_endpoint: `${base}/oauth2/v2.0/token`,
        jwks_uri: `${base}/discovery/v2.0/keys`,
        tenant_region_scope: null,
      },
    };
  }

  function proves(assertion: string, audience: string): boolean {
    const [header = '', claims = '', signature = ''] = assertion.split('.');
    const head = headerSchema.safeParse(decode(header));
    const said = claimsSchema.safeParse(decode(claims));
    if (!head.success || !said.success) return false;
    const options = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    const signed = verify('sha256', Buffer.from(`${header}.${claims}`), options, Buffer.from(signature, 'base64url'));
    return signed && said.data.aud === audience && said.data.iss === clientId && said.data.sub === clientId;
  }

  function token(tenant: string, form: URLSearchParams): Answer {
    if (refusal !== null) return refused(refusal);
    const audience = `${loginUrl()}/${tenant}/oauth2/v2.0/token`;
    if (form.get('grant_type') !== 'client_credentials' || form.get('client_id') !== clientId) {
      return refused({ status: 400, error: 'unauthorized_client', number: 700016 });
    }
    if (!proves(form.get('client_assertion') ?? '', audience)) {
      return refused({ status: 401, error: 'invalid_client', number: 700027 });
    }
    issued += 1;
    const claims = Buffer.from(JSON.stringify({ tid: tenant, roles, n: issued })).toString('base64url');
    const value = habits.tokens === 'readable' ? `head.${claims}.sign-${issued}` : `opaque-${issued}-${randomUUID()}`;
    valid.add(value);
    const body = { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: value };
    return { status: 200, body };
  }

  /** An administrator who agrees to everything at once. */
  function consent(query: URLSearchParams, tenantId: string): Answer {
    const back = new URL(query.get('redirect_uri') ?? '');
    const said = { admin_consent: 'True', tenant: tenantId, state: query.get('state') ?? '', scope: 'x' };
    back.search = new URLSearchParams(said).toString();
    return { status: 302, headers: { Location: back.href } };
  }

  function refused({ status, error, number }: Refusal): Answer {
    const description = `AADSTS${number}: Etwas stimmt nicht. Trace ID: ${randomUUID()}`;
    const details = habits.errorWording === 'terse' ? {} : { error_codes: [number], timestamp: '2026-03-01 12:00:00Z' };
    return { status, body: { error, error_description: description, ...details } };
  }

  return {
    answer({ pathname, searchParams }: URL, form: URLSearchParams): Answer {
      const [, tenant = '', ...rest] = pathname.split('/');
      switch (rest.join('/')) {
        case 'v2.0/adminconsent':
          return consent(searchParams, entraTenantId);
        case 'v2.0/.well-known/openid-configuration':
          return metadata(tenant);
        case 'oauth2/v2.0/token':
          return token(tenant, form);
        default:
          return { status: 404 };
      }
    },
    accepts: (authorization: string) => valid.has(authorization.replace(/^Bearer /, '')),
    /** From now on this token is refused. */
    reject: (authorization: string) => void valid.delete(authorization.replace(/^Bearer /, '')),
    refuse(next: Refusal | null): void {
      refusal = next;
      valid.clear();
    },
    issued: () => issued,
  };
}
