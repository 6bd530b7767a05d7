import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** What the server needs to speak TLS, and what a client needs to trust it. */
export interface ServerCertificate {
  /** PEM of the authority: `NODE_EXTRA_CA_CERTS`. */
  readonly caPem: string;
  readonly caFile: string;
  readonly certPem: string;
  readonly keyPem: string;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const dayMs = 24 * 3600 * 1000;

/**
 * A certificate for localhost, 127.0.0.1 and ::1, and the authority that signed it, kept as files in `folder`.
 *
 * Made anew when missing or valid for less than a week. The authority's key is forgotten at once: it cannot sign anything else.
 */
export async function serverCertificate(folder: string, nowMs: number): Promise<ServerCertificate> {
  const caFile = join(folder, 'ca.pem');
  const files = [caFile, join(folder, 'server.pem'), join(folder, 'server-key.pem')] as const;
  const kept = await Promise.all(files.map((file) => readFile(file, 'utf8'))).catch(() => null);
  const [caPem, certPem, keyPem] = kept ?? [];
  if (caPem !== undefined && certPem !== undefined && keyPem !== undefined) {
    if (new X509Certificate(certPem).notAfter.getTime() > nowMs + 7 * dayMs) return { caPem, caFile, certPem, keyPem };
  }
  const made = await makeCertificate(nowMs);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(files[0], made.caPem);
  await writeFile(files[1], made.certPem);
  await writeFile(files[2], made.keyPem, { mode: 0o600 });
  return { ...made, caFile };
}

async function makeCertificate(nowMs: number): Promise<Omit<ServerCertificate, 'caFile'>> {
  cryptoProvider.set(webcrypto);
  const notBefore = new Date(nowMs - dayMs);
  const caKeys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const caName = 'CN=Ringbook simulator authority';
  const ca = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: caName,
    notBefore,
    notAfter: new Date(nowMs + 3650 * dayMs),
    keys: caKeys,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(caKeys.publicKey),
    ],
  });
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: 'CN=localhost',
    issuer: caName,
    notBefore,
    notAfter: new Date(nowMs + 800 * dayMs),
    publicKey: keys.publicKey,
    signingKey: caKeys.privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
        { type: 'ip', value: '::1' },
      ]),
      await AuthorityKeyIdentifierExtension.create(caKeys.publicKey),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return {
    caPem: `${ca.toString('pem')}\n`,
    certPem: `${certificate.toString('pem')}\n`,
    keyPem: await privateKeyPem(keys.privateKey),
  };
}

/** A self-signed RSA certificate and its key, as PEM. */
export async function selfSignedCertificate(
  name: string,
  nowMs: number,
): Promise<{ readonly certPem: string; readonly keyPem: string }> {
  cryptoProvider.set(webcrypto);
  const rsa = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  };
  const keys = await webcrypto.subtle.generateKey(rsa, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name,
    notBefore: new Date(nowMs - dayMs),
    notAfter: new Date(nowMs + 3650 * dayMs),
    keys,
    signingAlgorithm: rsa,
  });
  return { certPem: `${certificate.toString('pem')}\n`, keyPem: await privateKeyPem(keys.privateKey) };
}

async function privateKeyPem(key: webcrypto.CryptoKey): Promise<string> {
  return `${PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')}\n`;
}

function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes.writeUInt8(bytes.readUInt8(0) & 0x7f, 0);
  return bytes.toString('hex');
}
