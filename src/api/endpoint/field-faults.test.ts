import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { definitionsSchema } from '../../runs/definition-schema.ts';
import { contract } from '../contract/contract.ts';
import { faultIn, zodMessages } from './field-faults.ts';

/** Every message that a schema gives in the place of zod's own. */
function messagesOf(value: unknown, found = new Set<string>(), seen = new Set<unknown>()): ReadonlySet<string> {
  if (typeof value !== 'object' || value === null || seen.has(value)) return found;
  seen.add(value);
  if (value instanceof z.ZodType || '_zod' in value) {
    const { def } = z.looseObject({ def: z.looseObject({}) }).parse(Reflect.get(value, '_zod'));
    const said: unknown = typeof def.error === 'function' ? def.error({ code: 'custom', input: 'x' }) : undefined;
    if (typeof said === 'string') found.add(said);
    if (typeof def.getter === 'function') messagesOf(def.getter(), found, seen);
    messagesOf(def, found, seen);
    return found;
  }
  for (const member of Object.values(value)) messagesOf(member, found, seen);
  return found;
}

/** Parts of sentences. */
const parts: ReadonlySet<string> = new Set(['a telephone number', 'source of this collection']);

/** Sentences in a source file, with `x` for each value in them. */
function sentencesIn(path: string): readonly string[] {
  const code = readFileSync(path, 'utf8').replaceAll(
    /throw new \w+\([^\n]*|\/\*\*[\s\S]*?\*\/|^\s*\/\/.*$|^import .*$/gm,
    '',
  );
  return [...code.matchAll(/'((?:[^'\\\n]|\\.)*)'|`([^`]*)`/g)]
    .map(([, text, template]) => text ?? template?.replaceAll(/\$\{(?:[^{}]|\{[^}]*\})*\}/g, 'x') ?? '')
    .filter((text) => /^[a-zx][^\n]*$/.test(text) && text.split(' ').length > 2 && !parts.has(text));
}

test('what schemas of the contract and of definitions say of a value is there in German', () => {
  const messages = [...messagesOf(contract), ...messagesOf(definitionsSchema)];
  expect(messages.length).toBeGreaterThan(20);
  expect(messages.filter((message) => faultIn('de', message) === message)).toEqual([]);
  for (const message of messages) expect(faultIn('en', message)).toBe(message);
});

const rules = [
  'src/runs/definition-schema.ts',
  'src/sync/check-mapping.ts',
  'src/sync/merging/match.ts',
  'src/sync/merging/merge.ts',
  'src/sync/rule-fit.ts',
  'src/sync/filter/record-facts.ts',
];
test.each(rules)('what the rules of %s say is there in German', (path) => {
  const sentences = sentencesIn(path);
  expect(sentences.length).toBeGreaterThan(0);
  expect(sentences.filter((sentence) => faultIn('de', sentence) === sentence)).toEqual([]);
});

test('what operations themselves say of a field is there in German', () => {
  const folder = 'src/api/dashboard';
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?<!\.test)\.ts$/.test(name),
  );
  const said = files.flatMap((name) =>
    [...readFileSync(`${folder}/${name}`, 'utf8').matchAll(/message(?::| =)\s+'([^']+)'/g)].map(
      ([, text]) => text ?? '',
    ),
  );
  expect(said.length).toBeGreaterThan(10);
  expect(said.filter((message) => faultIn('de', message) === message)).toEqual([]);
});

test.each([
  [
    'there is no source a b: define it, or name one of c, d',
    'Die Quelle a b gibt es nicht: Legen Sie sie an, oder nennen Sie eine von c, d',
  ],
  ['equal needs a value to compare with', 'equal braucht einen Wert zum Vergleichen'],
  [
    'businessAddress is a whole address: name a part of it, such as businessAddress.city',
    'businessAddress ist eine ganze Adresse: Nennen Sie einen Teil davon, etwa businessAddress.city',
  ],
  ['character 3: something else', 'character 3: something else'],
])('%s', (english, german) => {
  expect(faultIn('de', english)).toBe(german);
  expect(faultIn('en', english)).toBe(english);
});

test('what zod says is in the language of the caller', () => {
  const said = (language: 'en' | 'de') =>
    z.string().safeParse(1, { error: zodMessages[language] }).error?.issues[0]?.message;
  expect(said('de')).not.toBe(said('en'));
});
