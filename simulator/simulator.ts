import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createControlService } from './control/service.ts';
import { type Counters, createCounters } from './counters/counters.ts';
import { createDemoTenant, type TenantSpec } from './demo/demo-tenant.ts';
import { createEntraService } from './entra/service.ts';
import { tokenSigningKey } from './entra/signing-key.ts';
import { createFaultRegistry, type FaultRegistry } from './faults/registry.ts';
import { createGraphService } from './graph/service.ts';
import { createSubscriptionDeliverer } from './graph/subscriptions/deliverer.ts';
import { serverCertificate } from './http/certificates.ts';
import type { SimOutcome, SimRequest } from './http/message.ts';
import { startHttpServer } from './http/server.ts';
import { createClock } from './world/clock.ts';
import { createWorld } from './world/create-world.ts';
import type { SimSettings, World } from './world/model.ts';
import { watchPersonalContacts } from './world/personal-state.ts';
import { createRandom } from './world/random.ts';
import { loadWorld, saveWorld } from './world/state-file.ts';

export interface SimulatorOptions {
  /** 0 for any free port. */
  readonly port: number;
  /** Where certificates and the token signing key are kept. */
  readonly dataDir: string;
  /** `localhost` if absent; only loopback makes sense, since the control API asks nobody who they are. */
  readonly host?: string;
  /** Left out when the state file exists already. */
  readonly tenants: readonly TenantSpec[];
  readonly settings?: Partial<SimSettings>;
  /** Loaded at the start if it exists, saved at the end. */
  readonly statePath?: string;
  /** PEM certificates of authorities that endpoints of change notifications may use. */
  readonly notificationAuthorities?: readonly string[];
  readonly onFailure?: (error: unknown, request: SimRequest) => void;
}

export interface Simulator {
  /** `https://localhost:port`: Entra, and Graph below `/v1.0`. */
  readonly url: string;
  readonly controlUrl: string;
  readonly caPem: string;
  readonly caFile: string;
  readonly world: World;
  readonly counters: Counters;
  readonly faults: FaultRegistry;
  close(): Promise<void>;
}

const graphPath = /^\/(v\d+\.\d+|beta)(\/|$)/i;
const controlPath = /^\/control(\/|$)/;
const maxBodyBytes = 4 * 1024 * 1024;
const maxControlBodyBytes = 256 * 1024 * 1024;

/** Starts the outside world on one HTTPS port of this machine. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { dataDir, statePath, host = 'localhost' } = options;
  const certificate = await serverCertificate(dataDir, Date.now());
  const key = await tokenSigningKey(dataDir, Date.now());
  const world = createWorld(createClock(Date.now), options.settings);
  const personal = watchPersonalContacts(world);
  if (statePath !== undefined && existsSync(statePath)) await loadWorld(world, personal, statePath);
  else for (const spec of options.tenants) addTenant(world, spec);

  const counters = createCounters();
  const faults = createFaultRegistry(createRandom(randomBytes(16).toString('hex')));
  let handle = async (_request: SimRequest): Promise<SimOutcome> => ({ status: 503, headers: {} });
  const server = await startHttpServer({
    host,
    port: options.port,
    tls: { key: certificate.keyPem, cert: certificate.certPem },
    nowMs: world.clock.nowMs,
    maxBodyBytes: (path) => (controlPath.test(path) ? maxControlBodyBytes : maxBodyBytes),
    handle: (request) => handle(request),
    onFailure: options.onFailure ?? (() => {}),
  });
  const baseUrl = `https://${host}:${server.port}`;
  const entra = createEntraService({ world, counters, faults, key, baseUrl, sleep });
  const graph = createGraphService({
    world,
    counters,
    faults,
    verifyAccessToken: entra.verifyAccessToken,
    sleep,
    baseUrl,
  });
  const control = createControlService({ world, counters, faults, personal });
  const authorities = [certificate.caPem, ...(options.notificationAuthorities ?? [])];
  const deliverer = createSubscriptionDeliverer({ world, authorities });
  handle = (request) => {
    if (graphPath.test(request.path)) return graph.handle(request);
    return controlPath.test(request.path) ? control.handle(request) : entra.handle(request);
  };
  return {
    url: baseUrl,
    controlUrl: `${baseUrl}/control`,
    caPem: certificate.caPem,
    caFile: certificate.caFile,
    world,
    counters,
    faults,
    async close() {
      deliverer.stop();
      await server.close();
      if (statePath !== undefined) await saveWorld(world, personal, statePath);
    },
  };
}

/** Makes a demo tenant and puts it into the world. */
function addTenant(world: World, spec: TenantSpec): void {
  const tenant = createDemoTenant(spec);
  world.tenants.set(tenant.id, tenant);
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
