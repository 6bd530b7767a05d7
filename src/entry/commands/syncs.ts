import type { Command } from 'commander';
import { findSync, resolveSync } from '../../runs/resolve-sync.ts';
import type { Run } from '../../runs/stores.ts';
import { currentDefinitions, runnableDefinitions, setPaused } from '../definitions.ts';
import { describeHeld } from '../describe-run.ts';
import type { Ringbook } from '../open-ringbook.ts';
import { refuseRun } from '../sync-actions.ts';
import { type CommonOptions, withCommonOptions } from './settings.ts';
import { withRingbook } from './with-ringbook.ts';

const runsLookedAt = 100;

/** `ringbook syncs`: what syncs there are, and what to do with them. */
export function addSyncsCommand(program: Command): void {
  const syncs = program
    .command('syncs')
    .description('list syncs, pause them, decide on held changes')
    .addHelpText(
      'after',
      `
Examples:
  ringbook syncs list
  ringbook syncs show contacts
  ringbook syncs pause contacts
  ringbook syncs held
  ringbook syncs refuse 3f0c1c52-6f0e-4d57-9d0e-0c3f3a1f7b11

Approve what is held by: ringbook sync --approve <run>`,
    );

  withCommonOptions(syncs.command('list').description('all syncs, in a line each')).action((options: CommonOptions) =>
    withRingbook(options, async ({ parts }, { t, say, result }) => {
      const { definitions } = await currentDefinitions(parts);
      for (const { name, collectionId, audienceId, paused } of definitions.syncs) {
        say(`${name}  ${collectionId} → ${audienceId}${paused ? `  (${t('syncs.paused')})` : ''}`);
      }
      result(definitions.syncs);
    }),
  );

  withCommonOptions(syncs.command('show <sync>').description('everything that a sync is made of')).action(
    (name: string, options: CommonOptions) =>
      withRingbook(options, async ({ parts }, { say, result }) => {
        const { definitions } = await currentDefinitions(parts);
        const resolved = resolveSync(definitions, findSync(definitions, name));
        say(JSON.stringify(resolved, null, 2));
        result(resolved);
      }),
  );

  for (const [word, paused] of [
    ['pause', true],
    ['resume', false],
  ] as const) {
    const about = paused ? 'let a sync rest: nothing is read or written' : 'let a paused sync run again';
    withCommonOptions(syncs.command(`${word} <sync>`).description(about)).action(
      (name: string, options: CommonOptions) =>
        withRingbook(options, async ({ parts }, { t, say, result }) => {
          const sync = findSync((await runnableDefinitions(parts)).definitions, name);
          await setPaused(parts, ({ syncId }) => syncId === sync.syncId, paused);
          say(t(paused ? 'syncs.isPaused' : 'syncs.isResumed', { name: sync.name }));
          result({ ...sync, paused });
        }),
    );
  }

  withCommonOptions(syncs.command('held').description('what waits for a person')).action((options: CommonOptions) =>
    withRingbook(options, async (ringbook, { t, say, result }) => {
      const held = await heldRuns(ringbook);
      if (held.length === 0) say(t('syncs.nothingHeld'));
      for (const { name, run } of held) {
        say(`${name}  ${run.runId}  ${run.startedAt}`);
        for (const line of describeHeld(run, t)) say(`  ${line}`);
      }
      result(held);
    }),
  );

  withCommonOptions(
    syncs.command('refuse <run>').description('leave undone what a run holds; it is not asked for again'),
  ).action((runId: string, options: CommonOptions) =>
    withRingbook(options, async ({ parts }, { t, say, result }) => {
      const run = await refuseRun(parts, runId);
      say(t('syncs.isRefused', { runId }));
      result(run);
    }),
  );
}

/** The newest run of each sync, where it is held. */
async function heldRuns({ parts }: Ringbook): Promise<readonly { readonly name: string; readonly run: Run }[]> {
  const { stores, tenant } = parts;
  const held: { name: string; run: Run }[] = [];
  for (const { syncId, name } of (await currentDefinitions(parts)).definitions.syncs) {
    const runs = await stores.runs.runs(tenant.tenantId, syncId, runsLookedAt);
    const newest = runs.find(({ state }) => state !== 'running' && state !== 'cancelled');
    if (newest?.state === 'held') held.push({ name, run: newest });
  }
  return held;
}
