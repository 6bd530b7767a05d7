import type { sessionRoutes } from '../../contract/session.routes.ts';
import type { Handlers } from '../../endpoint/handler.ts';
import { getSession } from './get-session.ts';
import { listSessions } from './list-sessions.ts';
import { revokeSession } from './revoke-session.ts';
import { setLanguage } from './set-language.ts';
import { signOut } from './sign-out.ts';
import { signOutEverywhere } from './sign-out-everywhere.ts';

/** Every operation of this area. */
export const sessionHandlers: Handlers<keyof typeof sessionRoutes> = {
  getSession,
  signOut,
  signOutEverywhere,
  listSessions,
  revokeSession,
  setLanguage,
};
