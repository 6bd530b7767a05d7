import type { Handler } from '../../endpoint/handler.ts';
import { sessionOf } from './session-of.ts';

export const proveConsent: Handler<'proveConsent'> = async ({ work, caller, signal }, { connections }) => {
  return { outcome: await connections.connect.lookAgain(work.tenant.tenantId, sessionOf(caller), signal) };
};
