import { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PageServer } from '../api/context.ts';
import { getConnectCallback } from '../api/dashboard/get-connect-callback.ts';
import { handlers } from '../api/dashboard/handlers.ts';
import type { SessionPorts } from '../api/dashboard/session/ports.ts';
import { registerOperations } from '../api/endpoint/register-operations.ts';
import { registerGraphNotifications } from '../api/graph/notifications.ts';
import { registerPages } from '../api/pages/register-pages.ts';
import { createServer } from '../api/server.ts';
import { registerSignIn } from '../api/sign-in/register-sign-in.ts';
import type { Config } from '../platform/config/config.ts';
import { createLocalCertificate, type KeyPairPem } from '../platform/https/local-certificate.ts';
import { translator } from '../platform/i18n/translator.ts';
import { ConnectorError } from '../runs/connector-error.ts';
import { type ConnectOutcome, finishConnect } from '../tenants/connect.ts';
import type { TenantId } from '../tenants/ports.ts';
import { areaPorts } from './dashboard/area-ports.ts';
import { keepWatching, openChangeWatch } from './dashboard/change-watch.ts';
import { watchConsents } from './dashboard/connections.ts';
import { createDashboardContext } from './dashboard/dashboard-context.ts';
import { openPrivacy } from './dashboard/privacy.ts';
import { createIdentity, openSignIn } from './dashboard/session.ts';
import type { Engine } from './engine.ts';
import { noteIgnored } from './ignored-notifications.ts';
import type { Ringbook } from './open-ringbook.ts';
import { programVersion } from './program-version.ts';
import { now } from './sync-context.ts';

export interface Pages {
  readonly server: PageServer;
  readonly port: number;
  close(): Promise<void>;
}

export interface PagesOptions {
  /** Who can be signed in as where the simulator stands for Microsoft 365. */
  readonly demo?: SessionPorts['demo'];
  /** Told how each attempt to connect that the program itself began ended; an error: the consent could not be proven. */
  readonly onConnect?: (outcome: ConnectOutcome | ConnectorError) => void;
  /** Told of what should not happen. No content. */
  readonly onFailure?: (error: unknown) => void;
  /** Told that the pages were not built: everything else is served. */
  readonly onPagesMissing?: () => void;
  /** What scripts/build-web.mjs makes. */
  readonly pagesFolder?: string;
}

/**
 * Serves the dashboard, its API and what Microsoft 365 answers to, over HTTPS.
 * @throws `EADDRINUSE` The port is taken.
 */
export async function servePages(ringbook: Ringbook, engine: Engine, options: PagesOptions = {}): Promise<Pages> {
  const { demo = null, onConnect = () => {}, onFailure = () => {}, onPagesMissing = () => {} } = options;
  const { pagesFolder = builtPages } = options;
  const { parts } = ringbook;
  const { config, stores } = parts;
  const publicUrl = config.http.publicUrl ?? `https://${config.http.host}:${config.http.port}`;
  const stopping = new AbortController();
  const onFailedCall = (_id: string, error: unknown) => onFailure(error);
  const version = await programVersion();
  const server = await createServer({
    ...(await certificateOf(config)),
    version,
    translator,
    onFailure: onFailedCall,
    trustedProxies: config.http.trustedProxies,
  });

  const identity = createIdentity(parts);
  const watch = openChangeWatch(parts, engine.requestSync, onFailure);
  const privacy = await openPrivacy(parts, {
    publicUrl,
    stopRuns: stopRunsOf(engine),
    async takeBack(tenantId, signal) {
      for (const connection of await stores.tenants.connections(tenantId))
        await watch?.forget(tenantId, connection, signal);
    },
    onFailure,
  });
  engine.onRunEnd(privacy.onRunEnd);
  watchConsents(parts, privacy.notices, onFailure, stopping.signal).catch(onFailure);
  const ports = areaPorts(engine, identity, { version, demo, privacy });
  registerOperations(server, handlers, {
    gate: identity.gate,
    audit: {
      async append(tenantId, draft) {
        await stores.audit.append(tenantId, draft);
        engine.noteChange(tenantId, draft.action);
      },
    },
    answers: stores.answers,
    dashboard: createDashboardContext(parts, ports),
    translator,
    onFailure: onFailedCall,
  });
  getConnectCallback(server, {
    gate: identity.gate,
    connect: ports.connections.connect,
    async finishOwn(query, signal) {
      try {
        const outcome = await finishConnect(ringbook.connect, query, signal);
        if (outcome.kind === 'connected') await parts.consents.tell(outcome.tenantId, outcome.connection, 'given');
        onConnect(outcome);
        return outcome;
      } catch (error) {
        if (error instanceof ConnectorError) onConnect(error);
        throw error;
      }
    },
  });
  registerSignIn(server, await openSignIn(parts, publicUrl, onFailure));
  const ignored = noteIgnored(config.dataDir, now, onFailure);
  if (watch !== null) registerGraphNotifications(server, watch, onFailure, ignored.add);
  const loginUrl = config.entra?.loginUrl ?? publicUrl;
  if (existsSync(join(pagesFolder, 'index.html')))
    await registerPages(server, { folder: pagesFolder, loginOrigin: new URL(loginUrl).origin });
  else onPagesMissing();

  await server.listen({ host: config.http.host, port: config.http.port });
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.http.port;
  if (watch !== null) keepWatching(parts, watch, onFailure, stopping.signal).catch(onFailure);
  privacy.start();
  return {
    server,
    port,
    async close() {
      stopping.abort();
      await server.close();
      await privacy.close(AbortSignal.timeout(closingMs));
      await ignored.save();
    },
  };
}

/** What goes on with tenants that leave is broken off after that; the next start goes on. */
const closingMs = 10_000;

function stopRunsOf({ runs }: Engine): (tenantId: TenantId) => void {
  return (tenantId) => {
    for (const { run } of runs.ofTenant(tenantId)) runs.stop(tenantId, run.runId);
  };
}

const builtPages = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** The operator's certificate, or one for localhost that is made once per data folder. */
export async function certificateOf({ http, dataDir }: Pick<Config, 'http' | 'dataDir'>): Promise<KeyPairPem> {
  if (http.certificateFile !== undefined && http.privateKeyFile !== undefined) {
    return {
      certificatePem: await readFile(http.certificateFile, 'utf8'),
      privateKeyPem: await readFile(http.privateKeyFile, 'utf8'),
    };
  }
  const certificateFile = join(dataDir, 'localhost.pem');
  const privateKeyFile = join(dataDir, 'localhost.key');
  try {
    const certificatePem = await readFile(certificateFile, 'utf8');
    const privateKeyPem = await readFile(privateKeyFile, 'utf8');
    if (isGoodFor(renewBeforeMs, certificatePem)) return { certificatePem, privateKeyPem };
  } catch {
    // There is none yet, or none that can be read.
  }
  const made = await createLocalCertificate(Date.now());
  await writeFile(privateKeyFile, made.privateKeyPem, { mode: 0o600 });
  await writeFile(certificateFile, made.certificatePem);
  await writeFile(join(dataDir, 'local-authority.pem'), made.authorityPem);
  return made;
}

/** So long before its end a certificate that was made here is made anew. */
const renewBeforeMs = 30 * 86_400_000;

/** @throws {Error} It is no certificate. */
function isGoodFor(ms: number, certificatePem: string): boolean {
  return new X509Certificate(certificatePem).validToDate.getTime() > Date.now() + ms;
}
