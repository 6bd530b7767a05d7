import { type OwnApp, ownApp, saveOwnApp } from '../../../tenants/own-app.ts';
import type { Api } from '../../contract/contract.ts';
import type { Handler, Tagged } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';
import { revisionOf, tagOf } from '../../endpoint/tag.ts';
import type { ConnectionPorts } from './ports.ts';

/** A certificate that is good for longer is kept when the same app is set again. */
const renewBeforeMs = 60 * 24 * 3_600_000;

export const getOwnApp: Handler<'getOwnApp'> = async ({ work }, { connections }) => {
  const { revision, app } = await ownApp(connections.documents, work.tenant.tenantId);
  return answerOf(connections, revision, app);
};

export const setOwnApp: Handler<'setOwnApp'> = async ({ work, body, ifMatch, note }, { connections }) => {
  const { tenantId } = work.tenant;
  const { documents } = connections;
  const { app: former } = await ownApp(documents, tenantId);
  const clientId = body.clientId?.toLowerCase() ?? null;
  const app = clientId === null ? null : await appFor(connections, clientId, former, work.now());
  const expected = revisionOf(ifMatch);
  const isOther = former?.clientId !== app?.clientId;
  const revision = isOther
    ? await connections.switchApp(tenantId, app, expected)
    : await saveOwnApp(documents, tenantId, app, expected);
  if (revision === null) throw new Problem('already-running');
  note({
    changes: [
      { field: 'clientId', before: former?.clientId ?? null, after: clientId },
      { field: 'thumbprint', before: former?.thumbprint ?? null, after: app?.thumbprint ?? null },
    ],
  });
  return answerOf(connections, revision, app);
};

async function appFor(
  connections: ConnectionPorts,
  clientId: string,
  former: OwnApp | null,
  now: string,
): Promise<OwnApp> {
  const isGood = former?.clientId === clientId && Date.parse(former.expiresAt) - Date.parse(now) > renewBeforeMs;
  return isGood ? former : connections.makeOwnApp(clientId);
}

function answerOf(
  { redirectUri }: ConnectionPorts,
  revision: number,
  app: OwnApp | null,
): Tagged<Api['getOwnApp']['answer']> {
  const { clientId = null, certificatePem: certificate = null, thumbprint = null, expiresAt = null } = app ?? {};
  return { tag: tagOf(revision), answer: { clientId, certificate, thumbprint, expiresAt, redirectUri } };
}
