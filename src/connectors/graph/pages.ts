import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ConnectorError } from '../../runs/connector-error.ts';
import { isObject } from './answer.ts';
import { maxEntries, maxEntriesPerPage, maxPages, maxPagesWithoutEntry } from './answer-limits.ts';
import { isEntityId } from './answer-values.ts';
import { checkLink, continueAt } from './links.ts';

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
 * @param item What an entry of it must be, besides having an id; other properties are left out.
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
    for (const entry of checkEntries(isObject(body) ? body.value : undefined)) {
      if (!isObject(entry) || !isEntityId(entry.id)) throw invalid('an entry without id');
    }
    const parsed = schema.safeParse(body);
    if (!parsed.success) {
      const where = parsed.error.issues[0]?.path.join('.') ?? '';
      throw invalid(`a page that cannot be read at "${where}"`);
    }
    const { value, '@odata.nextLink': next, '@odata.deltaLink': delta } = parsed.data;
    return {
      value,
      nextLink: typeof next === 'string' ? checkLink(next, graphUrl) : null,
      deltaLink: typeof delta === 'string' ? checkLink(delta, graphUrl) : null,
    };
  };
}

/** The entries of a page. @throws {ConnectorError} `invalid-answer`: there are none, or more than a page may have. */
export function checkEntries(entries: unknown): readonly unknown[] {
  if (!Array.isArray(entries)) throw invalid('a list without entries');
  if (entries.length > maxEntriesPerPage) throw invalid(`a page of more than ${maxEntriesPerPage} entries`);
  return entries;
}

/**
 * Follows the pages of a collection to its end.
 *
 * @param end What the last page must have. A page without any link is the end of a list, but of a delta it is an
 *   incomplete read, which must never look complete.
 * @throws {ConnectorError} `invalid-answer`: pages that lead in a circle or elsewhere, that do not end, or end where they
 *   must not.
 */
export async function* followPages<T>(
  first: string,
  end: 'delta' | 'list',
  fetchPage: (link: string) => Promise<Page<T>>,
): AsyncGenerator<Page<T>, void, undefined> {
  const seen = new Set<string>();
  let entries = 0;
  let withoutEntry = 0;
  let link: string | null = first;
  while (link !== null) {
    const mark = createHash('sha256').update(link).digest('base64');
    if (seen.has(mark)) throw invalid('pages that lead in a circle');
    if (seen.size >= maxPages || withoutEntry >= maxPagesWithoutEntry) throw invalid('pages without end');
    seen.add(mark);
    const { value, nextLink, deltaLink }: Page<T> = await fetchPage(link);
    if (end === 'delta' && (nextLink === null) === (deltaLink === null)) {
      throw invalid('a delta page without a link, or with two');
    }
    withoutEntry = value.length === 0 ? withoutEntry + 1 : 0;
    entries += value.length;
    if (entries > maxEntries) throw invalid(`a list of more than ${maxEntries} entries`);
    const goOn = (found: string | null) => (found === null ? null : continueAt(found, first));
    link = goOn(nextLink);
    yield { value, nextLink: link, deltaLink: goOn(deltaLink) };
  }
}

function invalid(detail: string): ConnectorError {
  return new ConnectorError({ code: 'invalid-answer', detail });
}
