import type { Command } from 'commander';
import type { Stop } from '../../runs/context.ts';
import type { OnProgress } from '../../runs/progress.ts';
import type { Run } from '../../runs/stores.ts';
import { describeRun } from '../describe-run.ts';
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import type { Ringbook } from '../open-ringbook.ts';
import type { Reporter } from '../reporter.ts';
import { stopOnSignals } from '../stop-on-signals.ts';
import { auditSync, undoSyncRun, uninstallSync } from '../sync-actions.ts';
import { type CommonOptions, withCommonOptions } from './settings.ts';
import { isConfirmed, withRingbook } from './with-ringbook.ts';

interface UninstallOptions extends CommonOptions {
  readonly mailbox?: readonly string[];
  readonly yes?: boolean;
}

/** `ringbook audit | uninstall | undo`: runs that do something else than bring mailboxes up to date. */
export function addMailboxCommands(program: Command): void {
  withCommonOptions(
    program.command('audit <sync>').description('look now at what people changed in the folders of a sync'),
  )
    .addHelpText('after', '\nExample:\n  ringbook audit contacts\n\nWithout it every folder is looked at once a day.')
    .action((name: string, options: CommonOptions) =>
      withRingbook(options, (ringbook, reporter) =>
        show(reporter, (onProgress, stop) => auditSync(ringbook.parts, name, onProgress, stop)),
      ),
    );

  withCommonOptions(program.command('uninstall <sync>').description('take everything of a sync out of mailboxes'))
    .option('--mailbox <mailbox...>', 'only these (addresses or ids); without it all, and the sync is paused')
    .option('-y, --yes', 'do not ask')
    .addHelpText(
      'after',
      `
Examples:
  ringbook uninstall contacts
  ringbook uninstall contacts --mailbox anna@example.com

What bears our stamp goes, and nothing else; a folder in which a person put something of their own stays.`,
    )
    .action((name: string, options: UninstallOptions) =>
      withRingbook(options, async (ringbook, reporter) => {
        reporter.say(reporter.t('uninstall.about', { name }));
        if (!(await isConfirmed(options.yes ?? false, reporter))) {
          process.exitCode = exitCodes.held;
          return;
        }
        const mailboxes = options.mailbox ?? null;
        await show(reporter, (onProgress, stop) => uninstallSync(ringbook.parts, name, mailboxes, onProgress, stop));
      }),
    );

  withCommonOptions(program.command('undo <run>').description('bring back what was before a run, and pause its sync'))
    .option('-y, --yes', 'do not ask')
    .addHelpText(
      'after',
      `
Example:
  ringbook undo 3f0c1c52-6f0e-4d57-9d0e-0c3f3a1f7b11

All later runs of the sync are undone with it. What was before is known for 30 days. Let the sync run
again when its cause is gone: ringbook syncs resume <sync>`,
    )
    .action((runId: string, options: CommonOptions & { readonly yes?: boolean }) =>
      withRingbook(options, async (ringbook: Ringbook, reporter) => {
        reporter.say(reporter.t('undo.about', { runId }));
        if (!(await isConfirmed(options.yes ?? false, reporter))) {
          process.exitCode = exitCodes.held;
          return;
        }
        await show(reporter, (onProgress, stop) => undoSyncRun(ringbook.parts, runId, onProgress, stop));
      }),
    );
}

async function show(
  { t, say, onProgress, result }: Reporter,
  work: (onProgress: OnProgress, stop: Stop) => Promise<Run>,
): Promise<void> {
  const stop = stopOnSignals(() => say(t('start.stopping')));
  const run = await work(onProgress, stop);
  for (const line of describeRun(run, t)) say(line);
  result(run);
  process.exitCode = exitCodeOf(run);
}
