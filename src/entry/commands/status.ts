import type { Command } from 'commander';
import type { Translate } from '../../platform/i18n/translator.ts';
import type { SyncStatus, TenantStatus } from '../../runs/read-status.ts';
import type { Replica } from '../../runs/stores.ts';
import { currentDefinitions } from '../definitions.ts';
import type { Ringbook } from '../open-ringbook.ts';
import type { Reporter } from '../reporter.ts';
import { type CommonOptions, configOf, reporterOf, withCommonOptions } from './settings.ts';
import { openAndTell } from './with-ringbook.ts';

/** `ringbook status`: where everything stands, without asking the outside. */
export function addStatusCommand(program: Command): void {
  withCommonOptions(program.command('status').description('show connection, folders and the latest runs'))
    .option('--run <id>', 'list what this run could not sync')
    .option('--mailboxes', 'list the mailboxes that are not up to date, why, and what to do')
    .addHelpText(
      'after',
      '\nExamples:\n  ringbook status\n  ringbook status --json\n  ringbook status --run 3f0c1c52-6f0e-4d57-9d0e-0c3f3a1f7b11\n  ringbook status --mailboxes',
    )
    .action(async (options: CommonOptions & { readonly run?: string; readonly mailboxes?: boolean }) => {
      const reporter = reporterOf(options);
      const config = configOf(options);
      const ringbook = await openAndTell(config, reporter);
      try {
        if (options.run !== undefined) {
          const issues = await ringbook.issues(options.run);
          for (const { code, mailboxId, itemId, detail } of issues) {
            reporter.say([code, mailboxId ?? '-', itemId ?? '-', detail].join('  '));
          }
          reporter.result(issues);
          return;
        }
        if (options.mailboxes === true) {
          await showMailboxes(ringbook, reporter);
          return;
        }
        const status = await ringbook.status();
        for (const tenant of status.tenants) for (const line of describeTenant(tenant, reporter.t)) reporter.say(line);
        reporter.result(status);
      } finally {
        await ringbook.close();
      }
    });
}

async function showMailboxes({ parts }: Ringbook, { t, say, result }: Reporter): Promise<void> {
  const { stores, tenant } = parts;
  const shown: Replica[] = [];
  for (const { syncId, name, collectionId } of (await currentDefinitions(parts)).definitions.syncs) {
    const { version } = await stores.collections.head(tenant.tenantId, collectionId);
    for await (const page of stores.replicas.replicas(tenant.tenantId, syncId)) {
      for (const replica of page.filter(({ state, version: at }) => state !== 'ready' || at < version)) {
        const { mailboxId, state, failureCode, lookAgainAt } = replica;
        const why = failureCode === null ? [] : [failureCode, lookAgainAt ?? '', t(`remedy.${failureCode}`)];
        say([name, mailboxId, t(`replica.${state}`), ...why].filter((text) => text !== '').join('  '));
        shown.push(replica);
      }
    }
  }
  if (shown.length === 0) say(t('replica.none'));
  result(shown);
}

function describeTenant({ tenant, connections, syncs }: TenantStatus, t: Translate): readonly string[] {
  const links = connections.map(({ state, changedAt }) => t(`connection.${state}`, { at: changedAt }));
  return [
    tenant.name,
    ...(links.length > 0 ? links : [t('connection.none')]).map((line) => `  ${line}`),
    ...syncs.flatMap((sync) => describeSync(sync, t)),
  ];
}

function describeSync({ name, placement, items, replicas, runs }: SyncStatus, t: Translate): readonly string[] {
  const folders = replicas.unknown + replicas.ready + replicas.writing + replicas.unavailable + replicas.leaving;
  const figures = {
    contacts: items,
    folders,
    upToDate: replicas.atHead,
    waiting: folders - replicas.atHead - replicas.unavailable,
    unavailable: replicas.unavailable,
  };
  return [
    `  ${name}: ${placement}`,
    ...Object.entries(figures).map(([name, value]) => `    ${t(`figure.${name}`)}: ${value}`),
    ...(runs.length === 0 ? [`    ${t('status.noRuns')}`] : []),
    ...runs.map(({ runId, startedAt, state, reason, totals }) => {
      const counts = `+${totals.created} ~${totals.updated} -${totals.deleted}`;
      return `    ${startedAt}  ${t(`run.${state}`)}${reason === null ? '' : ` (${reason})`}  ${counts}  ${runId}`;
    }),
  ];
}
