import { Problem } from './problem.ts';

/** The entity tag of a revision, as handlers give and get it: without quotes. */
export const tagOf = (revision: number): string => `r${revision}`;

/** The revision that a change was made from. @throws {Problem} `changed-meanwhile` The tag is none of ours. */
export function revisionOf(tag: string): number {
  const found = /^r(\d{1,15})$/.exec(tag)?.[1];
  if (found === undefined) throw new Problem('changed-meanwhile');
  return Number(found);
}

/** Reads `If-Match`: one strong tag. @throws {Problem} `tag-missing` */
export function readIfMatch(header: string | undefined): string {
  const found = /^\s*"([^"]{1,100})"\s*$/.exec(header ?? '')?.[1];
  if (found === undefined) throw new Problem('tag-missing');
  return found;
}
