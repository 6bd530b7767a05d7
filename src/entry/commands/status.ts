import type { Command } from 'commander';
import type { Translate } from '../../platform/i18n/translator.ts';
import type { SyncStatus, TenantStatus } from '../../runs/read-status.ts';
import { openRingbook } from '../open-ringbook.ts';
import { type CommonOptions, configOf, reporterOf, withCommonOptions } from './settings.ts';

/** `ringbook status`: where everything stands, without asking the outside. */
export function addStatusCommand(program: Command): void {
  withCommonOptions(program.command('status').description('show connection, folders and the latest runs'))
    .option('--run <id>', 'list what this run could not sync')
    .addHelpText(
      'after',
      '\nExamples:\n  ringbook status\n  ringbook status --json\n  ringbook status --run 3f0c1c52-6f0e-4d57-9d0e-0c3f3a1f7b11',
    )
    .action(async (options: CommonOptions & { readonly run?: string }) => {
      const reporter = reporterOf(options);
      const config = configOf(options);
      const ringbook = await openRingbook(config);
      try {
        if (options.run !== undefined) {
          const issues = await ringbook.issues(options.run);
          for (const { code, mailboxId, itemId, detail } of issues) {
            reporter.say([code, mailboxId ?? '-', itemId ?? '-', detail].join('  '));
          }
          reporter.result(issues);
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
    ...(runs.length === 0 ? [`    ${t('page.noRuns')}`] : []),
    ...runs.map(({ runId, startedAt, state, reason, totals }) => {
      const counts = `+${totals.created} ~${totals.updated} -${totals.deleted}`;
      return `    ${startedAt}  ${t(`run.${state}`)}${reason === null ? '' : ` (${reason})`}  ${counts}  ${runId}`;
    }),
  ];
}
