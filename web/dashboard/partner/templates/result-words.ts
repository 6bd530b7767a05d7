import type { Texts } from '../../i18n/texts.ts';

type Part = keyof Texts['partner']['partName'];
type KnownProblem = keyof Texts['partner']['problem'];

const parts = { source: true, collection: true, audience: true, sync: true } as const satisfies Record<Part, true>;
const problems = {
  forbidden: true,
  'not-found': true,
  'not-connected': true,
  'changed-meanwhile': true,
  'still-used': true,
  'invalid-input': true,
  'source-missing': true,
  'names-groups': true,
} as const satisfies Record<KnownProblem, true>;

/** `collection:colleagues` taken apart; `part` null: there is no word for it. */
export function partOf(what: string): { readonly part: Part | null; readonly id: string } {
  const at = what.indexOf(':');
  const part = what.slice(0, at);
  return { part: isPart(part) ? part : null, id: what.slice(at + 1) };
}

function isPart(text: string): text is Part {
  return Object.hasOwn(parts, text);
}

export function isKnownProblem(code: string): code is KnownProblem {
  return Object.hasOwn(problems, code);
}
