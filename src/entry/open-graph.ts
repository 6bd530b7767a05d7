import { readFile } from 'node:fs/promises';
import { createSignInProvider } from '../connectors/entra/sign-in.ts';
import { createGraphPlatform, type GraphPlatform } from '../connectors/graph/client.ts';
import { createTransport, type Transport } from '../connectors/graph/transport.ts';
import { type Config, ConfigError } from '../platform/config/config.ts';
import type { DocumentStore } from '../tenants/documents.ts';
import { type OwnApp, ownApp } from '../tenants/own-app.ts';
import type { TenantId } from '../tenants/ports.ts';
import type { SignInProvider } from '../tenants/sign-in-provider.ts';

/** Microsoft 365 as the app of the configuration sees it, and as apps of tenants do. */
export interface OpenGraph {
  readonly platform: GraphPlatform;
  readonly clientId: string;
  /** Sign-in with the app of the configuration. */
  readonly signInProvider: SignInProvider;
  /** The same places, by an app of a tenant. */
  platformBy(app: OwnApp): GraphPlatform;
  close(): Promise<void>;
}

/** @throws {ConfigError} */
export async function openGraph(
  { entra, graph, caFile }: Config,
  wrapTransport: (transport: Transport) => Transport,
): Promise<OpenGraph> {
  if (entra === undefined) {
    throw new ConfigError(
      'No app registration is configured: set entra.clientId, entra.certificateFile and entra.privateKeyFile (README, "Connect a real tenant"), or begin with "npm start", which brings a simulated one.',
    );
  }
  const read = (field: string, path: string) =>
    readFile(path, 'utf8').catch(() => {
      throw new ConfigError(`${field}: ${path} cannot be read: check the path and the file's permissions.`);
    });
  const transport = wrapTransport(
    createTransport({
      timeoutMs: graph.requestTimeoutMs,
      ...(caFile === undefined ? {} : { caPem: await read('caFile', caFile) }),
    }),
  );
  const platformOf = (clientId: string, certificatePem: string, privateKeyPem: string) =>
    createGraphPlatform({
      clientId,
      credential: { kind: 'certificate', certificatePem, privateKeyPem },
      hosts: {
        loginUrl: entra.loginUrl,
        graphUrl: graph.url,
        ...(graph.scope === undefined ? {} : { scope: graph.scope }),
      },
      // All of them share its connections; it is closed once, below.
      transport: { send: transport.send, close: async () => {} },
      limits: { batchesInFlight: graph.batchesInFlight },
    });
  const certificatePem = await read('entra.certificateFile', entra.certificateFile);
  const privateKeyPem = await read('entra.privateKeyFile', entra.privateKeyFile);
  const { clientId, loginUrl } = entra;
  const { send } = transport;
  return {
    platform: platformOf(clientId, certificatePem, privateKeyPem),
    signInProvider: createSignInProvider({ clientId, certificatePem, privateKeyPem, loginUrl, send, now: Date.now }),
    clientId,
    platformBy: (app) => platformOf(app.clientId, app.certificatePem, app.privateKeyPem),
    close: () => transport.close(),
  };
}

/** By which app each tenant reaches Microsoft 365. */
export interface Platforms {
  of(tenantId: TenantId): Promise<GraphPlatform>;
  clientIdOf(tenantId: TenantId): Promise<string>;
}

/** A tenant's own app is opened once, so that its tokens and connectors are shared. */
export function createPlatforms(graph: OpenGraph, documents: DocumentStore): Platforms {
  const opened = new Map<TenantId, { readonly app: OwnApp; readonly platform: GraphPlatform }>();
  return {
    async of(tenantId) {
      const { app } = await ownApp(documents, tenantId);
      if (app === null) {
        opened.delete(tenantId);
        return graph.platform;
      }
      const known = opened.get(tenantId);
      if (known?.app.clientId === app.clientId && known.app.thumbprint === app.thumbprint) return known.platform;
      const platform = graph.platformBy(app);
      opened.set(tenantId, { app, platform });
      return platform;
    },
    clientIdOf: async (tenantId) => (await ownApp(documents, tenantId)).app?.clientId ?? graph.clientId,
  };
}
