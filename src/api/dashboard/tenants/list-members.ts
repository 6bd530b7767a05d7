import type { Handler } from '../../endpoint/handler.ts';
import { memberAnswer } from './member-answer.ts';

export const listMembers: Handler<'listMembers'> = async ({ work, caller }, { tenants: { members } }) => ({
  items: (await members.members(work.tenant.tenantId)).map((member) => memberAnswer(member, caller)),
});
