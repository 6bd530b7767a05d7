import type { GroupMembers } from './condition.ts';
import { FilterError } from './filter-error.ts';

/** Members of a group. @throws {FilterError} `group-unknown` */
export function membersOf(groupId: string, groups: GroupMembers): ReadonlySet<string> {
  const members = groups.get(groupId);
  if (members !== undefined) return members;
  throw new FilterError('group-unknown', `the members of group ${groupId} are not known: check the id of the group`);
}
