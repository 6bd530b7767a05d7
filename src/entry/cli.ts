import { Command, CommanderError } from 'commander';
import { ConfigError } from '../platform/config/config.ts';
import { LockError } from '../platform/run-lock.ts';
import { VaultError } from '../platform/vault/vault-error.ts';
import { ConnectorError } from '../runs/connector-error.ts';
import { StoreError } from '../stores/store-error.ts';
import { addConnectCommand } from './commands/connect.ts';
import { addPlanCommand } from './commands/plan.ts';
import { addStartCommand } from './commands/start.ts';
import { addStatusCommand } from './commands/status.ts';
import { addSyncCommand } from './commands/sync.ts';
import { SimulatorError } from './demo/simulator-process.ts';
import { exitCodes } from './exit-codes.ts';
import { NotConnectedError, UnknownRunError } from './open-ringbook.ts';

/** Errors that a person can act on: their message is enough. */
const expected = [ConfigError, LockError, VaultError, StoreError, ConnectorError, UnknownRunError, SimulatorError];

const program = new Command('ringbook')
  .description("Puts a company's contacts onto every employee's phone, and keeps them right.")
  .showHelpAfterError()
  .exitOverride()
  .addHelpText(
    'after',
    `
Exit codes: 0 done, 1 failed, 2 wrong usage or configuration, 3 deletes wait for approval,
4 not connected or consent withdrawn, 130 stopped.`,
  );
for (const add of [addStartCommand, addConnectCommand, addPlanCommand, addSyncCommand, addStatusCommand]) add(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  if (error instanceof NotConnectedError) {
    console.error('ringbook: no Microsoft 365 tenant is connected. Connect one first: ringbook connect');
    return exitCodes.notConnected;
  }
  if (expected.some((kind) => error instanceof kind)) {
    console.error(`ringbook: ${error instanceof Error ? error.message : ''}`);
    return error instanceof ConfigError || error instanceof UnknownRunError ? exitCodes.usage : exitCodes.failed;
  }
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    const port = 'port' in error ? ` ${error.port}` : '';
    console.error(`ringbook: port${port} is taken by another program: end that one, or choose another port.`);
    return exitCodes.failed;
  }
  console.error(error);
  return exitCodes.failed;
}
