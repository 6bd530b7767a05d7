import type { Command } from 'commander';
import { ConnectorError } from '../../runs/connector-error.ts';
import { beginConnect, type ConnectOutcome } from '../../tenants/connect.ts';
import { createEngine } from '../engine.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Ringbook } from '../open-ringbook.ts';
import { type Pages, servePages } from '../serve-pages.ts';
import { stopOnSignals } from '../stop-on-signals.ts';
import { type CommonOptions, configOf, reporterOf, withCommonOptions } from './settings.ts';
import { openAndTell } from './with-ringbook.ts';

const askAgainMs = 1_000;

/** `ringbook connect`: admin consent, from the address to the proof. */
export function addConnectCommand(program: Command): void {
  withCommonOptions(program.command('connect').description('connect a Microsoft 365 tenant by admin consent'))
    .option('--entra-tenant <id>', 'Entra tenant id or domain (default: that of the configuration)')
    .addHelpText(
      'after',
      `
Examples:
  ringbook connect
  ringbook connect --entra-tenant contoso.onmicrosoft.com

Prints an address for an administrator to open and waits for the answer, which comes to
<http.publicUrl>/connect/callback of this program or of a running "ringbook start".`,
    )
    .action(async (options: CommonOptions & { readonly entraTenant?: string }) => {
      const reporter = reporterOf(options);
      const config = configOf(options);
      const ringbook = await openAndTell(config, reporter);
      const stop = stopOnSignals(() => {});
      let answered: Answer | null = null;
      const engine = createEngine(ringbook.parts);
      const pages = await servePagesUnlessRunning(() =>
        servePages(ringbook, engine, {
          onConnect(outcome) {
            if (!isForeign(outcome)) answered = outcome;
          },
          onPagesMissing: () => reporter.say(reporter.t('start.pagesMissing')),
        }),
      );
      try {
        const since = ringbook.connect.now();
        const tenant = options.entraTenant ?? config.tenant.entraTenant ?? null;
        const url = await beginConnect(ringbook.connect, ringbook.tenant.tenantId, tenant);
        reporter.say(`${reporter.t('connect.open')}\n\n  ${url}\n\n${reporter.t('connect.waiting')}`);
        const outcome = await waitForAnswer(ringbook, since, () => answered, stop.drain);
        if (outcome === null) {
          process.exitCode = exitCodes.stopped;
          return;
        }
        reporter.say(describe(outcome, reporter.t));
        reporter.result(outcome instanceof ConnectorError ? { kind: 'unproven', code: outcome.code } : outcome);
        const isConnected = !(outcome instanceof ConnectorError) && outcome.kind === 'connected';
        if (!isConnected) process.exitCode = exitCodes.notConnected;
      } finally {
        await engine.close(stop.drain);
        await pages?.close();
        await ringbook.close();
      }
    });
}

/** How an attempt ended; an error: the consent could not be proven. */
type Answer = ConnectOutcome | ConnectorError;

/** Anybody can open the callback's address: what answers no question of ours does not end the waiting. */
function isForeign(answer: Answer): boolean {
  if (answer instanceof ConnectorError || answer.kind !== 'rejected') return false;
  return answer.reason === 'malformed' || answer.reason === 'unknown-state';
}

/** Null: the port is taken, by a running `ringbook start`, which takes the answer in our place. */
async function servePagesUnlessRunning(serve: () => Promise<Pages>): Promise<Pages | null> {
  try {
    return await serve();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return null;
    throw error;
  }
}

/** The answer that came here, or the connection that another process of ours has stored since. Null: stopped. */
async function waitForAnswer(
  ringbook: Ringbook,
  since: string,
  answered: () => Answer | null,
  signal: AbortSignal,
): Promise<Answer | null> {
  while (!signal.aborted) {
    const outcome = answered();
    if (outcome !== null) return outcome;
    const connections = await ringbook.parts.stores.tenants.connections(ringbook.tenant.tenantId);
    const connection = connections.find(({ consentedAt }) => consentedAt >= since);
    if (connection !== undefined) {
      return { kind: 'connected', tenantId: ringbook.tenant.tenantId, connection };
    }
    await ringbook.connect.sleep(askAgainMs, signal).catch(() => {});
  }
  return null;
}

function describe(outcome: Answer, t: (key: string, values?: Record<string, string>) => string): string {
  if (outcome instanceof ConnectorError) return t('connect.unproven', { code: outcome.code });
  switch (outcome.kind) {
    case 'connected':
      return t('connect.connected');
    case 'refused':
      return t('connect.refused', { code: outcome.error });
    case 'rejected':
      return t(`connect.rejected.${outcome.reason}`);
  }
}
