import { explainMailbox as explain } from '../../../runs/preview-audience.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { readAudience } from '../lists/list-context.ts';

/** Who is not among the mailboxes that were last read may have come since. */
export const explainMailbox: Handler<'explainMailbox'> = async ({ work, body }, { lists: ports }) => {
  const { connectionId, include, exclude, mailbox: wanted } = body;
  const audience = { audienceId: 'preview', include, exclude };
  const found = await work.withConnectors(async (connectors) => {
    const look = async (anew: boolean) => {
      const { mailboxes, groups } = await readAudience(work, ports, connectors, connectionId, audience, anew);
      return explain(audience, mailboxes, groups, wanted);
    };
    return (await look(false)) ?? (await look(true));
  });
  if (found === null) return { mailbox: null, membership: null };
  const { mailboxId, address } = found.mailbox;
  return { mailbox: { mailboxId, address }, membership: found.membership };
};
