import type { Command } from 'commander';
import { diagnose, type Finding } from '../diagnose.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Reporter } from '../reporter.ts';
import { stopOnSignals } from '../stop-on-signals.ts';
import { type CommonOptions, withCommonOptions } from './settings.ts';
import { withRingbook } from './with-ringbook.ts';

const signs = { good: '✓', warning: '!', bad: '✗' } as const;

/** `ringbook doctor`: checks everything that a sync needs. */
export function addDoctorCommand(program: Command): void {
  withCommonOptions(program.command('doctor').description('check everything that a sync needs, and say what to do'))
    .addHelpText(
      'after',
      '\nExamples:\n  ringbook doctor\n  ringbook doctor --json\n\nNothing is written. Exit code 1 if something is wrong.',
    )
    .action((options: CommonOptions) =>
      withRingbook(options, async ({ parts }, reporter) => {
        const stop = stopOnSignals(() => {});
        const findings = await diagnose(parts, AbortSignal.any([stop.drain, stop.cancel]));
        for (const finding of findings) reporter.say(describe(finding, reporter));
        reporter.result(findings);
        if (findings.some(({ state }) => state === 'bad')) process.exitCode = exitCodes.failed;
      }),
    );
}

function describe({ check, of, state, text, values }: Finding, { t }: Reporter): string {
  const { remedyKey } = values;
  const remedy = remedyKey === undefined ? values.remedy : t(`remedy.${remedyKey}`);
  const about = `${t(`doctor.check.${check}`)}${of === null ? '' : ` (${of})`}`;
  return `${signs[state]} ${about}: ${t(`doctor.${text}`, { ...values, ...(remedy === undefined ? {} : { remedy }) })}`;
}
