import type { Caller } from '../../../tenants/caller.ts';
import { isSamePerson, type Member, MemberError } from '../../../tenants/members.ts';
import type { Api } from '../../contract/contract.ts';
import { Problem } from '../../endpoint/problem.ts';

type MemberAnswer = Api['listMembers']['answer']['items'][number];

/** A member as the API tells it. */
export function memberAnswer(
  { memberId, identity, displayName, role, invitedAt, lastSeenAt }: Member,
  caller: Caller,
): MemberAnswer {
  const base = { memberId, displayName, role, invitedAt, lastSeenAt };
  switch (identity.kind) {
    case 'group':
      return { ...base, kind: 'group', name: identity.groupId, state: 'active', you: false };
    case 'person': {
      const { person, userName } = identity;
      const you = caller.kind === 'person' && person !== null && isSamePerson(person, caller.person);
      return { ...base, kind: 'person', name: userName, state: person === null ? 'invited' : 'active', you };
    }
  }
}

/** Does a change of members. @throws {Problem} What refuses it: `not-found`, `not-possible`. */
export async function changing<T>(change: () => Promise<T>): Promise<T> {
  try {
    return await change();
  } catch (error) {
    if (!(error instanceof MemberError)) throw error;
    if (error.code === 'member-missing') throw new Problem('not-found');
    throw new Problem('not-possible', { cause: error.code });
  }
}
