import type { TenantConnector } from '../../runs/ports.ts';
import { defaultRetryPolicy, type RetryPolicy } from '../../sync/retry.ts';
import type { ConsentProvider } from '../../tenants/ports.ts';
import type { ChangeSubscriptions } from '../../tenants/subscriptions.ts';
import { createConsentProvider } from './consent.ts';
import { type DispatcherLimits, defaultDispatcherLimits } from './dispatcher-limits.ts';
import { checkHosts, type GraphHosts, microsoftHosts } from './hosts.ts';
import { createChangeSubscriptions } from './subscriptions.ts';
import { createTenantConnector } from './tenant-connector.ts';
import { systemTimers, type Timers } from './timers.ts';
import { type AppCredential, createTokenProvider, type TokenProvider } from './tokens.ts';
import { createTransport, type Transport } from './transport.ts';

export interface GraphPlatformOptions {
  /** The app registration that tenants consent to. */
  readonly clientId: string;
  readonly credential: AppCredential;
  /** Default: Microsoft's worldwide cloud. */
  readonly hosts?: GraphHosts;
  /** Default: HTTPS that trusts the usual certificate authorities. The platform closes it. */
  readonly transport?: Transport;
  readonly limits?: Partial<DispatcherLimits>;
  readonly retryPolicy?: RetryPolicy;
  readonly timers?: Timers;
  readonly random?: () => number;
}

/** Microsoft 365 as one app sees it: what all its tenants share. */
export interface GraphPlatform {
  readonly consent: ConsentProvider;
  readonly tokens: TokenProvider;
  /** A connector for one Entra tenant; one at a time per tenant keeps the limits per mailbox. */
  connector(entraTenantId: string): TenantConnector;
  /** Change notifications of one Entra tenant. */
  subscriptions(entraTenantId: string): ChangeSubscriptions;
  /** Closes the connections; close the connectors first. */
  close(): Promise<void>;
}

/**
 * Connects to Microsoft Graph and Entra with the credentials of one app.
 * @throws {TypeError} A host that is not an https:// address, or a certificate that cannot be read.
 */
export function createGraphPlatform(options: GraphPlatformOptions): GraphPlatform {
  const { clientId, credential, transport = createTransport() } = options;
  const { retryPolicy = defaultRetryPolicy, timers = systemTimers, random = Math.random } = options;
  const hosts = checkHosts(options.hosts ?? microsoftHosts);
  const { graphUrl } = hosts;
  const limits = { ...defaultDispatcherLimits, ...options.limits };
  const { send } = transport;
  const tokens = createTokenProvider({ clientId, credential, hosts, send, now: timers.now });

  return {
    consent: createConsentProvider({ clientId, hosts, tokens }),
    tokens,
    connector: (entraTenantId) =>
      createTenantConnector({ entraTenantId, graphUrl, tokens, send, retryPolicy, limits, timers, random }),
    subscriptions: (entraTenantId) =>
      createChangeSubscriptions({ entraTenantId, graphUrl, tokens, send, now: timers.now }),
    close: () => transport.close(),
  };
}
