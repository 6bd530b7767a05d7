import { createHash, createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { selfSignedCertificate } from '../http/certificates.ts';

/** The key that signs all tokens, and how it is published. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** The certificate's SHA-1 thumbprint in base64url, which Entra uses as `kid` and `x5t`. */
  readonly kid: string;
  /** One entry of `/discovery/v2.0/keys`, without `issuer`. */
  readonly jwk: Readonly<Record<string, unknown>>;
}

/** Reads the token signing key from `folder`, or makes it there (RSA, 2048 bits). */
export async function tokenSigningKey(folder: string, nowMs: number): Promise<SigningKey> {
  const keyFile = join(folder, 'token-signing-key.pem');
  const certificateFile = join(folder, 'token-signing.pem');
  const kept = await Promise.all([readFile(keyFile, 'utf8'), readFile(certificateFile, 'utf8')]).catch(() => null);
  if (kept !== null) return signingKeyOf(kept[0], kept[1]);
  const { keyPem, certPem } = await selfSignedCertificate('CN=Ringbook simulator tokens', nowMs);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(keyFile, keyPem, { mode: 0o600 });
  await writeFile(certificateFile, certPem);
  return signingKeyOf(keyPem, certPem);
}

/** The key of a pair of PEM texts. */
export function signingKeyOf(keyPem: string, certPem: string): SigningKey {
  const certificate = new X509Certificate(certPem);
  const kid = createHash('sha1').update(certificate.raw).digest('base64url');
  return {
    privateKey: createPrivateKey(keyPem),
    publicKey: certificate.publicKey,
    kid,
    jwk: {
      ...certificate.publicKey.export({ format: 'jwk' }),
      use: 'sig',
      kid,
      x5t: kid,
      x5c: [certificate.raw.toString('base64')],
    },
  };
}
