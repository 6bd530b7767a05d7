import type { Command } from 'commander';
import { describeRun } from '../describe-run.ts';
import { worstExitCode } from '../exit-codes.ts';
import { stopOnSignals } from '../stop-on-signals.ts';
import { type CommonOptions, configOf, reporterOf, withCommonOptions } from './settings.ts';
import { openAndTell } from './with-ringbook.ts';

/** `ringbook sync`: one run, now. */
export function addSyncCommand(program: Command): void {
  withCommonOptions(program.command('sync').description('bring every folder up to date, once'))
    .option('--sync <name>', 'only this sync; without it all that are not paused')
    .option('--approve <run>', 'let happen what this run holds')
    .addHelpText(
      'after',
      `
Examples:
  ringbook sync
  ringbook sync --json
  ringbook sync --approve 3f0c1c52-6f0e-4d57-9d0e-0c3f3a1f7b11

Ctrl+C ends it after what is in flight, a second Ctrl+C at once; the next run goes on from there.`,
    )
    .action(async (options: CommonOptions & { readonly approve?: string; readonly sync?: string }) => {
      const reporter = reporterOf(options);
      const ringbook = await openAndTell(configOf(options), reporter);
      try {
        const stop = stopOnSignals(() => reporter.say(reporter.t('start.stopping')));
        const request = { sync: options.sync ?? null, approve: options.approve ?? null };
        const runs = await ringbook.run(request, reporter.onProgress, stop);
        for (const run of runs) {
          for (const line of describeRun(run, reporter.t)) reporter.say(line);
          reporter.result(run);
        }
        process.exitCode = worstExitCode(runs);
      } finally {
        await ringbook.close();
      }
    });
}
