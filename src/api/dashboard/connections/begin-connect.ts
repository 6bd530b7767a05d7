import { SignInError } from '../../../tenants/sign-in-provider.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';
import { sessionOf } from './session-of.ts';

export const beginConnect: Handler<'beginConnect'> = async ({ work, body, caller, signal }, { connections }) => {
  try {
    return await connections.connect.begin(work.tenant.tenantId, body.entraTenant, sessionOf(caller), signal);
  } catch (error) {
    if (error instanceof SignInError) throw new Problem('service-busy');
    throw error;
  }
};
