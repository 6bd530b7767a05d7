import type { Texts } from '../i18n/texts.ts';

export type ActionName = keyof Texts['audit-trail']['action'];

/** Does the page have words for it? Others are shown by their name. */
const names = {
  signIn: true,
  acceptInvitation: true,
  claimOwnership: true,
  inviteOwner: true,
  createTenant: true,
  updateTenant: true,
  applyTemplate: true,
  inviteMember: true,
  updateMember: true,
  removeMember: true,
  createApiToken: true,
  revokeApiToken: true,
  beginConnect: true,
  proveConsent: true,
  'consent-withdrawn': true,
  'consent-given': true,
  checkConnection: true,
  probeMailbox: true,
  disconnect: true,
  getScopeScript: true,
  setOwnApp: true,
  importDefinitions: true,
  putSource: true,
  deleteSource: true,
  previewSource: true,
  uploadCsv: true,
  putCollection: true,
  deleteCollection: true,
  createSync: true,
  putSync: true,
  deleteSync: true,
  pauseSync: true,
  resumeSync: true,
  startPlan: true,
  startRun: true,
  stopRun: true,
  approveRun: true,
  refuseRun: true,
  undoRun: true,
  syncMailbox: true,
  uninstallMailbox: true,
  uninstallSync: true,
  putRetention: true,
  purgeNow: true,
  leave: true,
  putNotificationSettings: true,
  testMail: true,
  createWebhook: true,
  deleteWebhook: true,
  testWebhook: true,
} as const satisfies Record<ActionName, true>;

export function isAction(name: string): name is ActionName {
  return Object.hasOwn(names, name);
}

export const actionNames: readonly ActionName[] = Object.keys(names).filter(isAction);
