import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PageServer } from '../api/context.ts';
import { createServer } from '../api/server.ts';
import type { Config } from '../platform/config/config.ts';
import { createLocalCertificate, type KeyPairPem } from '../platform/https/local-certificate.ts';
import { translator } from '../platform/i18n/translator.ts';
import { ConnectorError } from '../runs/connector-error.ts';
import { type ConnectOutcome, finishConnect } from '../tenants/connect.ts';
import type { Ringbook } from './open-ringbook.ts';

export interface Pages {
  readonly server: PageServer;
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves the status page and the consent answer over HTTPS.
 * @param onConnect Told how each attempt to connect ended; an error: the consent could not be proven.
 * @throws `EADDRINUSE` The port is taken.
 */
export async function servePages(
  config: Config,
  ringbook: Ringbook,
  onConnect: (outcome: ConnectOutcome | ConnectorError) => void = () => {},
): Promise<Pages> {
  const server = createServer(await certificateOf(config), {
    translator,
    readStatus: ringbook.status,
    finishConnect: async (query, signal) => {
      try {
        const outcome = await finishConnect(ringbook.connect, query, signal);
        onConnect(outcome);
        return outcome;
      } catch (error) {
        if (error instanceof ConnectorError) onConnect(error);
        throw error;
      }
    },
  });
  await server.listen({ host: config.http.host, port: config.http.port });
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.http.port;
  return { server, port, close: async () => void (await server.close()) };
}

/** The operator's certificate, or one for localhost that is made once per data folder. */
async function certificateOf({ http, dataDir }: Config): Promise<KeyPairPem> {
  if (http.certificateFile !== undefined && http.privateKeyFile !== undefined) {
    return {
      certificatePem: await readFile(http.certificateFile, 'utf8'),
      privateKeyPem: await readFile(http.privateKeyFile, 'utf8'),
    };
  }
  const certificateFile = join(dataDir, 'localhost.pem');
  const privateKeyFile = join(dataDir, 'localhost.key');
  try {
    return {
      certificatePem: await readFile(certificateFile, 'utf8'),
      privateKeyPem: await readFile(privateKeyFile, 'utf8'),
    };
  } catch {
    const made = await createLocalCertificate(Date.now());
    await writeFile(privateKeyFile, made.privateKeyPem, { mode: 0o600 });
    await writeFile(certificateFile, made.certificatePem);
    return made;
  }
}
