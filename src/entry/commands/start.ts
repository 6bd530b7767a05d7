import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { type Config, ConfigError } from '../../platform/config/config.ts';
import { withRunLock } from '../../platform/run-lock.ts';
import { ConnectorError } from '../../runs/connector-error.ts';
import type { Stop } from '../../runs/context.ts';
import { startDemo } from '../demo/demo.ts';
import { DemoRunError, playDemo } from '../demo/play-demo.ts';
import { describeProblem, isMendedByStart } from '../describe-problem.ts';
import { describeRun } from '../describe-run.ts';
import { exitCodeOf, worstExitCode } from '../exit-codes.ts';
import { everySync, type Ringbook } from '../open-ringbook.ts';
import type { Reporter } from '../reporter.ts';
import { servePages } from '../serve-pages.ts';
import { stopOnSignals } from '../stop-on-signals.ts';
import { NotConnectedError } from '../sync-context.ts';
import {
  type CommonOptions,
  configOf,
  defaultDataDir,
  ownConfigFile,
  reporterOf,
  withCommonOptions,
} from './settings.ts';
import { openAndTell } from './with-ringbook.ts';

interface StartOptions extends CommonOptions {
  readonly once?: boolean;
  readonly people: number | string;
  readonly mailboxes: number;
  readonly port?: number;
  readonly simulatorPort?: number;
  readonly dataDir: string;
}

/** `ringbook start`: everything in one process, with a simulated Microsoft 365 unless a real one is configured. */
export function addStartCommand(program: Command): void {
  withCommonOptions(program.command('start').description('run everything; without a configuration, a demo'))
    .option('--once', 'end after the first syncs instead of staying up')
    .option('--people <count|file>', 'demo: people to invent, or a CSV file with exactly the people', countOrFile, 1000)
    .option('--mailboxes <count>', 'demo: how many of them have a mailbox', count, 300)
    .option('--port <port>', 'demo: port of the status page (default: 8443, with --once any free one)', portNumber)
    .option('--simulator-port <port>', 'demo: port of the simulator (default: 9443, with --once any)', portNumber)
    .option('--data-dir <dir>', 'demo: where it keeps its data', process.env.RINGBOOK_DATA_DIR ?? defaultDataDir)
    .addHelpText(
      'after',
      `
Examples:
  npm start
  npm start -- --once --json
  npm start -- --people 60 --mailboxes 20
  npm start -- --once --json --people members.csv
  npm start -- --config ringbook.json          a real tenant: see README`,
    )
    .action(async (options: StartOptions) => {
      const reporter = reporterOf(options);
      const stop = stopOnSignals(() => reporter.say(reporter.t('start.stopping')));
      const isReal = ownConfigFile(options) !== null || process.env.RINGBOOK_ENTRA_CLIENT_ID !== undefined;
      await (isReal ? startReal(options, reporter, stop) : startSimulated(options, reporter, stop));
    });
}

async function startSimulated(options: StartOptions, reporter: Reporter, stop: Stop): Promise<void> {
  const { dataDir, people, mailboxes, once = false } = options;
  if (typeof people === 'string') await mustBeFile(people);
  const simulatorPort = options.simulatorPort ?? (once ? 0 : 9443);
  const pagesPort = options.port ?? (once ? 0 : 8443);
  await withRunLock(join(dataDir, 'demo.lock'), async () => {
    const demo = await startDemo({ dataDir, people, mailboxes, simulatorPort, pagesPort });
    try {
      reporter.result(await playDemo(demo, reporter, stop));
      if (once) return;
      reporter.say(reporter.t('start.tryIt'));
      await keepSyncing(demo.ringbook, 60, reporter, stop);
    } catch (error) {
      if (!(error instanceof DemoRunError)) throw error;
      process.exitCode = exitCodeOf(error.run);
    } finally {
      await demo.close();
    }
  });
}

async function startReal(options: StartOptions, reporter: Reporter, stop: Stop): Promise<void> {
  const config: Config = configOf(options);
  const ringbook = await openAndTell(config, reporter);
  try {
    if (options.once) {
      const runs = await ringbook.run(everySync, reporter.onProgress, stop);
      for (const run of runs) {
        for (const line of describeRun(run, reporter.t)) reporter.say(line);
        reporter.result(run);
      }
      process.exitCode = worstExitCode(runs);
      return;
    }
    const pages = await servePages(config, ringbook);
    reporter.say(reporter.t('start.server', { url: `https://${config.http.host}:${pages.port}` }));
    await syncOnce(ringbook, reporter, stop);
    await keepSyncing(ringbook, config.sync.everyMinutes, reporter, stop);
    await pages.close();
  } finally {
    await ringbook.close();
  }
}

/** Syncs at an interval until the process is asked to stop. A run that failed is tried again at the next turn. */
async function keepSyncing(ringbook: Ringbook, everyMinutes: number, reporter: Reporter, stop: Stop): Promise<void> {
  if (stop.drain.aborted) return;
  reporter.say(reporter.t('start.stays', { minutes: everyMinutes }));
  while (!stop.drain.aborted) {
    await ringbook.connect.sleep(everyMinutes * 60_000, stop.drain).catch(() => {});
    if (!stop.drain.aborted) await syncOnce(ringbook, reporter, stop);
  }
}

async function syncOnce(ringbook: Ringbook, reporter: Reporter, stop: Stop): Promise<void> {
  try {
    const runs = await ringbook.run(everySync, reporter.onProgress, stop);
    for (const line of runs.flatMap((run) => describeRun(run, reporter.t))) reporter.say(line);
  } catch (error) {
    if (isMendedByStart(error)) throw error;
    const problem = describeProblem(error, reporter.t);
    if (problem !== null) reporter.say(problem);
    else if (error instanceof NotConnectedError) reporter.say(reporter.t('start.notConnected'));
    else if (error instanceof ConnectorError) reporter.say(error.message);
    else throw error;
  }
}

async function mustBeFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile()) return;
  throw new ConfigError(`--people ${path}: there is no such file. Give a number or the path of a CSV file.`);
}

function countOrFile(text: string): number | string {
  return /^\d+$/.test(text) ? count(text) : text;
}

function count(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Not a whole number.');
  if (Number(text) < 1) throw new InvalidArgumentError('At least 1.');
  return Number(text);
}

function portNumber(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) > 65_535) throw new InvalidArgumentError('Not a port: 0 to 65535.');
  return Number(text);
}
