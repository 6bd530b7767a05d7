import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { type Config, ConfigError } from '../../platform/config/config.ts';
import { withRunLock } from '../../platform/run-lock.ts';
import { ConnectorError } from '../../runs/connector-error.ts';
import type { Stop } from '../../runs/context.ts';
import type { Progress } from '../../runs/progress.ts';
import type { Run } from '../../runs/stores.ts';
import { startDemo } from '../demo/demo.ts';
import { DemoRunError, playDemo } from '../demo/play-demo.ts';
import { describeProblem, isMendedByStart } from '../describe-problem.ts';
import { describeRun } from '../describe-run.ts';
import { createEngine, type Engine } from '../engine.ts';
import { exitCodeOf, worstExitCode } from '../exit-codes.ts';
import { everySync } from '../open-ringbook.ts';
import type { Reporter } from '../reporter.ts';
import { servePages } from '../serve-pages.ts';
import { stopOnSignals } from '../stop-on-signals.ts';
import { PausedError } from '../sync-actions.ts';
import { connectionOf, NotConnectedError } from '../sync-context.ts';
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
    .option('--port <port>', 'demo: port of the dashboard (default: 8443, with --once any free one)', portNumber)
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
  const { broken, ...engine } = reportRuns(reporter);
  const onPagesMissing = () => reporter.say(reporter.t('start.pagesMissing'));
  await withRunLock(join(dataDir, 'demo.lock'), async () => {
    const demo = await startDemo({
      dataDir,
      people,
      mailboxes,
      simulatorPort,
      pagesPort,
      engine,
      onPagesMissing,
      isOpen: !once,
    });
    try {
      reporter.result(await playDemo(demo, reporter, stop));
      if (once) return;
      const { t, say } = reporter;
      say(t('start.tryIt'));
      say(t('start.server', { url: demo.pagesUrl }));
      for (const { userName, says } of demo.signInAs) {
        say(`  ${t('start.signInAs', { userName, says: t(`start.says.${says}`) })}`);
      }
      await stayUp(demo.engine, broken, reporter, stop);
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
    const { broken, ...engineOptions } = reportRuns(reporter);
    const engine = createEngine(ringbook.parts, engineOptions);
    const pages = await servePages(ringbook, engine, {
      onFailure: engineOptions.onFailure,
      onPagesMissing: () => reporter.say(reporter.t('start.pagesMissing')),
    });
    try {
      reporter.say(reporter.t('start.server', { url: `https://${config.http.host}:${pages.port}` }));
      if ((await connectionOf(ringbook.parts)) === null) reporter.say(reporter.t('start.notConnected'));
      await stayUp(engine, broken, reporter, stop);
    } finally {
      await pages.close();
    }
  } finally {
    await ringbook.close();
  }
}

/** Runs syncs when they are due, until the process is asked to stop. @param broken Rejects when it cannot go on. */
async function stayUp(engine: Engine, broken: Promise<never>, reporter: Reporter, stop: Stop): Promise<void> {
  if (!stop.drain.aborted) {
    engine.startSchedules();
    reporter.say(reporter.t('start.stays'));
  }
  try {
    await Promise.race([whenAborted(stop.drain), broken]);
  } finally {
    await engine.close(stop.cancel);
  }
}

function whenAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

/** Says what runs do that begin by themselves. What the next start mends ends the program. */
function reportRuns({ t, say, onProgress }: Reporter) {
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => {});
  return {
    broken: broken.promise,
    onProgress: (_tenantId: string, progress: Progress) => onProgress(progress),
    onRunEnd(_tenantId: string, run: Run) {
      for (const line of describeRun(run, t)) say(line);
    },
    onFailure(error: unknown) {
      if (isMendedByStart(error)) broken.reject(error);
      const problem = describeProblem(error, t);
      if (problem !== null) say(problem);
      else if (error instanceof NotConnectedError) say(t('start.notConnected'));
      else if (error instanceof ConnectorError || error instanceof PausedError) say(error.message);
      else console.error(error);
    },
  };
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
