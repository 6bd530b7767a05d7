import type { Translate } from '../platform/i18n/translator.ts';
import type { PlannedRun } from '../runs/plan-sync.ts';

/** A plan in lines for a person. */
export function describePlan(plan: PlannedRun, t: Translate): readonly string[] {
  const { items, itemsChanged: changed, itemsRemoved: removed } = plan;
  const { mailboxes, foldersToMake: folders, foldersUnavailable: unavailable, creates, updates, deletes } = plan;
  return [
    t('plan.title'),
    `  ${t('plan.contacts', { items, changed, removed })}`,
    `  ${t('plan.mailboxes', { mailboxes, folders, unavailable })}`,
    `  ${t('plan.operations', { creates, updates, deletes })}`,
    ...(plan.mappingIssues === 0 ? [] : [`  ${t('plan.issues', { count: plan.mappingIssues })}`]),
    ...heldOf(plan, t),
    ...(plan.mailboxesLeaving === 0 ? [] : [`  ${t('plan.leaving', { count: plan.mailboxesLeaving })}`]),
  ];
}

function heldOf(plan: PlannedRun, t: Translate): readonly string[] {
  const { heldBy, deletesHeld: deletes, changesHeld: changes, leaversHeld: leavers } = plan;
  if (heldBy === null) return [];
  const counts = { deletes, changes, leavers };
  return [`  ${heldBy === 'refused' ? t('plan.refused', counts) : t('plan.held', { guard: heldBy, ...counts })}`];
}
