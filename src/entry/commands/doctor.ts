import type { Command } from 'commander';
import { brokenStores, diagnose, type Finding } from '../diagnose.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Reporter } from '../reporter.ts';
import { stopOnSignals } from '../stop-on-signals.ts';
import { type CommonOptions, reporterOf, withCommonOptions } from './settings.ts';
import { withRingbook } from './with-ringbook.ts';

const signs = { good: '✓', warning: '!', bad: '✗' } as const;

/** `ringbook doctor`: checks everything that a sync needs. */
export function addDoctorCommand(program: Command): void {
  withCommonOptions(program.command('doctor').description('check everything that a sync needs, and say what to do'))
    .addHelpText(
      'after',
      '\nExamples:\n  ringbook doctor\n  ringbook doctor --json\n\nNo mailbox is written to. Exit code 1 if something is wrong.',
    )
    .action(async (options: CommonOptions) => {
      const reporter = reporterOf(options);
      const findings = await examine(options);
      for (const finding of findings) reporter.say(describe(finding, reporter));
      reporter.result(findings);
      if (findings.some(({ state }) => state === 'bad')) process.exitCode = exitCodes.failed;
    });
}

/** A data folder that cannot be used is a finding, too, and the only one that can be had then. */
async function examine(options: CommonOptions): Promise<readonly Finding[]> {
  let findings: readonly Finding[] = [];
  try {
    await withRingbook(options, async (ringbook) => {
      const stop = stopOnSignals(() => {});
      findings = await diagnose(ringbook, AbortSignal.any([stop.drain, stop.cancel]));
    });
    return findings;
  } catch (error) {
    const broken = brokenStores(error);
    if (broken === null) throw error;
    return [...findings, broken];
  }
}

function describe({ check, of, state, text, values }: Finding, { t }: Reporter): string {
  const { remedyKey } = values;
  const remedy = remedyKey === undefined ? values.remedy : t(`remedy.${remedyKey}`);
  const problem = values.problem === undefined ? {} : { sentence: t(`problem.${values.problem}`, values) };
  const about = `${t(`doctor.check.${check}`)}${of === null ? '' : ` (${of})`}`;
  return `${signs[state]} ${about}: ${t(`doctor.${text}`, { ...values, ...problem, ...(remedy === undefined ? {} : { remedy }) })}`;
}
