import type { ContactSource } from '../../runs/ports.ts';
import type { ReadDirectory } from './directory-caller.ts';
import { toSourcePage } from './directory-page.ts';
import type { Dispatcher } from './dispatcher.ts';
import { createKindReader } from './kind-reader.ts';
import { checkCursor, queryOf } from './links.ts';
import { createPageReader, followPages } from './pages.ts';
import { readAhead } from './read-ahead.ts';
import { toSourceRecord, userProperties, userSchema } from './user.ts';

export interface GalSourceOptions {
  readonly graphUrl: string;
  readonly readDirectory: ReadDirectory;
  readonly dispatcher: Dispatcher;
}

/**
 * The global address list, read from the directory's users by delta. The cursor is Graph's delta link.
 * @see https://learn.microsoft.com/graph/delta-query-users
 */
export function createGalSource({ graphUrl, readDirectory, dispatcher }: GalSourceOptions): ContactSource {
  const firstLink = `${graphUrl}/v1.0/users/delta?${queryOf({ $select: userProperties.join(',') })}`;
  const readPage = createPageReader(userSchema, graphUrl);

  return {
    async *read(cursor, signal) {
      const kinds = createKindReader(dispatcher, signal);
      const start = cursor === null ? firstLink : checkCursor(cursor, graphUrl);
      const pages = followPages(start, 'delta', async (link) =>
        readPage(await readDirectory(link, 'users.read', {}, signal)),
      );
      // What users are is asked while the page before is stored, and the page after is asked for.
      async function* withKinds() {
        for await (const page of readAhead(pages)) {
          const kindOf = kinds.read(page.value);
          kindOf.catch(() => {});
          yield { page, kindOf };
        }
      }
      for await (const { page, kindOf } of readAhead(withKinds())) {
        const kind = await kindOf;
        yield toSourcePage(page.value, page.deltaLink, (user) => toSourceRecord(user, kind(user)));
      }
    },
  };
}
