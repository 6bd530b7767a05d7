import { type Command, InvalidArgumentError } from 'commander';
import { ConfigError } from '../../platform/config/config.ts';
import { readMailboxesAnew } from '../../runs/audience.ts';
import { type CleanedMailbox, type CleanUpRequest, cleanUp, previewCleanUp, undoCleanUp } from '../../runs/clean-up.ts';
import type { LeftoverCriteria, MailboxId, TenantConnector } from '../../runs/ports.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Ringbook } from '../open-ringbook.ts';
import type { Reporter } from '../reporter.ts';
import { stopOnSignals } from '../stop-on-signals.ts';
import { connectionOf, NotConnectedError, withConnectors } from '../sync-context.ts';
import { createUndoFile, readUndoFile } from '../undo-file.ts';
import { type CommonOptions, withCommonOptions } from './settings.ts';
import { isConfirmed, withRingbook } from './with-ringbook.ts';

interface CleanUpOptions extends CommonOptions {
  readonly folder?: string;
  readonly category?: string;
  readonly property?: string;
  readonly mailbox?: readonly string[];
  readonly apply?: string;
  readonly undo?: string;
  readonly yes?: boolean;
}

const mailboxesInFlight = 16;

/** `ringbook clean-up`: takes out what other products left in mailboxes, only when asked for. */
export function addCleanUpCommand(program: Command): void {
  withCommonOptions(
    program.command('clean-up').description('find, and take out, what other products left in mailboxes'),
  )
    .option('--folder <name>', 'all contacts in folders of this name, and the folders')
    .option('--category <name>', 'contacts with this category')
    .option('--property <id>', 'contacts with this extended property, "String {GUID} Name name"', propertyId)
    .option('--mailbox <mailbox...>', 'only these (addresses or ids); without it all')
    .option('--apply <undo-file>', 'take them out; the file keeps what is needed to bring them back')
    .option('--undo <undo-file>', 'bring back what a clean-up took out')
    .option('-y, --yes', 'do not ask')
    .addHelpText(
      'after',
      `
Examples:
  ringbook clean-up --folder "Old company contacts"                        shows what it would take out
  ringbook clean-up --folder "Old company contacts" --apply cleanup.undo   takes it out
  ringbook clean-up --undo cleanup.undo                                    brings it back

Contacts that bear the stamp of Ringbook are never among them: ringbook uninstall takes those out.`,
    )
    .action((options: CleanUpOptions) =>
      withRingbook(options, async (ringbook, reporter) => {
        const connection = await connectionOf(ringbook.parts);
        if (connection === null) throw new NotConnectedError();
        await withConnectors(ringbook.parts, async (connectors) => {
          const connector = connectors.of(connection.connectionId);
          if (options.undo === undefined) await clean(ringbook, connector, options, reporter);
          else await bringBack(ringbook, connector, options.undo, reporter);
        });
      }),
    );
}

async function clean(
  { parts }: Ringbook,
  connector: TenantConnector,
  options: CleanUpOptions,
  reporter: Reporter,
): Promise<void> {
  const { t, say, result } = reporter;
  const stop = stopOnSignals(() => say(t('start.stopping')));
  const signal = AbortSignal.any([stop.drain, stop.cancel]);
  const request: CleanUpRequest = {
    criteria: criteriaOf(options),
    mailboxIds: await chosenMailboxes(connector, options.mailbox ?? null, signal),
    mailboxesInFlight,
  };
  const preview = await previewCleanUp(connector.leftovers, request, signal);
  for (const line of describe('cleanUp.found', preview, reporter)) say(line);
  if (options.apply === undefined) {
    result(summary(preview));
    return;
  }
  if (!(await isConfirmed(options.yes ?? false, reporter))) {
    process.exitCode = exitCodes.held;
    return;
  }
  const vault = await parts.vault.forTenant(parts.tenant.tenantId);
  const undoFile = await createUndoFile(options.apply, vault);
  try {
    const cleaned = await cleanUp(connector.leftovers, request, undoFile.keep, signal);
    for (const line of describe('cleanUp.done', cleaned, reporter)) say(line);
    say(t('cleanUp.undo', { file: options.apply }));
    result(summary(cleaned));
  } finally {
    await undoFile.close();
  }
}

async function bringBack({ parts }: Ringbook, connector: TenantConnector, file: string, { t, say, result }: Reporter) {
  const vault = await parts.vault.forTenant(parts.tenant.tenantId);
  const stop = stopOnSignals(() => say(t('start.stopping')));
  const restored = await undoCleanUp(connector.leftovers, readUndoFile(file, vault), stop.cancel);
  say(t('cleanUp.restored', { restored }));
  result({ restored });
}

/** @throws {ConfigError} None or several were named. */
function criteriaOf({ folder, category, property }: CleanUpOptions): LeftoverCriteria {
  const named: LeftoverCriteria[] = [];
  if (folder !== undefined) named.push({ kind: 'folder', name: folder });
  if (category !== undefined) named.push({ kind: 'category', category });
  if (property !== undefined) named.push({ kind: 'property', id: property });
  const [criteria, ...others] = named;
  if (criteria === undefined || others.length > 0) {
    throw new ConfigError('clean-up: name exactly one of --folder, --category and --property.');
  }
  return criteria;
}

/** @throws {ConfigError} A named mailbox is not there. */
async function chosenMailboxes(
  { mailboxes }: TenantConnector,
  names: readonly string[] | null,
  signal: AbortSignal,
): Promise<readonly MailboxId[]> {
  const usable = (await readMailboxesAnew(mailboxes, signal)).filter(
    ({ excluded }) => excluded === null || names !== null,
  );
  const addresses = new Map(usable.map(({ mailboxId, address }) => [mailboxId, address.toLowerCase()]));
  if (names === null) return [...addresses.keys()];
  return names.map((name) => {
    const wanted = name.toLowerCase();
    const found = [...addresses].find(
      ([mailboxId, address]) => mailboxId.toLowerCase() === wanted || address === wanted,
    );
    if (found === undefined) throw new ConfigError(`clean-up: --mailbox ${name} is not in the directory: check it.`);
    return found[0];
  });
}

function summary(mailboxes: readonly CleanedMailbox[]) {
  const touched = mailboxes.filter(({ contacts, folders, failure }) => contacts + folders > 0 || failure !== null);
  return {
    contacts: mailboxes.reduce((sum, { contacts }) => sum + contacts, 0),
    folders: mailboxes.reduce((sum, { folders }) => sum + folders, 0),
    unavailable: mailboxes.filter(({ failure }) => failure !== null).length,
    mailboxes: touched,
  };
}

function describe(key: string, mailboxes: readonly CleanedMailbox[], { t }: Reporter): readonly string[] {
  const { mailboxes: touched, ...counts } = summary(mailboxes);
  return [
    t(key, { ...counts, mailboxes: touched.length }),
    ...touched.map(
      ({ mailboxId, contacts, folders, failure }) => `  ${mailboxId}  ${failure ?? `${contacts} / ${folders}`}`,
    ),
  ];
}

function propertyId(text: string): string {
  if (/^String \{[0-9a-f-]{36}\} Name .+$/i.test(text)) return text;
  throw new InvalidArgumentError('it has the form "String {GUID} Name name".');
}
