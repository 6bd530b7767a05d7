import type { syncRoutes } from '../../contract/syncs.routes.ts';
import type { Handlers } from '../../endpoint/handler.ts';
import { approveRun } from './approve-run.ts';
import { createSync } from './create-sync.ts';
import { deleteSync } from './delete-sync.ts';
import { explainMailbox } from './explain-mailbox.ts';
import { getMailbox } from './get-mailbox.ts';
import { getPlan } from './get-plan.ts';
import { getRun } from './get-run.ts';
import { getRunIssueGroups } from './get-run-issue-groups.ts';
import { getSync } from './get-sync.ts';
import { listMailboxes } from './list-mailboxes.ts';
import { listPlanItems } from './list-plan-items.ts';
import { listPlanMailboxes } from './list-plan-mailboxes.ts';
import { listRunIssues } from './list-run-issues.ts';
import { listRuns } from './list-runs.ts';
import { listSyncs } from './list-syncs.ts';
import { pauseSync } from './pause-sync.ts';
import { previewAudience } from './preview-audience.ts';
import { previewSchedule } from './preview-schedule.ts';
import { putSync } from './put-sync.ts';
import { refuseRun } from './refuse-run.ts';
import { resumeSync } from './resume-sync.ts';
import { startPlan } from './start-plan.ts';
import { startRun } from './start-run.ts';
import { stopRun } from './stop-run.ts';
import { syncMailbox } from './sync-mailbox.ts';
import { undoRun } from './undo-run.ts';
import { uninstallMailbox } from './uninstall-mailbox.ts';
import { uninstallSync } from './uninstall-sync.ts';
import { watchEvents } from './watch-events.ts';

/** Every operation of this area. */
export const syncHandlers: Handlers<keyof typeof syncRoutes> = {
  listSyncs,
  getSync,
  createSync,
  putSync,
  deleteSync,
  pauseSync,
  resumeSync,
  previewAudience,
  explainMailbox,
  previewSchedule,
  startPlan,
  getPlan,
  listPlanMailboxes,
  listPlanItems,
  listRuns,
  getRun,
  startRun,
  stopRun,
  approveRun,
  refuseRun,
  undoRun,
  listRunIssues,
  getRunIssueGroups,
  watchEvents,
  listMailboxes,
  getMailbox,
  syncMailbox,
  uninstallMailbox,
  uninstallSync,
};
