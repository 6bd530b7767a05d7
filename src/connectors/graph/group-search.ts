import { z } from 'zod';
import type { GroupSearch } from '../../runs/ports.ts';
import { entityId } from './answer-values.ts';
import type { ReadDirectory } from './directory-caller.ts';
import { queryOf } from './links.ts';
import { createPageReader } from './pages.ts';

export interface GroupSearchOptions {
  readonly graphUrl: string;
  readonly readDirectory: ReadDirectory;
}

const groupSchema = z.object({
  id: entityId,
  displayName: z.string().nullish(),
  mail: z.string().nullish(),
  groupTypes: z.array(z.string()).nullish(),
});

/** Graph refuses a search without this. */
const advancedQuery = { consistencylevel: 'eventual' };
const mostGroups = 50;

/**
 * Looks for groups by words of their names: one request.
 * @see https://learn.microsoft.com/graph/search-query-parameter#using-search-on-directory-object-collections
 */
export function createGroupSearch({ graphUrl, readDirectory }: GroupSearchOptions): GroupSearch {
  const readGroups = createPageReader(groupSchema, graphUrl);
  return {
    async find(text, signal) {
      const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
      if (words.length === 0) return [];
      // Each word is a term of its own: within one, signs and quotes have meanings.
      const $search = words.map((word) => `"displayName:${word}"`).join(' AND ');
      const url = `${graphUrl}/v1.0/groups?${queryOf({ $search, $select: 'id,displayName,mail,groupTypes', $top: String(mostGroups), $count: 'true' })}`;
      const { value } = readGroups(await readDirectory(url, 'group.read', advancedQuery, signal));
      return value
        .map(({ id, displayName, mail, groupTypes }) => ({
          groupId: id,
          displayName: displayName ?? '',
          mail: mail ?? null,
          dynamic: (groupTypes ?? []).includes('DynamicMembership'),
        }))
        .sort((a, b) => a.displayName.localeCompare(b.displayName));
    },
  };
}
