import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:https';
import { connect } from 'node:tls';
import { expect, test } from 'vitest';
import { createLocalCertificate } from './local-certificate.ts';

test('whoever trusts the authority trusts the server on localhost', async () => {
  const { certificatePem, privateKeyPem, authorityPem } = await createLocalCertificate(Date.now());
  const server = createServer({ cert: certificatePem, key: privateKeyPem }).listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const socket = connect({ host: 'localhost', port, servername: 'localhost', ca: authorityPem });
  await once(socket, 'secureConnect');
  expect(socket.authorized).toBe(true);
  socket.destroy();
  server.close();
});

test('the authority vouches for one certificate, and can make no other authority', async () => {
  const { certificatePem, authorityPem, privateKeyPem } = await createLocalCertificate(Date.now());
  const [leaf, authority] = [new X509Certificate(certificatePem), new X509Certificate(authorityPem)];
  expect([leaf.ca, authority.ca]).toEqual([false, true]);
  expect(leaf.checkIssued(authority) && leaf.verify(authority.publicKey)).toBe(true);
  expect(leaf.checkHost('localhost')).toBe('localhost');
  expect(leaf.checkHost('example.com')).toBeUndefined();
  expect(privateKeyPem.match(/BEGIN/g)).toHaveLength(1);
});
