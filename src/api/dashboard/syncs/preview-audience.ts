import { previewAudience as preview } from '../../../runs/preview-audience.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { readAudience } from '../lists/list-context.ts';

export const previewAudience: Handler<'previewAudience'> = async ({ work, body }, { lists: ports }) => {
  const { connectionId, include, exclude } = body;
  const audience = { audienceId: 'preview', include, exclude };
  const { mailboxes, groups } = await work.withConnectors((connectors) =>
    readAudience(work, ports, connectors, connectionId, audience, false),
  );
  const found = preview(audience, mailboxes, groups);
  return {
    ...found,
    out: [...found.out],
    perRule: [...found.perRule],
    missing: [...found.missing],
    sample: found.sample.map(({ mailboxId, address }) => ({ mailboxId, address })),
  };
};
