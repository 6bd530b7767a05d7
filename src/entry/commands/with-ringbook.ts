import { createInterface } from 'node:readline/promises';
import type { Config } from '../../platform/config/config.ts';
import { openRingbook, type Ringbook } from '../open-ringbook.ts';
import type { Reporter } from '../reporter.ts';
import { type CommonOptions, configOf, reporterOf } from './settings.ts';

/** Opens the program, and says if its database was begun anew. */
export async function openAndTell(config: Config, { t, say }: Reporter): Promise<Ringbook> {
  const ringbook = await openRingbook(config);
  const { rebuilt } = ringbook;
  if (rebuilt?.setAsideAs) say(t('rebuilt.setAside', { file: rebuilt.setAsideAs }));
  else if (rebuilt) say(t('rebuilt.gone'));
  return ringbook;
}

/** Opens the program for one command and closes it afterwards. */
export async function withRingbook(
  options: CommonOptions,
  work: (ringbook: Ringbook, reporter: Reporter) => Promise<void>,
): Promise<void> {
  const reporter = reporterOf(options);
  const ringbook = await openAndTell(configOf(options), reporter);
  try {
    await work(ringbook, reporter);
  } finally {
    await ringbook.close();
  }
}

/** A command that changes what cannot be changed back easily asks first: `--yes` answers beforehand, a script without it is told no. */
export async function isConfirmed(yes: boolean, { t, say }: Reporter): Promise<boolean> {
  if (yes) return true;
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    say(t('ask.addYes'));
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = (await terminal.question(`${t('ask.goOn')} `)).trim().toLowerCase();
    return ['y', 'yes', 'j', 'ja'].includes(answer);
  } finally {
    terminal.close();
  }
}
