import { Command, CommanderError } from 'commander';
import { RemoteError } from '../api/client/api-client.ts';
import { DefinitionError } from '../definitions/definition-error.ts';
import { ConfigError } from '../platform/config/config.ts';
import { languageOfEnvironment, translator } from '../platform/i18n/translator.ts';
import { ConnectorError } from '../runs/connector-error.ts';
import { DefinitionMissingError } from '../runs/resolve-sync.ts';
import { UndoError } from '../runs/undo-run.ts';
import { StoreError } from '../stores/store-error.ts';
import { FilterError } from '../sync/filter/filter-error.ts';
import { addAudiencesCommand } from './commands/audiences.ts';
import { addCleanUpCommand } from './commands/clean-up.ts';
import { addCollectionsCommand } from './commands/collections.ts';
import { addConnectCommand } from './commands/connect.ts';
import { addDefinitionCommands } from './commands/definitions.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addImportCsvCommand } from './commands/import-csv.ts';
import { addMailboxCommands } from './commands/mailboxes.ts';
import { addPlanCommand } from './commands/plan.ts';
import { addRemoteCommand } from './commands/remote.ts';
import { addSourcesCommand } from './commands/sources.ts';
import { addStartCommand } from './commands/start.ts';
import { addStatusCommand } from './commands/status.ts';
import { addSyncCommand } from './commands/sync.ts';
import { addSyncsCommand } from './commands/syncs.ts';
import { SimulatorError } from './demo/simulator-process.ts';
import { describeProblem } from './describe-problem.ts';
import { exitCodes } from './exit-codes.ts';
import { OutdatedRunError, PausedError, UnknownRunError } from './sync-actions.ts';
import { NotConnectedError } from './sync-context.ts';
import { UndoFileError } from './undo-file.ts';

/** Errors that a person can act on: their message is enough. */
const expected = [StoreError, ConnectorError, SimulatorError, RemoteError];

/** Errors in what was asked for: the command was wrong, not the world. */
const wrongUsage = [
  ConfigError,
  DefinitionError,
  DefinitionMissingError,
  FilterError,
  OutdatedRunError,
  PausedError,
  UndoError,
  UndoFileError,
  UnknownRunError,
];

const program = new Command('ringbook')
  .description("Puts a company's contacts onto every employee's phone, and keeps them right.")
  .showHelpAfterError()
  .exitOverride()
  .addHelpText(
    'after',
    `
Exit codes: 0 done, 1 failed, 2 wrong usage or configuration, 3 something waits for a person,
4 not connected or consent withdrawn, 130 stopped.`,
  );
const commands = [
  addStartCommand,
  addConnectCommand,
  addPlanCommand,
  addSyncCommand,
  addStatusCommand,
  addSourcesCommand,
  addCollectionsCommand,
  addAudiencesCommand,
  addSyncsCommand,
  addMailboxCommands,
  addCleanUpCommand,
  addImportCsvCommand,
  addDefinitionCommands,
  addDoctorCommand,
  addRemoteCommand,
];
for (const add of commands) add(program);

// Whoever reads our output may end before us: `ringbook status | head`.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(process.exitCode ?? exitCodes.done);
  });
}

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

/** The language of the command; what is asked for may not be known when the command was wrong. */
function languageAsked() {
  const { argv } = process;
  const asked = argv.find((arg, index) => arg.startsWith('--lang=') || argv[index - 1] === '--lang');
  return /(^|=)de$/.test(asked ?? '') ? 'de' : asked === undefined ? languageOfEnvironment(process.env) : 'en';
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  if (error instanceof NotConnectedError) {
    console.error('ringbook: no Microsoft 365 tenant is connected. Connect one first: ringbook connect');
    return exitCodes.notConnected;
  }
  const problem = describeProblem(error, translator(languageAsked()));
  if (problem !== null) {
    console.error(`ringbook: ${problem}`);
    return exitCodes.failed;
  }
  const isUsage = wrongUsage.some((kind) => error instanceof kind);
  if (error instanceof Error && (isUsage || expected.some((kind) => error instanceof kind))) {
    console.error(`ringbook: ${error.message}`);
    return isUsage ? exitCodes.usage : exitCodes.failed;
  }
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    const port = 'port' in error ? ` ${error.port}` : '';
    console.error(`ringbook: port${port} is taken by another program: end that one, or choose another port.`);
    return exitCodes.failed;
  }
  console.error(error);
  return exitCodes.failed;
}
