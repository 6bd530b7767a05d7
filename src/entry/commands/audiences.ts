import type { Command } from 'commander';
import { readAudienceGroups, readMailboxesAnew } from '../../runs/audience.ts';
import { explainMembership, type Membership } from '../../runs/audience-rules.ts';
import type { AudienceDefinition } from '../../runs/definition.ts';
import type { Mailbox } from '../../runs/ports.ts';
import { pick } from '../../runs/resolve-sync.ts';
import { currentDefinitions } from '../definitions.ts';
import type { Parts } from '../program.ts';
import type { Reporter } from '../reporter.ts';
import { stopOnSignals } from '../stop-on-signals.ts';
import { connectionOf, NotConnectedError, withConnectors } from '../sync-context.ts';
import { type CommonOptions, withCommonOptions } from './settings.ts';
import { withRingbook } from './with-ringbook.ts';

/** `ringbook audiences`: who gets a collection, and why. */
export function addAudiencesCommand(program: Command): void {
  const audiences = program
    .command('audiences')
    .description('list audiences, count them, ask why a mailbox is in or out')
    .addHelpText(
      'after',
      `
Examples:
  ringbook audiences list
  ringbook audiences show everyone
  ringbook audiences why everyone anna@example.com`,
    );

  withCommonOptions(audiences.command('list').description('all audiences, in a line each')).action(
    (options: CommonOptions) =>
      withRingbook(options, async ({ parts }, { say, result }) => {
        const { definitions } = await currentDefinitions(parts);
        for (const { audienceId, include, exclude } of definitions.audiences) {
          const rules = [...include.map(({ kind }) => `+${kind}`), ...exclude.map(({ kind }) => `-${kind}`)];
          say(`${audienceId}  ${rules.join(' ')}`);
        }
        result(definitions.audiences);
      }),
  );

  withCommonOptions(
    audiences.command('show <audience>').description('how many mailboxes are in and out, and why'),
  ).action((name: string, options: CommonOptions) =>
    withRingbook(options, async ({ parts }, { t, say, result }) => {
      const counts = new Map<string, number>();
      await eachMailbox(parts, name, (_, membership) => {
        const reason = reasonOf(membership, { t });
        counts.set(reason, (counts.get(reason) ?? 0) + 1);
      });
      for (const [reason, count] of counts) say(`${count}  ${reason}`);
      result(Object.fromEntries(counts));
    }),
  );

  withCommonOptions(
    audiences.command('why <audience> <mailbox>').description('why a mailbox (address or id) is in or out'),
  ).action((name: string, wanted: string, options: CommonOptions) =>
    withRingbook(options, async ({ parts }, { t, say, result }) => {
      const found: Membership[] = [];
      await eachMailbox(parts, name, ({ mailboxId, address }, membership) => {
        if ([mailboxId, address].some((id) => id.toLowerCase() === wanted.toLowerCase())) found.push(membership);
      });
      const [membership] = found;
      if (membership === undefined) {
        say(t('audiences.noMailbox'));
        process.exitCode = 1;
        return;
      }
      say(reasonOf(membership, { t }));
      result(membership);
    }),
  );
}

/** Reads the directory and the groups anew, so that the answer is about now. */
async function eachMailbox(
  parts: Parts,
  name: string,
  see: (mailbox: Mailbox, membership: Membership) => void,
): Promise<void> {
  const { definitions } = await currentDefinitions(parts);
  const idOf = ({ audienceId }: AudienceDefinition) => audienceId;
  const audience = pick('audience', definitions.audiences, idOf, name);
  const sync = definitions.syncs.find(({ audienceId }) => audienceId === audience.audienceId);
  const connectionId = sync?.connectionId ?? (await connectionOf(parts))?.connectionId;
  if (connectionId === undefined) throw new NotConnectedError();
  const stop = stopOnSignals(() => {});
  const signal = AbortSignal.any([stop.drain, stop.cancel]);
  await withConnectors(parts, async (connectors) => {
    const directory = connectors.of(connectionId).mailboxes;
    const groups = await readAudienceGroups(audience, directory, signal);
    for (const mailbox of await readMailboxesAnew(directory, signal))
      see(mailbox, explainMembership(audience, mailbox, groups));
  });
}

function reasonOf(membership: Membership, { t }: Pick<Reporter, 't'>): string {
  switch (membership.kind) {
    case 'in':
      return t('audiences.in', { rule: membership.rule + 1 });
    case 'excluded':
      return t('audiences.excluded', { rule: membership.rule + 1 });
    case 'not-named':
      return t('audiences.not-named');
    case 'unusable':
      return t(`audiences.${membership.reason}`);
  }
}
