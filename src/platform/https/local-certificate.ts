import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** A certificate and its private key, both PEM. */
export interface KeyPairPem {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

const yearMs = 365 * 24 * 3_600_000;

/** A certificate for `localhost`, and the authority that vouches for it. */
export interface LocalCertificate extends KeyPairPem {
  /** What a browser is told to trust. */
  readonly authorityPem: string;
}

/**
 * A certificate for `localhost` by an authority of its own, for a first start without one of the operator's.
 *
 * The authority's key is thrown away: who trusts the authority trusts this one certificate, and nobody can make another.
 * @returns `certificatePem` is the certificate and the authority's behind it, good for a year.
 */
export async function createLocalCertificate(nowMs: number): Promise<LocalCertificate> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const newKeys = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const [authorityKeys, keys] = await Promise.all([newKeys(), newKeys()]);
  const validity = { notBefore: new Date(nowMs - 60_000), notAfter: new Date(nowMs + yearMs) };
  const issuer = 'CN=Ringbook on this machine, O=Ringbook';
  const authority = await X509CertificateGenerator.createSelfSigned(
    {
      ...validity,
      name: issuer,
      signingAlgorithm: algorithm,
      keys: authorityKeys,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      ],
    },
    webcrypto,
  );
  const certificate = await X509CertificateGenerator.create(
    {
      ...validity,
      issuer,
      subject: 'CN=localhost, O=Ringbook',
      signingAlgorithm: algorithm,
      signingKey: authorityKeys.privateKey,
      publicKey: keys.publicKey,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        new SubjectAlternativeNameExtension([
          { type: 'dns', value: 'localhost' },
          { type: 'ip', value: '127.0.0.1' },
          { type: 'ip', value: '::1' },
        ]),
      ],
    },
    webcrypto,
  );
  const authorityPem = authority.toString('pem');
  return {
    authorityPem,
    certificatePem: `${certificate.toString('pem')}\n${authorityPem}\n`,
    privateKeyPem: await exportKey(keys.privateKey),
  };
}

/** A self-signed RSA certificate with which an app registration proves itself to Entra. */
export function createAppCertificate(nowMs: number): Promise<KeyPairPem> {
  const publicExponent = new Uint8Array([1, 0, 1]);
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent, hash: 'SHA-256' };
  return selfSigned('CN=Ringbook', algorithm, nowMs, []);
}

async function selfSigned(
  name: string,
  algorithm: webcrypto.EcKeyGenParams | webcrypto.RsaHashedKeyGenParams,
  nowMs: number,
  extensions: Extension[],
): Promise<KeyPairPem> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name,
      notBefore: new Date(nowMs - 60_000),
      notAfter: new Date(nowMs + yearMs),
      signingAlgorithm: algorithm,
      keys,
      extensions,
    },
    webcrypto,
  );
  return { certificatePem: certificate.toString('pem'), privateKeyPem: await exportKey(keys.privateKey) };
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key)).toString('base64');
  const lines = der.match(/.{1,64}/g) ?? [];
  return ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----', ''].join('\n');
}
