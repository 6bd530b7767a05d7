import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { Agent, fetch as undiciFetch } from 'undici';
import { type ApiClient, createApiClient, type LooseRequest } from '../../api/client/api-client.ts';
import { type OperationId, routes } from '../../api/contract/routes.ts';
import { ConfigError } from '../../platform/config/config.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Reporter } from '../reporter.ts';
import { stopOnSignals } from '../stop-on-signals.ts';
import { type CommonOptions, reporterOf, withCommonOptions } from './settings.ts';

interface RemoteOptions extends CommonOptions {
  readonly server?: string;
  readonly tokenFile?: string;
  readonly caFile?: string;
}

/** A client of the named server, and the tenant of its token. */
interface Remote {
  readonly client: ApiClient;
  readonly tenantId: string;
  readonly signal: AbortSignal;
  readonly reporter: Reporter;
}

const pollMs = 1_000;

/** `ringbook remote`: the same as the dashboard does, on another machine's Ringbook, by an API token. */
export function addRemoteCommand(program: Command): void {
  const remote = program
    .command('remote')
    .description('work with a Ringbook that runs elsewhere, by an API token')
    .addHelpText(
      'after',
      `
The token is read from RINGBOOK_TOKEN or --token-file, the server from RINGBOOK_SERVER or --server.

Examples:
  ringbook remote status --server https://ringbook.example --token-file token.txt
  ringbook remote sync contacts
  ringbook remote call listRuns state=held
  ringbook remote call putSource sourceId=people --body source.json --if-match '"r3"'`,
    );
  withRemoteOptions(remote.command('status').description('where the tenant stands')).action((options: RemoteOptions) =>
    withRemote(options, async ({ client, tenantId, signal, reporter: { t, say, result } }) => {
      const home = await client.call('getHome', { params: { tenantId } }, signal);
      say(t(`remote.health.${home.health}`));
      for (const { name, items, replicas, paused } of home.syncs) {
        const { atHead, unavailable } = replicas;
        say(
          `  ${name}${paused ? ` (${t('remote.paused')})` : ''}: ${t('remote.sync', { items, atHead, unavailable })}`,
        );
      }
      for (const { code, syncName, count } of home.attention) {
        say(`  ${code}${syncName === null ? '' : `  ${syncName}`}${count === null ? '' : `  ${count}`}`);
      }
      result(home);
    }),
  );
  withRemoteOptions(remote.command('sync <sync>').description('start a sync there and wait for its end')).action(
    (name: string, options: RemoteOptions) => withRemote(options, (found) => syncThere(found, name)),
  );
  withRemoteOptions(
    remote
      .command('call <operation> [values...]')
      .description('call any operation of the API (/api/openapi.json): values are name=value of its path and query'),
  )
    .option('--body <file>', 'JSON file that is sent; - for standard input')
    .option('--if-match <etag>', 'what an edit was made from')
    .action((operation: string, values: readonly string[], options: RemoteOptions & CallOptions) =>
      withRemote(options, (found) => callThere(found, operation, values, options)),
    );
}

interface CallOptions {
  readonly body?: string;
  readonly ifMatch?: string;
}

async function syncThere({ client, tenantId, signal, reporter }: Remote, name: string): Promise<void> {
  const { t, say, result } = reporter;
  const { items } = await client.call('listSyncs', { params: { tenantId } }, signal);
  const sync = items.find((one) => one.name === name || one.syncId === name);
  if (sync === undefined)
    throw new ConfigError(t('remote.noSync', { name, known: items.map((one) => one.name).join(', ') }));
  const { runId } = await client.call('startRun', { params: { tenantId, syncId: sync.syncId } }, signal);
  say(t('remote.started', { runId }));
  for (;;) {
    const { run } = await client.call('getRun', { params: { tenantId, runId } }, signal);
    if (run.state !== 'running') {
      const { created, updated, deleted } = run.totals;
      say(
        `${t(`run.${run.state}`)}${run.reason === null ? '' : ` (${run.reason})`}  +${created} ~${updated} -${deleted}`,
      );
      result(run);
      process.exitCode =
        run.state === 'done' ? exitCodes.done : run.state === 'held' ? exitCodes.held : exitCodes.failed;
      return;
    }
    await sleep(pollMs, undefined, { signal });
  }
}

async function callThere(
  { client, tenantId, signal }: Remote,
  operation: string,
  values: readonly string[],
  { body, ifMatch }: CallOptions,
): Promise<void> {
  if (!isOperation(operation))
    throw new ConfigError(`There is no operation "${operation}": see /api/openapi.json of the server.`);
  const given = Object.fromEntries(values.map(readValue));
  const request: LooseRequest = {
    params: { tenantId, ...given },
    query: Object.fromEntries(Object.entries(given).filter(([name]) => !routes[operation].path.includes(`{${name}}`))),
    ...(body === undefined
      ? {}
      : { body: JSON.parse(await (body === '-' ? text(process.stdin) : readText('--body', body))) }),
    ...(ifMatch === undefined ? {} : { ifMatch }),
  };
  const answer = await client.send(operation, request, signal);
  process.stdout.write(answer === '' || answer.endsWith('\n') ? answer : `${answer}\n`);
}

function isOperation(id: string): id is OperationId {
  return Object.hasOwn(routes, id);
}

function readValue(text: string): readonly [string, string] {
  const [, name, value] = /^(\w+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError(`"${text}" is not name=value.`);
  return [name, value];
}

function withRemoteOptions(command: Command): Command {
  return withCommonOptions(command)
    .option('--server <url>', 'https:// address of the other Ringbook (default: RINGBOOK_SERVER)')
    .option('--token-file <file>', 'file that holds the API token (default: RINGBOOK_TOKEN)')
    .option('--ca-file <file>', 'PEM of a certification authority to trust beside the public ones');
}

async function withRemote(options: RemoteOptions, work: (remote: Remote) => Promise<void>): Promise<void> {
  const { server = process.env.RINGBOOK_SERVER, tokenFile, caFile } = options;
  if (server === undefined) throw new ConfigError('No server is named: give --server or set RINGBOOK_SERVER.');
  const token = tokenFile === undefined ? process.env.RINGBOOK_TOKEN : await readText('--token-file', tokenFile);
  if (token === undefined) throw new ConfigError('There is no token: give --token-file or set RINGBOOK_TOKEN.');
  const ca = caFile === undefined ? undefined : await readText('--ca-file', caFile);
  const dispatcher = new Agent({ connect: ca === undefined ? {} : { ca } });
  const send = ((url: URL, init: object) => undiciFetch(url, { ...init, dispatcher })) as unknown as typeof fetch;
  const stop = stopOnSignals(() => {});
  const signal = AbortSignal.any([stop.drain, stop.cancel]);
  try {
    const client = createApiClient({ server, token: token.trim(), fetch: send });
    const { memberships } = await client.call('getSession', {}, signal);
    const [membership] = memberships;
    if (membership === undefined)
      throw new ConfigError('The server does not know the token: make a new one in the settings of the tenant.');
    await work({ client, tenantId: membership.tenantId, signal, reporter: reporterOf(options) });
  } finally {
    await dispatcher.close();
  }
}

function readText(option: string, file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw new ConfigError(`${option}: ${file} cannot be read: check the path and the file's permissions.`);
  });
}
