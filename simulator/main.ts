import { readFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { parseCsvPeople } from './demo/csv-people.ts';
import type { TenantSpec } from './demo/demo-tenant.ts';
import { type Simulator, startSimulator } from './simulator.ts';

interface CommandLine {
  readonly port: number;
  readonly people: number;
  readonly mailboxes?: number;
  readonly seed: string;
  readonly domain: string;
  readonly displayName: string;
  readonly peopleCsv?: string;
  readonly thinkTime: number;
  readonly limits: 'on' | 'off';
  readonly state?: string;
  readonly dataDir: string;
  readonly json: boolean;
  readonly exitWithParent: boolean;
}

const program = new Command('simulator')
  .description('Microsoft Entra and Microsoft Graph on this machine, with an invented company in it.')
  .option('--port <port>', 'HTTPS port, 0 for any', wholeNumber, 9443)
  .option('--people <count>', 'people in the company', wholeNumber, 1000)
  .option(
    '--mailboxes <count>',
    'how many of them have a mailbox (default: 300 or all, whichever is less)',
    wholeNumber,
  )
  .option('--seed <text>', 'another seed makes other people', '1')
  .option('--domain <name>', 'domain of the company', 'contoso-demo.onmicrosoft.com')
  .option('--display-name <name>', 'name of the company', 'Contoso Demo GmbH')
  .option('--people-csv <file>', 'exactly the people of this file instead of invented ones')
  .option('--think-time <ms>', 'added to each request to Graph', wholeNumber, 0)
  .addOption(
    new Option('--limits <mode>', 'whether the documented limits answer 429').choices(['on', 'off']).default('on'),
  )
  .option('--state <file>', 'load the world from this file if it exists, save it at the end')
  .option('--data-dir <dir>', 'certificates and keys', '.ringbook/simulator')
  .option('--json', 'one line of JSON when ready', false)
  .option('--exit-with-parent', 'end when standard input closes', false)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : wrongUsage))
  .addHelpText(
    'after',
    `
Examples:
  npm run simulator
  npm run simulator -- --people 100000 --mailboxes 100000 --limits off
  npm run simulator -- --port 0 --json --people-csv members.csv

Control API: simulator/control/README.md`,
  );

/** Exit codes: what was asked for cannot be; it could be, but not here and now. */
const wrongUsage = 2;
const failed = 1;

await main(program.parse().opts<CommandLine>());

async function main(options: CommandLine): Promise<void> {
  const simulator = await startSimulator({
    port: options.port,
    dataDir: options.dataDir,
    tenants: [await tenantSpec(options)],
    settings: { thinkTimeMs: options.thinkTime, limitsEnabled: options.limits === 'on' },
    ...(options.state === undefined ? {} : { statePath: options.state }),
    onFailure: (error, request) => console.error(`${request.method} ${request.path} failed:`, error),
  }).catch((error: unknown) => giveUp(messageOf(error), failed));
  endWith(simulator, options.exitWithParent);
  const tenants = [...simulator.world.tenants.values()].map(({ id, domains, displayName }) => ({
    id,
    domain: domains[0],
    displayName,
  }));
  const { url, controlUrl, caFile } = simulator;
  if (options.json) {
    console.log(JSON.stringify({ ready: true, url, controlUrl, caFile, tenants }));
    return;
  }
  console.log(`Simulator ready: ${url}`);
  console.log(`  control API  ${controlUrl}`);
  console.log(`  authority    ${caFile}  (NODE_EXTRA_CA_CERTS)`);
  for (const { id, domain, displayName } of tenants) console.log(`  tenant       ${id}  ${domain}  ${displayName}`);
}

async function tenantSpec(options: CommandLine): Promise<TenantSpec> {
  const { seed, domain, displayName, people, peopleCsv, mailboxes } = options;
  if (peopleCsv === undefined) {
    return { seed, domain, displayName, people, mailboxes: mailboxes ?? Math.min(people, 300) };
  }
  const csvPeople = await readFile(peopleCsv, 'utf8')
    .then(parseCsvPeople)
    .catch((error: unknown) => giveUp(`${peopleCsv}: ${messageOf(error)}`, wrongUsage));
  return { seed, domain, displayName, people: csvPeople.length, csvPeople, mailboxes: mailboxes ?? csvPeople.length };
}

/** Ends cleanly on a signal, and with the program that started it if that was asked for. */
function endWith(simulator: Simulator, exitWithParent: boolean): void {
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    simulator.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  if (exitWithParent) process.stdin.resume().on('end', end).on('close', end);
}

function giveUp(why: string, exitCode: number): never {
  console.error(`simulator: ${why}`);
  process.exit(exitCode);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Not a whole number.');
  return Number(text);
}
