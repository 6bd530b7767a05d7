import fc from 'fast-check';
import { isObject } from './answer.ts';
import { isEntityId } from './answer-values.ts';

/** JSON as text: some of it no program would write. */
export const poisons: readonly string[] = [
  ...['null', 'true', 'false', '0', '-1', '1e308', '1e999', '-1e999', '9007199254740993', '0.1'],
  ...['""', '" "', '"NaN"', '"."', '".."', '"../x"', '"%2e%2e"', '"a/b?c#d"', '"__proto__"', '"constructor"'],
  ...['"\\ud800"', '"\\udc00x"', '"\\u0000"', '"\\u202ex"', '"<html>busy</html>"', '"1|s|i|h"', '"W/\\"x\\""'],
  ...[
    '[]',
    '[null]',
    '[[]]',
    '[{}]',
    '[7]',
    '{}',
    '{"__proto__":{"@removed":{},"id":"x"}}',
    '{"constructor":{"name":7}}',
  ],
  `"${'x'.repeat(1_048_576)}"`,
  '9'.repeat(400),
  '['.repeat(10_000) + ']'.repeat(10_000),
  `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
];

/** What comes in place of a whole body. */
const bodies: readonly string[] = [
  ...[
    '',
    'null',
    '[]',
    '{}',
    '""',
    '7',
    '{',
    '{"value":[',
    '<html><body>Bad gateway</body></html>',
    '\ufeff{"value":[]}',
  ],
  ...['{"error":{"code":"x","message":"y"}}', '{"value":{}}', '{"value":[null]}', '\u0000', '{"value":[]}{"value":[]}'],
  '['.repeat(1_000_000),
  '['.repeat(100_000) + ']'.repeat(100_000),
];

/** What is done to an answer. Places are counted, so that any number fits any answer. */
export type Mutation =
  | { readonly kind: 'remove' | 'reverse' | 'repeat'; readonly at: number }
  | { readonly kind: 'replace' | 'add' | 'prototype'; readonly at: number; readonly poison: number }
  | { readonly kind: 'body'; readonly body: number };

const at = fc.nat(10_000);
const poison = fc.nat(poisons.length - 1);

export const anyMutation: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('remove', 'reverse', 'repeat'), at }) },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constantFrom('replace', 'replace', 'replace', 'add', 'prototype'), at, poison }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('body'), body: fc.nat(bodies.length - 1) }) },
);

export interface Mutated {
  readonly text: string;
  /** Something that is needed is not there, or of a type that it cannot have: whoever reads it must see that. */
  readonly isTold: boolean;
  /** For failures. */
  readonly what: string;
}

type Path = readonly (string | number)[];

/** Properties that say nothing that counts: they are read if they can be. */
const unimportant: ReadonlySet<string | number> = new Set(['changeKey', '@odata.etag', 'reason']);
const needed: ReadonlySet<string | number> = new Set(['id', 'value', '@odata.deltaLink', '@odata.mediaEtag']);

export function mutate(good: unknown, mutation: Mutation): Mutated {
  if (mutation.kind === 'body') {
    const text = bodies[mutation.body] ?? '';
    return { text, isTold: !isObject(parsed(text)), what: `body ${text.slice(0, 40)}` };
  }
  const places = [...nodes(good, [])].filter(({ path, value }) => fits(mutation.kind, path, value));
  const place = places[mutation.at % Math.max(places.length, 1)];
  if (place === undefined) return { text: JSON.stringify(good), isTold: false, what: 'nothing' };
  const { path, value } = place;
  const name = path.findLast((key) => typeof key === 'string') ?? '';
  const raw = 'poison' in mutation ? (poisons[mutation.poison] ?? 'null') : '';
  const what = `${mutation.kind} ${JSON.stringify(path)} ${raw.slice(0, 40)}`;
  const counts = !path.some((key) => unimportant.has(key));
  const write = (edit: (value: unknown) => string) => serialize(good, [], path, edit);
  switch (mutation.kind) {
    case 'remove':
      return { text: write(() => ''), isTold: counts && isNeeded(path), what };
    case 'reverse':
      return {
        text: write((list) => JSON.stringify(Array.isArray(list) ? list.toReversed() : list)),
        isTold: false,
        what,
      };
    case 'repeat':
      return { text: write((entry) => `${JSON.stringify(entry)},${JSON.stringify(entry)}`), isTold: false, what };
    case 'replace':
      return { text: write(() => raw), isTold: counts && isWrong(name, path, value, JSON.parse(raw)), what };
    case 'add':
      return { text: write((object) => `{"added":${raw},${JSON.stringify(object).slice(1)}`), isTold: false, what };
    case 'prototype':
      return { text: write((object) => `{"__proto__":${raw},${JSON.stringify(object).slice(1)}`), isTold: false, what };
  }
}

function fits(kind: Exclude<Mutation['kind'], 'body'>, path: Path, value: unknown): boolean {
  switch (kind) {
    case 'remove':
      return path.length > 0;
    case 'reverse':
      return Array.isArray(value);
    case 'repeat':
      return typeof path.at(-1) === 'number';
    case 'replace':
      return true;
    case 'add':
    case 'prototype':
      return isObject(value) && Object.keys(value).length > 0;
  }
}

function isWrong(name: string | number, path: Path, value: unknown, poisoned: unknown): boolean {
  if (value === null) return false;
  if (poisoned === null) return isEntry(path) || isNeeded(path);
  if (typeOf(value) !== typeOf(poisoned)) return true;
  if (name === 'id' && isEntry(path.slice(0, -1))) return !isEntityId(poisoned);
  return name === '@odata.nextLink' || name === '@odata.deltaLink';
}

function isNeeded(path: Path): boolean {
  const name = path.at(-1);
  return name !== undefined && needed.has(name) && (name !== 'value' || path.length === 1);
}

/** The answer itself, or an entry of a list that it is. */
function isEntry(path: Path): boolean {
  return path.length === 0 || (path.length === 2 && path[0] === 'value');
}

function typeOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function* nodes(value: unknown, path: Path): Generator<{ readonly path: Path; readonly value: unknown }> {
  yield { path, value };
  if (Array.isArray(value)) for (const [index, entry] of value.entries()) yield* nodes(entry, [...path, index]);
  else if (isObject(value)) for (const key in value) yield* nodes(value[key], [...path, key]);
}

/** JSON with something else at one place; nothing there removes it. */
function serialize(value: unknown, path: Path, target: Path, edit: (value: unknown) => string): string {
  if (path.length === target.length && path.every((key, index) => key === target[index])) return edit(value);
  if (Array.isArray(value)) {
    const entries = value.map((entry, index) => serialize(entry, [...path, index], target, edit));
    return `[${entries.filter((entry) => entry !== '').join(',')}]`;
  }
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).flatMap(([key, member]) => {
    const text = serialize(member, [...path, key], target, edit);
    return text === '' ? [] : [`${JSON.stringify(key)}:${text}`];
  });
  return `{${members.join(',')}}`;
}
