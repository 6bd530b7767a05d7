import type { ContactSource } from '../../runs/ports.ts';
import { toSourcePage } from './directory-page.ts';
import type { DirectoryUsers } from './directory-users.ts';
import type { Dispatcher } from './dispatcher.ts';
import { createKindReader } from './kind-reader.ts';
import { readAhead } from './read-ahead.ts';
import { toSourceRecord } from './user.ts';

export interface GalSourceOptions {
  readonly users: DirectoryUsers;
  readonly dispatcher: Dispatcher;
}

/** The global address list: the directory's users, by what they are. */
export function createGalSource({ users, dispatcher }: GalSourceOptions): ContactSource {
  return {
    async *read(cursor, signal) {
      const kinds = createKindReader(dispatcher, signal);
      // What users are is asked while the page before is stored, and the page after is asked for.
      async function* withKinds() {
        for await (const page of users.read(cursor, signal)) {
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
