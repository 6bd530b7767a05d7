import { z } from 'zod';
import { ConnectorError } from '../../runs/connector-error.ts';
import type { ContactSource, SourcePage, SourceProblem } from '../../runs/ports.ts';
import { entityId } from './answer-values.ts';
import type { ReadDirectory } from './directory-caller.ts';
import { toSourcePage } from './directory-page.ts';
import type { Dispatcher } from './dispatcher.ts';
import { createKindReader } from './kind-reader.ts';
import { queryOf } from './links.ts';
import { type OrgContact, orgContactProperties, orgContactRecord, orgContactSchema } from './org-contact.ts';
import { createPageReader, followPages, type Page } from './pages.ts';
import { type DirectoryUser, toSourceRecord, userProperties, userSchema } from './user.ts';

export interface GroupSourceOptions {
  readonly graphUrl: string;
  readonly readDirectory: ReadDirectory;
  readonly dispatcher: Dispatcher;
  readonly groupId: string;
}

/** Graph refuses a cast of members without these. */
const advancedQuery = { consistencylevel: 'eventual' };

/** There is no delta of members through nested groups, so a cursor says no more than that there was a read. */
const cursorOfAll = 'all';

const groupSchema = z.object({ id: entityId, membershipRuleProcessingState: z.string().nullish() });

/** Members of a dynamic group are whom Microsoft last found by its rule. Graph tells no more than that it stopped looking. */
const paused: SourceProblem = {
  itemId: null,
  code: 'group-membership-paused',
  detail: 'the rule of the dynamic group is paused: members are as they were when it was',
};

/**
 * Everyone in a group and in the groups in it: people and organizational contacts, each once.
 *
 * Every read is a full one: a request for the group and one for 999 people or contacts. A cursor is always expired.
 * @see https://learn.microsoft.com/graph/api/group-list-transitivemembers
 */
export function createGroupSource({ graphUrl, readDirectory, dispatcher, groupId }: GroupSourceOptions): ContactSource {
  const groupUrl = `${graphUrl}/v1.0/groups/${encodeURIComponent(groupId)}`;
  const readUsers = createPageReader(userSchema, graphUrl);
  const readContacts = createPageReader(orgContactSchema, graphUrl);

  async function problems(signal: AbortSignal): Promise<readonly SourceProblem[]> {
    const url = `${groupUrl}?$select=id,membershipRuleProcessingState`;
    const group = groupSchema.safeParse(await readDirectory(url, 'group.read', {}, signal));
    if (!group.success) throw new ConnectorError({ code: 'invalid-answer', detail: 'a group that cannot be read' });
    return group.data.membershipRuleProcessingState?.toLowerCase() === 'paused' ? [paused] : [];
  }

  function membersOf<T>(
    type: 'user' | 'orgContact',
    properties: readonly string[],
    readPage: (body: unknown) => Page<T>,
    signal: AbortSignal,
  ): AsyncIterable<Page<T>> {
    const options = { $select: properties.join(','), $top: '999', $count: 'true' };
    const first = `${groupUrl}/transitiveMembers/microsoft.graph.${type}?${queryOf(options)}`;
    return followPages(first, 'list', async (link) =>
      readPage(await readDirectory(link, 'group.read', advancedQuery, signal)),
    );
  }

  async function* members(signal: AbortSignal): AsyncGenerator<SourcePage, void, undefined> {
    const seen = new Set<string>();
    const fresh = <T extends { readonly id: string }>(entries: readonly T[]): readonly T[] =>
      entries.filter(({ id }) => {
        const isNew = !seen.has(id);
        seen.add(id);
        return isNew;
      });
    const kinds = createKindReader(dispatcher, signal);
    for await (const { value } of membersOf('user', userProperties, readUsers, signal)) {
      value.forEach(requireUser);
      const users = fresh(value);
      const kindOf = await kinds.read(users);
      yield toSourcePage(users, null, (user) => toSourceRecord(user, kindOf(user)));
    }
    for await (const { value } of membersOf('orgContact', orgContactProperties, readContacts, signal)) {
      value.forEach(requireContact);
      yield toSourcePage(fresh(value), null, orgContactRecord);
    }
  }

  return {
    async *read(cursor, signal) {
      if (cursor !== null) throw new ConnectorError({ code: 'cursor-expired', detail: 'a group is always read whole' });
      const found = await problems(signal);
      yield* members(signal);
      const end = { records: [], removed: [], cursor: cursorOfAll };
      yield found.length === 0 ? end : { ...end, problems: found };
    },
  };
}

/** Of members that the app may not read Graph shows the id alone. Everybody has a name to sign in with. */
function requireUser({ userPrincipalName }: DirectoryUser): void {
  if (typeof userPrincipalName !== 'string') throw unreadable('User.Read.All');
}

function requireContact({ displayName, mail, mailNickname }: OrgContact): void {
  const isBlank = [displayName, mail, mailNickname].every((value) => typeof value !== 'string');
  if (isBlank) throw unreadable('OrgContact.Read.All');
}

function unreadable(permission: string): ConnectorError {
  return new ConnectorError({
    code: 'permission-missing',
    detail: 'a member of the group shows no properties',
    permission,
  });
}
