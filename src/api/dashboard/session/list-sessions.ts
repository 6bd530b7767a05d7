import { isOver } from '../../../tenants/sessions.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { personOf } from './person-of.ts';

/** Sessions that a person has open, newest first. */
export const listSessions: Handler<'listSessions'> = async ({ caller }, { session: { sessions }, now }) => {
  const { person, sessionId: current } = personOf(caller);
  const open = (await sessions.sessionsOf(person)).filter((session) => !isOver(session, now()));
  return {
    items: open.map(({ sessionId, createdAt, lastUsedAt, device, address }) => ({
      sessionId,
      current: sessionId === current,
      createdAt,
      lastUsedAt,
      device,
      address,
    })),
  };
};
