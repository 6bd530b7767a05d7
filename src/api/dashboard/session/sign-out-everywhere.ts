import type { Handler } from '../../endpoint/handler.ts';
import { personOf } from './person-of.ts';

export const signOutEverywhere: Handler<'signOutEverywhere'> = async ({ caller }, { session: { sessions } }) => ({
  sessionsEnded: await sessions.removeSessionsOf(personOf(caller).person),
});
