import type { Handler } from '../../endpoint/handler.ts';
import { cursorOf, placeOf } from '../place.ts';
import { planOf } from './plan-of.ts';

export const listPlanItems: Handler<'listPlanItems'> = async ({ work, params, query }, { syncs }) => {
  const { change, search = '', cursor, limit } = query;
  const wanted = search.toLocaleLowerCase();
  const found = planOf(syncs, work, params.planId).items.filter(
    (item) =>
      (change === undefined || item.change === change) && (item.displayName ?? '').toLocaleLowerCase().includes(wanted),
  );
  const start = placeOf(cursor);
  const page = found.slice(start, start + limit).map(({ fields, ...item }) => ({ ...item, fields: [...fields] }));
  return { items: page, nextCursor: cursorOf(start + limit, found.length) };
};
