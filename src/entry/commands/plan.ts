import type { Command } from 'commander';
import { describePlan } from '../describe-plan.ts';
import { stopOnSignals } from '../stop-on-signals.ts';
import { type CommonOptions, configOf, reporterOf, withCommonOptions } from './settings.ts';
import { openAndTell } from './with-ringbook.ts';

/** `ringbook plan`: what a run would do. */
export function addPlanCommand(program: Command): void {
  withCommonOptions(program.command('plan').description('show what a sync would do, and write nothing'))
    .option('--sync <name>', 'only this sync')
    .addHelpText('after', '\nExamples:\n  ringbook plan\n  ringbook plan --json | jq .deletes')
    .action(async (options: CommonOptions & { readonly sync?: string }) => {
      const reporter = reporterOf(options);
      const ringbook = await openAndTell(configOf(options), reporter);
      try {
        const stop = stopOnSignals(() => {});
        const plans = await ringbook.plan(options.sync ?? null, AbortSignal.any([stop.drain, stop.cancel]));
        for (const { sync, plan } of plans) {
          if (plans.length > 1) reporter.say(sync.name);
          for (const line of describePlan(plan, reporter.t)) reporter.say(line);
          reporter.result(plan);
        }
      } finally {
        await ringbook.close();
      }
    });
}
