import type { Problem } from './problem.ts';

/** What the server has against a value of the body, e.g. of `name`; also of what is within it. */
export function fieldFault(problem: Problem | null, name: string): string | null {
  const at = `body.${name}`;
  return problem?.fields.find(({ path }) => path === at || path.startsWith(`${at}.`))?.message ?? null;
}
