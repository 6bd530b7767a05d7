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
    ...(plan.heldBy === null ? [] : [`  ${t('plan.held', { guard: plan.heldBy })}`]),
    ...(plan.mailboxesLeaving === 0 ? [] : [`  ${t('plan.leaving', { count: plan.mailboxesLeaving })}`]),
  ];
}
