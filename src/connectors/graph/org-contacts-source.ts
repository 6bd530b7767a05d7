import type { ContactSource } from '../../runs/ports.ts';
import type { ReadDirectory } from './directory-caller.ts';
import { toSourcePage } from './directory-page.ts';
import { checkCursor, queryOf } from './links.ts';
import { orgContactProperties, orgContactRecord, orgContactSchema } from './org-contact.ts';
import { createPageReader, followPages } from './pages.ts';
import { readAhead } from './read-ahead.ts';

export interface OrgContactsSourceOptions {
  readonly graphUrl: string;
  readonly readDirectory: ReadDirectory;
}

/**
 * Organizational contacts, read from the directory by delta. The cursor is Graph's delta link.
 * @see https://learn.microsoft.com/graph/api/orgcontact-delta
 */
export function createOrgContactsSource({ graphUrl, readDirectory }: OrgContactsSourceOptions): ContactSource {
  const firstLink = `${graphUrl}/v1.0/contacts/delta?${queryOf({ $select: orgContactProperties.join(',') })}`;
  const readPage = createPageReader(orgContactSchema, graphUrl);
  return {
    async *read(cursor, signal) {
      const start = cursor === null ? firstLink : checkCursor(cursor, graphUrl);
      const pages = followPages(start, 'delta', async (link) =>
        readPage(await readDirectory(link, 'org-contacts.read', {}, signal)),
      );
      for await (const page of readAhead(pages)) yield toSourcePage(page.value, page.deltaLink, orgContactRecord);
    },
  };
}
