import type { FastifyReply } from 'fastify';
import { ConnectorError } from '../../runs/connector-error.ts';
import type { Gate } from '../../tenants/caller.ts';
import type { ConnectOutcome } from '../../tenants/connect.ts';
import { type ConnectEnd, type ConnectFlow, endOf, endOfRejected } from '../../tenants/connect-flow.ts';
import type { TenantId } from '../../tenants/ports.ts';
import type { PageServer } from '../context.ts';
import { sessionCookie } from '../endpoint/register-operations.ts';

export interface ConnectCallbackOptions {
  readonly gate: Gate;
  readonly connect: ConnectFlow;
  /** Ends what the program itself began, without a session. @throws {ConnectorError} The proof failed. */
  readonly finishOwn: (query: URLSearchParams, signal: AbortSignal) => Promise<ConnectOutcome>;
}

/** `GET /connect/callback`: where Entra sends a browser back to; how it ended is told by the page `/connect/result`. */
export function getConnectCallback(server: PageServer, options: ConnectCallbackOptions): void {
  const { gate, connect, finishOwn } = options;
  // An impatient reload must not end the proof: its state is used up.
  const closing = new AbortController();
  server.addHook('preClose', async () => closing.abort());
  server.get('/connect/callback', async (request, reply) => {
    const query = new URL(request.url, 'https://localhost').searchParams;
    const own = await endOfOwn(query);
    if (own !== null) return tell(reply, own.end, own.tenantId);
    const caller = await gate.callerOf({ session: request.cookies[sessionCookie] ?? null, token: null });
    const sessionId = caller?.kind === 'person' ? caller.sessionId : null;
    const mayConnect = async (tenantId: TenantId) =>
      caller !== null && (await gate.permissions(caller, tenantId)).has('own');
    const step = await connect.answer(query, sessionId, mayConnect, closing.signal);
    switch (step.kind) {
      case 'go-on':
        return reply.redirect(step.url, 303);
      case 'ended':
        return tell(reply, step.end, step.tenantId);
    }
  });

  /** Null: it is not what the program began. */
  async function endOfOwn(
    query: URLSearchParams,
  ): Promise<{ readonly end: ConnectEnd; readonly tenantId: TenantId | null } | null> {
    try {
      const outcome = await finishOwn(query, closing.signal);
      switch (outcome.kind) {
        case 'connected':
          return { end: 'connected', tenantId: outcome.tenantId };
        case 'refused':
          return { end: outcome.notAdmin ? 'not-admin' : 'refused', tenantId: null };
        case 'rejected':
          return outcome.reason === 'unknown-state' || outcome.reason === 'malformed'
            ? null
            : { end: endOfRejected[outcome.reason], tenantId: null };
      }
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      return { end: endOf(error.failure), tenantId: null };
    }
  }
}

function tell(reply: FastifyReply, outcome: ConnectEnd, tenant: TenantId | null): FastifyReply {
  const query = new URLSearchParams({ outcome, ...(tenant === null ? {} : { tenant }) });
  return reply.redirect(`/connect/result?${query}`, 303);
}
