import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';
import { personOf } from './person-of.ts';

/** Ends a session of the person; someone else's is not there. */
export const revokeSession: Handler<'revokeSession'> = async ({ caller, params }, { session: { sessions } }) => {
  if (!(await sessions.removeSession(personOf(caller).person, params.sessionId))) throw new Problem('not-found');
  return null;
};
