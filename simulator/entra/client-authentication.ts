import { createHash, type KeyObject, timingSafeEqual, X509Certificate } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { SimApp } from '../world/model.ts';
import { EntraError } from './errors.ts';

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const clockSkewSeconds = 300;

/** What a client sent to prove who it is. */
export interface ClientCredentials {
  readonly secret: string | null;
  readonly assertion: string | null;
  readonly assertionType: string | null;
}

/**
 * Checks an app's secret or certificate assertion.
 *
 * @param audiences What the assertion's `aud` may be.
 * @throws {EntraError} 7000215, 7000222 (secrets); 700027, 700024, 700023, 700021, 50027 (assertions); 7000218 (nothing sent).
 */
export async function authenticateClient(
  app: SimApp,
  credentials: ClientCredentials,
  audiences: readonly string[],
  nowMs: number,
): Promise<void> {
  if (credentials.assertion !== null) await checkAssertion(app, credentials, audiences, nowMs);
  else if (credentials.secret !== null) checkSecret(app, credentials.secret, nowMs);
  else {
    throw invalidClient(
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    );
  }
}

function checkSecret(app: SimApp, secret: string, nowMs: number): void {
  const known = app.secrets.find(({ value }) => sameText(value, secret));
  if (known === undefined) {
    throw invalidClient(
      7000215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${app.appId}'.`,
    );
  }
  if (known.expiresAtMs !== null && known.expiresAtMs <= nowMs) {
    throw invalidClient(7000222, `The provided client secret keys for app '${app.appId}' are expired.`);
  }
}

async function checkAssertion(
  app: SimApp,
  credentials: ClientCredentials,
  audiences: readonly string[],
  nowMs: number,
): Promise<void> {
  const assertion = credentials.assertion ?? '';
  if (credentials.assertionType !== assertionType) {
    throw new EntraError(
      400,
      'invalid_request',
      900144,
      "The request body must contain the following parameter: 'client_assertion_type'.",
    );
  }
  const { header, claims } = readAssertion(assertion);
  if (claims.iss !== app.appId || claims.sub !== app.appId) {
    throw invalidClient(700021, "Client assertion application identifier doesn't match 'client_id' parameter.");
  }
  const key = assertionKey(app, header);
  try {
    await jwtVerify(assertion, key, {
      algorithms: ['PS256', 'RS256'],
      audience: [...audiences],
      currentDate: new Date(nowMs),
      clockTolerance: clockSkewSeconds,
      requiredClaims: ['exp', 'aud'],
    });
  } catch (error) {
    throw assertionRefusal(error);
  }
}

function readAssertion(assertion: string) {
  try {
    return { header: decodeProtectedHeader(assertion), claims: decodeJwt(assertion) };
  } catch {
    throw invalidClient(50027, 'JWT token is invalid or malformed.');
  }
}

/** The registered certificate that the header names by its SHA-256 (`x5t#S256`) or SHA-1 (`x5t`) thumbprint. */
function assertionKey(app: SimApp, header: Readonly<Record<string, unknown>>): KeyObject {
  const sha256 = header['x5t#S256'];
  const sha1 = header.x5t;
  const certificate = app.certificates
    .map(registeredCertificate)
    .find((candidate) => candidate.sha256 === sha256 || (sha256 === undefined && candidate.sha1 === sha1));
  if (certificate !== undefined) return certificate.key;
  const thumbprint = typeof sha256 === 'string' ? sha256 : typeof sha1 === 'string' ? sha1 : '';
  throw invalidClient(
    700027,
    `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Thumbprint of key used by client: '${Buffer.from(thumbprint, 'base64url').toString('hex').toUpperCase()}'.]`,
  );
}

function assertionRefusal(error: unknown): EntraError {
  if (
    error instanceof errors.JWTExpired ||
    (error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf')
  ) {
    return invalidClient(700024, 'Client assertion is not within its valid time range.');
  }
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') {
    return invalidClient(700023, 'Client assertion audience claim does not match Realm issuer.');
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    return invalidClient(50027, `JWT token is invalid or malformed: claim '${error.claim}'.`);
  }
  return invalidClient(
    700027,
    'The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The provided signature value did not match the expected signature value.]',
  );
}

interface RegisteredCertificate {
  readonly sha256: string;
  readonly sha1: string;
  readonly key: KeyObject;
}

const certificates = new Map<string, RegisteredCertificate>();

/** Parsed once per certificate. */
function registeredCertificate(pem: string): RegisteredCertificate {
  const known = certificates.get(pem);
  if (known !== undefined) return known;
  const certificate = new X509Certificate(pem);
  const parsed = {
    sha256: createHash('sha256').update(certificate.raw).digest('base64url'),
    sha1: createHash('sha1').update(certificate.raw).digest('base64url'),
    key: certificate.publicKey,
  };
  certificates.set(pem, parsed);
  return parsed;
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => createHash('sha256').update(text).digest());
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}

function invalidClient(code: number, message: string): EntraError {
  return new EntraError(401, 'invalid_client', code, message);
}
