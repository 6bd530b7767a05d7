import { z } from 'zod';
import { ConnectorError } from '../../runs/connector-error.ts';
import { checkLink } from './links.ts';

/** A page of a collection: what is in it and where it goes on. */
export interface Page<T> {
  readonly value: readonly T[];
  readonly nextLink: string | null;
  /** Where the next round of a delta begins: on the last page only. */
  readonly deltaLink: string | null;
}

/**
 * Reads a page of Graph.
 *
 * @param item What an entry of it must be; other properties are left out.
 * @throws {ConnectorError} `invalid-answer`: not a page, or one that leads away from the Graph host. Details name
 *   properties, never values.
 */
export function createPageReader<S extends z.ZodType>(item: S, graphUrl: string): (body: unknown) => Page<z.infer<S>> {
  const schema = z.object({
    value: z.array(item),
    '@odata.nextLink': z.string().nullish(),
    '@odata.deltaLink': z.string().nullish(),
  });
  return (body) => {
    const parsed = schema.safeParse(body);
    if (!parsed.success) {
      const where = parsed.error.issues[0]?.path.join('.') ?? '';
      throw new ConnectorError({ code: 'invalid-answer', detail: `a page that cannot be read at "${where}"` });
    }
    const { value, '@odata.nextLink': next, '@odata.deltaLink': delta } = parsed.data;
    return {
      value,
      nextLink: typeof next === 'string' ? checkLink(next, graphUrl) : null,
      deltaLink: typeof delta === 'string' ? checkLink(delta, graphUrl) : null,
    };
  };
}

/**
 * Follows the pages of a collection to its end.
 *
 * @param end What the last page must have. A page without any link is the end of a list, but of a delta it is an
 *   incomplete read, which must never look complete.
 * @throws {ConnectorError} `invalid-answer`: pages that lead in a circle, or end where they must not.
 */
export async function* followPages<T>(
  first: string,
  end: 'delta' | 'list',
  fetchPage: (link: string) => Promise<Page<T>>,
): AsyncGenerator<Page<T>, void, undefined> {
  const seen = new Set<string>();
  let link: string | null = first;
  while (link !== null) {
    if (seen.has(link)) throw new ConnectorError({ code: 'invalid-answer', detail: 'pages that lead in a circle' });
    seen.add(link);
    const page: Page<T> = await fetchPage(link);
    if (end === 'delta' && (page.nextLink === null) === (page.deltaLink === null)) {
      throw new ConnectorError({ code: 'invalid-answer', detail: 'a delta page without a link, or with two' });
    }
    yield page;
    link = page.nextLink;
  }
}
