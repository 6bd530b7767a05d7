import { ConnectorError } from '../../runs/connector-error.ts';
import type { Cursor } from '../../runs/ports.ts';
import type { ReadDirectory } from './directory-caller.ts';
import { checkCursor, queryOf } from './links.ts';
import { createPageReader, followPages, type Page } from './pages.ts';
import { readAhead } from './read-ahead.ts';
import { createSharedPages } from './shared-pages.ts';
import { type DirectoryUser, userProperties, userSchema } from './user.ts';

/** The users of a directory, for the address list as for the mailboxes. */
export interface DirectoryUsers {
  /**
   * All users, or what changed since the cursor, which is Graph's delta link; a page ahead. Who reads the same at the same
   * time shares the requests.
   * @throws {ConnectorError} As `ReadDirectory`. `cursor-expired` also where somebody has begun to read all users: to read
   *   them too costs no request, and from then on both ask for the same changes.
   */
  read(cursor: Cursor | null, signal: AbortSignal): AsyncIterable<Page<DirectoryUser>>;
}

export interface DirectoryUsersOptions {
  readonly graphUrl: string;
  readonly readDirectory: ReadDirectory;
}

/** @see https://learn.microsoft.com/graph/delta-query-users, docs/decisions/0014-one-read-of-the-directory.md */
export function createDirectoryUsers({ graphUrl, readDirectory }: DirectoryUsersOptions): DirectoryUsers {
  const firstLink = `${graphUrl}/v1.0/users/delta?${queryOf({ $select: userProperties.join(',') })}`;
  const readPage = createPageReader(userSchema, graphUrl);
  const shared = createSharedPages(async (link, signal) =>
    readPage(await readDirectory(link, 'users.read', {}, signal)),
  );

  return {
    async *read(cursor, signal) {
      const start = cursor === null ? firstLink : checkCursor(cursor, graphUrl);
      const reader = shared.join(signal);
      let mayBeginAnew = cursor !== null;
      try {
        for await (const page of readAhead(followPages(start, 'delta', reader.page))) {
          if (mayBeginAnew && shared.isBeingRead(firstLink)) {
            throw new ConnectorError({ code: 'cursor-expired', detail: 'the directory is being read anew' });
          }
          mayBeginAnew = false;
          yield page;
        }
      } finally {
        reader.leave();
      }
    },
  };
}
