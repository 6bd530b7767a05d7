import type { AudienceDefinition, AudienceRule } from '../../../runs/definition.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';
import { mailboxOf } from './mailbox-of.ts';
import { startRunOf, usableSync } from './start-run-of.ts';

/** Leaves the mailbox out of the audiences of its syncs first: the next run would fill it again. */
export const uninstallMailbox: Handler<'uninstallMailbox'> = async ({ work, params, note }, context) => {
  const { mailboxId, replicas } = await mailboxOf(work, context, params.mailboxId);
  if (replicas.length === 0) throw new Problem('not-possible', { detail: 'Nothing of ours is known in this mailbox.' });
  const syncs = [];
  for (const { syncId } of replicas) syncs.push(await usableSync(work, syncId, 'may-be-paused'));
  const audienceIds = new Set(syncs.map(({ audienceId }) => audienceId));
  const { revision, definitions } = await work.definitions();
  const audiences = definitions.audiences.map((audience) =>
    audienceIds.has(audience.audienceId) ? without(audience, mailboxId) : audience,
  );
  await work.saveDefinitions({ ...definitions, audiences }, revision);
  note({
    changes: [...audienceIds].map((id) => ({ field: `audience:${id}.exclude`, before: null, after: mailboxId })),
  });
  const request = { kind: 'uninstall', mailboxIds: [mailboxId] } as const;
  return { runIds: syncs.map((sync) => startRunOf(context.syncs, work, sync, request).runId) };
};

function without(audience: AudienceDefinition, mailboxId: string): AudienceDefinition {
  const named = audience.exclude.find((rule) => rule.kind === 'mailboxes');
  if (named?.mailboxes.includes(mailboxId)) return audience;
  const others: readonly AudienceRule[] = audience.exclude.filter((rule) => rule !== named);
  const mailboxes = [...(named?.mailboxes ?? []), mailboxId];
  return { ...audience, exclude: [...others, { kind: 'mailboxes', mailboxes }] };
}
