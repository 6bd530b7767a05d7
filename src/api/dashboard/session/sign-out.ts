import type { Handler } from '../../endpoint/handler.ts';
import { personOf } from './person-of.ts';

/** Ends this session; the browser's cookie opens nothing from then on. */
export const signOut: Handler<'signOut'> = async ({ caller }, { session: { sessions } }) => {
  const { person, sessionId } = personOf(caller);
  await sessions.removeSession(person, sessionId);
  return { signInUrl: '/sign-in' };
};
