/** A bare TLS server that speaks HTTP/1.1 and HTTP/2: reads each request to its end and answers the same text. */
import { createSecureServer } from 'node:http2';
import { createLocalCertificate } from '../src/platform/https/local-certificate.ts';

const answerBytes = Number(process.argv[2]);
const answer = Buffer.from(JSON.stringify({ responses: 'x'.repeat(answerBytes) }));
const { certificatePem, privateKeyPem } = await createLocalCertificate(Date.now());
const server = createSecureServer({ cert: certificatePem, key: privateKeyPem, allowHTTP1: true });
let connections = 0;
let version = '';

server.on('connection', () => {
  connections += 1;
});
server.on('request', (request, response) => {
  version = request.httpVersion;
  request.on('data', () => {});
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length });
    response.end(answer);
  });
});
server.listen(0, 'localhost', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  process.send?.({ port: address.port, certificatePem });
});

// Whoever started it asks what was seen since it asked last, and ends it by going away.
process.on('message', () => {
  process.send?.({ connections, version });
  connections = 0;
});
process.on('disconnect', () => process.exit(0));
