import type { z } from 'zod';
import type { DefinitionProblem } from './definition-error.ts';
import { formatPath } from './format-path.ts';
import { knownKeys, knownWords, memberOf } from './known-words.ts';
import { nearestWord } from './nearest-word.ts';
import type { Path, YamlText } from './read-yaml.ts';

type Issue = z.core.$ZodIssue;

/** Words for issues of schemas that have none of their own; undefined: those of the schema library. */
export function wordIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${things[String(issue.expected)] ?? 'another value'}${remedyOf(issue.expected, issue.input)}`;
    case 'too_small':
      return tooFar(issue, issue.minimum, 'at least');
    case 'too_big':
      return tooFar(issue, issue.maximum, 'at most');
    // Said by `explain`, which knows the branches; a message of the schema's own stays.
    case 'invalid_union':
      return '';
    default:
      return undefined;
  }
}

const things: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'a map (key: value)',
  record: 'a map (key: value)',
};

function remedyOf(expected: unknown, input: unknown): string {
  if (input === null) return ': give a value, or remove the line';
  const plain = typeof input === 'number' || typeof input === 'boolean';
  return expected === 'string' && plain ? ': put it in quotes' : '';
}

function tooFar(issue: z.core.$ZodRawIssue, limit: unknown, relation: string): string {
  switch (issue.origin) {
    case 'string':
      return limit === 1 && relation === 'at least'
        ? 'must not be empty'
        : `must have ${relation} ${String(limit)} characters`;
    case 'array':
      return `must have ${relation} ${String(limit)} ${limit === 1 ? 'entry' : 'entries'}`;
    default:
      return `must be ${relation} ${String(limit)}`;
  }
}

/** Says in the words and places of the text what a schema found wrong with it, in the order of the text. */
export function explainIssues(issues: readonly Issue[], yaml: YamlText): readonly DefinitionProblem[] {
  return issues.flatMap((issue) => explain(issue, [], yaml));
}

/** A problem at the place that a path leads to, or as near to it as the text goes. */
export function problemAt(
  yaml: YamlText,
  path: Path,
  message: string,
  at: 'key' | 'value' = 'value',
): DefinitionProblem {
  const { depth, line, column, keyLine, keyColumn } = yaml.place(path);
  const shown = formatPath(path.slice(0, depth));
  const inKey = at === 'key' || depth < path.length;
  return { line: inKey ? keyLine : line, column: inKey ? keyColumn : column, path: shown, message };
}

function explain(issue: Issue, base: Path, yaml: YamlText): readonly DefinitionProblem[] {
  const path = [...base, ...issue.path];
  const { depth } = yaml.place(path);
  const parent = path.slice(0, -1);
  const last = path.at(-1);
  if (last !== undefined && typeof last !== 'number' && depth === path.length - 1 && issue.code !== 'custom') {
    const words = knownWords(yaml.value, path);
    const remedy =
      words.length > 1 && words.length < 20 ? `one of ${words.join(', ')}` : `${String(last)}: ${words[0] ?? '…'}`;
    return [{ ...problemAt(yaml, parent, `is missing: add ${remedy}`, 'key'), path: formatPath(path) }];
  }
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = knownKeys(yaml.value, path).filter((key) => !yaml.keys(path).includes(key));
      return issue.keys.map((key) => problemAt(yaml, [...path, key], `is not known here: ${meant(key, known)}`, 'key'));
    }
    case 'invalid_key':
      return [problemAt(yaml, path, issue.issues[0]?.message ?? issue.message, 'key')];
    case 'invalid_value':
      return [problemAt(yaml, path, choice(valueAt(yaml, path), issue.values.map(String)))];
    case 'invalid_union':
      return explainUnion(issue, path, yaml);
    case 'invalid_type':
      return [problemAt(yaml, path, ofKind(path, yaml) ?? issue.message)];
    case 'custom':
    case 'too_small':
    case 'too_big':
    case 'invalid_format':
    case 'not_multiple_of':
    case 'invalid_element':
      return [problemAt(yaml, path, issue.message)];
  }
}

function explainUnion(
  issue: Extract<Issue, { readonly code: 'invalid_union' }>,
  path: Path,
  yaml: YamlText,
): readonly DefinitionProblem[] {
  if (issue.message !== '') return [problemAt(yaml, path, issue.message)];
  const value = valueAt(yaml, path);
  if (issue.discriminator !== undefined) return [problemAt(yaml, path, choice(value, knownWords(yaml.value, path)))];
  const message = ofKind(path, yaml);
  if (message !== null) return [problemAt(yaml, path, message)];
  const inside = issue.errors.filter((branch) => !branch.some(isMismatch));
  const [branch] = inside;
  if (branch !== undefined) return branch.flatMap((inner) => explain(inner, path, yaml));
  const expected = issue.errors.flat().map((inner) => {
    if (inner.code === 'invalid_value') return inner.values.join(' or ');
    return inner.code === 'invalid_type' ? (things[inner.expected] ?? inner.expected) : 'another value';
  });
  const remedy = remedyOf(expected.includes('a text') ? 'string' : 'other', value);
  return [problemAt(yaml, path, `must be ${[...new Set(expected)].join(' or ')}${remedy}`)];
}

/** What is wrong with a word that stands for an object of a kind; null: there are no kinds, or it is no word. */
function ofKind(path: Path, yaml: YamlText): string | null {
  const value = valueAt(yaml, path);
  const kinds = knownWords(yaml.value, [...path, 'kind']);
  if (typeof value !== 'string' || kinds.length === 0) return null;
  if (kinds.includes(value)) return `needs more than its name: write { kind: ${value}, … }`;
  return `must be one of ${kinds.join(', ')}${hint(value, kinds)}`;
}

/** Is the value another thing altogether than this branch? */
function isMismatch({ code, path }: Issue): boolean {
  return path.length === 0 && (code === 'invalid_type' || code === 'invalid_value');
}

function choice(value: unknown, words: readonly string[]): string {
  if (words.length === 1) return `must be ${words.join('')}`;
  return `must be one of ${words.join(', ')}${hint(value, words)}`;
}

function hint(value: unknown, words: readonly string[]): string {
  const nearest = typeof value === 'string' ? nearestWord(value, words) : null;
  return nearest === null ? '' : `: did you mean ${nearest}?`;
}

function meant(key: string, known: readonly string[]): string {
  const nearest = nearestWord(key, known);
  if (nearest !== null) return `did you mean ${nearest}?`;
  return known.length === 0 ? 'remove it' : `remove it, or use ${known.slice(0, 12).join(', ')}`;
}

function valueAt(yaml: YamlText, path: Path): unknown {
  return path.reduce<unknown>(memberOf, yaml.value);
}
