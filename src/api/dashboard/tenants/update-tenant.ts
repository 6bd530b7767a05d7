import type { Tenant } from '../../../tenants/ports.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';
import { tenantAnswer } from './tenant-answer.ts';
import { tagOfTenant } from './tenant-tag.ts';

const fields = ['name', 'defaultCountry', 'timeZone', 'language'] as const;

export const updateTenant: Handler<'updateTenant'> = async ({ body, work, ifMatch, note }, { tenants: ports }) => {
  const before = work.tenant;
  if (tagOfTenant(before) !== ifMatch) throw new Problem('changed-meanwhile');
  const { name = before.name, defaultCountry = before.defaultCountry } = body;
  const { timeZone = before.timeZone, language = before.language } = body;
  const after: Tenant = { ...before, name, defaultCountry, timeZone, language };
  await ports.tenants.saveTenant(after);
  const changed = fields.filter((field) => before[field] !== after[field]);
  note({
    subject: after.tenantId,
    changes: changed.map((field) => ({ field, before: before[field], after: after[field] })),
  });
  return { tag: tagOfTenant(after), answer: await tenantAnswer(ports, after) };
};
