import { X509Certificate } from 'node:crypto';
import type { ConnectionPorts } from '../../api/dashboard/connections/ports.ts';
import { missingFor, permissionPlan } from '../../connectors/graph/permission-plan.ts';
import { createAppCertificate } from '../../platform/https/local-certificate.ts';
import { translator } from '../../platform/i18n/translator.ts';
import { LockError } from '../../platform/run-lock.ts';
import { listsOfConnection } from '../../runs/lists-of-connection.ts';
import { createConnectFlow } from '../../tenants/connect-flow.ts';
import { rememberConnectionId } from '../../tenants/former-connections.ts';
import type { Notices } from '../../tenants/notices.ts';
import { type OwnApp, saveOwnApp } from '../../tenants/own-app.ts';
import type { Connection, TenantId } from '../../tenants/ports.ts';
import { newSecret } from '../../tenants/sessions.ts';
import { connectContext } from '../connect-context.ts';
import { currentDefinitions } from '../definitions.ts';
import { type Parts, type Program, partsOf } from '../program.ts';
import { now } from '../sync-context.ts';
import { withTenantLock } from '../tenant-lock.ts';

/** A browser waits for it; who does not want to wait longer looks again. */
const proofDelaysMs = [1_000, 2_000, 4_000];

/** What the connections area works with. */
export function connectionPorts(program: Program): ConnectionPorts {
  const { config, stores, platforms, consents, signInProvider } = program;
  const { redirectUri } = connectContext(program);

  async function existing(tenantId: TenantId): Promise<Parts> {
    const parts = await partsOf(program, tenantId);
    if (parts === null) throw new TypeError('a tenant that is not there');
    return parts;
  }

  /** Null: a run works with the tenant's mailboxes. */
  async function unlessRunning<T>(tenantId: TenantId, work: () => Promise<T>): Promise<T | null> {
    try {
      return await withTenantLock(config.dataDir, tenantId, work);
    } catch (error) {
      if (error instanceof LockError) return null;
      throw error;
    }
  }

  async function forgetNow(tenantId: TenantId, connection: Connection): Promise<true> {
    const { definitions } = await currentDefinitions(await existing(tenantId));
    await rememberConnectionId(stores.documents, tenantId, connection);
    await stores.tenants.removeConnection(tenantId, connection.connectionId);
    await stores.listCache.forgetLists(tenantId, listsOfConnection(definitions, connection.connectionId));
    return true;
  }

  return {
    connect: createConnectFlow({
      async contextOf(tenantId) {
        const parts = await existing(tenantId);
        const clientId = await platforms.clientIdOf(tenantId);
        return { ...connectContext(parts), proofDelaysMs, clientId, isOwnApp: clientId !== config.entra?.clientId };
      },
      signIn: signInProvider,
      redirectUri,
      now,
      newSecret,
      onConnected: (tenantId, connection) => consents.tell(tenantId, connection, 'given'),
    }),
    documents: stores.documents,
    translator,
    redirectUri,
    clientIdOf: platforms.clientIdOf,
    permissionPlan,
    missingFor,
    async granted(tenantId, connection, signal) {
      const { tokens } = await platforms.of(tenantId);
      try {
        const { roles } = await tokens.token(connection.entraTenantId, { kind: 'valid' }, signal);
        return roles.length === 0 ? null : roles;
      } catch (error) {
        await consents.noteFailure(tenantId, [connection], error);
        throw error;
      }
    },
    noteSuccess: consents.noteSuccess,
    async forget(tenantId, connection) {
      const forgotten = await unlessRunning(tenantId, () => forgetNow(tenantId, connection));
      if (forgotten === null) return false;
      await consents.tell(tenantId, connection, 'forgotten');
      return true;
    },
    async switchApp(tenantId, app, expected) {
      const former = await stores.tenants.connections(tenantId);
      const revision = await unlessRunning(tenantId, async () => {
        // First: whoever connects by the former app meanwhile finds it changed.
        const saved = await saveOwnApp(stores.documents, tenantId, app, expected);
        for (const connection of await stores.tenants.connections(tenantId)) await forgetNow(tenantId, connection);
        return saved;
      });
      if (revision !== null) for (const connection of former) await consents.tell(tenantId, connection, 'forgotten');
      return revision;
    },
    makeOwnApp: async (clientId): Promise<OwnApp> => {
      const made = await createAppCertificate(Date.now());
      const certificate = new X509Certificate(made.certificatePem);
      return {
        ...made,
        clientId,
        thumbprint: certificate.fingerprint.replaceAll(':', ''),
        expiresAt: new Date(certificate.validTo).toISOString(),
      };
    },
  };
}

/**
 * Lets people know when a consent was withdrawn or given, and throws away what was read by a withdrawn one.
 * @param signal Ends what waits for a run to end.
 */
export async function watchConsents(
  { stores, consents }: Program,
  notices: Notices,
  onFailure: (error: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  consents.onChange(async (tenantId, { connectionId }, change) => {
    // That a person did, and the call itself is in the audit trail.
    if (change === 'forgotten') return;
    const kind = change === 'given' ? 'consent-given' : 'consent-withdrawn';
    await stores.audit.append(tenantId, {
      actor: 'ringbook',
      actorKind: 'system',
      action: kind,
      subject: connectionId,
      changes: [],
      from: null,
    });
    await notices.tell(tenantId, { kind, connectionId });
    // A run that is under way holds on to what it has read, and notices by itself.
    if (kind === 'consent-withdrawn') consents.purgeWhenFree(tenantId, signal).catch(onFailure);
  });
  // What an earlier program could not throw away any more.
  for (const { tenantId } of await stores.tenants.tenants()) {
    consents.purgeWhenFree(tenantId, signal).catch(onFailure);
  }
}
