import type { Command } from 'commander';
import type { Translate } from '../../platform/i18n/translator.ts';
import type { SyncStatus, TenantStatus } from '../../runs/read-status.ts';
import { openRingbook } from '../open-ringbook.ts';
import { type CommonOptions, configOf, reporterOf, withCommonOptions } from './settings.ts';

/** `ringbook status`: where everything stands, without asking the outside. */
export function addStatusCommand(program: Command): void {
  withCommonOptions(program.command('status').description('show connection, folders and the latest runs'))
    .addHelpText('after', '\nExamples:\n  ringbook status\n  ringbook status --json')
    .action(async (options: CommonOptions) => {
      const reporter = reporterOf(options);
      const config = configOf(options);
      const ringbook = await openRingbook(config);
      try {
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

function describeSync({ folderName, items, replicas, runs }: SyncStatus, t: Translate): readonly string[] {
  const folders = replicas.unknown + replicas.ready + replicas.writing + replicas.unavailable;
  const figures = {
    contacts: items,
    folders,
    upToDate: replicas.atHead,
    waiting: folders - replicas.atHead - replicas.unavailable,
    unavailable: replicas.unavailable,
  };
  return [
    `  ${folderName}`,
    ...Object.entries(figures).map(([name, value]) => `    ${t(`figure.${name}`)}: ${value}`),
    ...(runs.length === 0 ? [`    ${t('page.noRuns')}`] : []),
    ...runs.map(({ runId, startedAt, state, reason, totals }) => {
      const counts = `+${totals.created} ~${totals.updated} -${totals.deleted}`;
      return `    ${startedAt}  ${t(`run.${state}`)}${reason === null ? '' : ` (${reason})`}  ${counts}  ${runId}`;
    }),
  ];
}
