import type { Handler } from '../../endpoint/handler.ts';
import { cursorOf, placeOf } from '../place.ts';
import { planOf } from './plan-of.ts';

export const listPlanMailboxes: Handler<'listPlanMailboxes'> = async ({ work, params, query }, { syncs }) => {
  const { search = '', cursor, limit } = query;
  const wanted = search.toLowerCase();
  const { mailboxes } = planOf(syncs, work, params.planId);
  const found = mailboxes.filter(({ mailboxId, address }) =>
    `${address ?? ''} ${mailboxId}`.toLowerCase().includes(wanted),
  );
  const start = placeOf(cursor);
  return { items: found.slice(start, start + limit), nextCursor: cursorOf(start + limit, found.length) };
};
