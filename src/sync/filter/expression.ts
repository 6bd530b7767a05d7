import { Environment, ParseError, type ParseResult } from '@marcbachmann/cel-js';
import {
  addressFields,
  addressParts,
  phoneFields,
  phoneListFields,
  textFields,
  textListFields,
} from '../contact-fields.ts';
import type { SourceRecord } from '../source-record.ts';
import type { FilterInput, GroupMembers } from './condition.ts';
import { inspectExpression } from './expression-subset.ts';
import { FilterError } from './filter-error.ts';
import { membersOf } from './group-members.ts';
import { domainTest, extraReader, type FieldReader, fieldReader, foldCase, hasMail, hasPhone } from './record-facts.ts';

export const maxExpressionLength = 4000;

/** An expression that was checked against the types of everything it names. */
export interface CompiledExpression {
  /** Group ids that it names, in their order. */
  readonly groupIds: readonly string[];
  /** @throws {FilterError} `expression-invalid`: it could not be evaluated; `group-unknown`. Never a silent false. */
  matches(input: FilterInput, groups: GroupMembers): boolean;
}

/**
 * Checks an expression in the Common Expression Language and makes it decidable.
 *
 * Texts that are absent are `""`, lists `[]`. A loop runs once per entry of its list, and there are at most ten loops, two
 * deep: no run is longer than ten times the square of the longest list.
 *
 * @throws {FilterError} `expression-invalid`, naming what is not understood and at which character.
 * @see docs/sync-model.md#expressions
 */
export function compileExpression(expression: string): CompiledExpression {
  if (expression.length > maxExpressionLength) {
    throw invalid(`it has more than ${maxExpressionLength} characters: split it into steps`);
  }
  let current: { readonly input: FilterInput; readonly groups: GroupMembers } | null = null;
  const ofRecord =
    (judge: (record: SourceRecord, groups: GroupMembers, text: string) => boolean) =>
    (text = ''): boolean =>
      current !== null && judge(current.input.record, current.groups, text);
  const domainTests = new Map<string, (record: SourceRecord) => boolean>();
  const environment = declared
    .clone()
    .registerFunction(
      'inGroup(string): bool',
      ofRecord(({ itemId }, groups, groupId) => membersOf(groupId, groups).has(itemId)),
    )
    .registerFunction(
      'inDomain(string): bool',
      ofRecord((record, _groups, domain) => {
        const isOf = domainTests.get(domain) ?? domainTest([domain]);
        domainTests.set(domain, isOf);
        return isOf(record);
      }),
    )
    .registerFunction('hasPhone(): bool', ofRecord(hasPhone))
    .registerFunction('hasMail(): bool', ofRecord(hasMail))
    .registerFunction('string.lower(): string', foldCase);

  const program = parse(environment, expression.normalize('NFC'));
  const names = inspectExpression(program.ast, new Set(variables.keys()));
  const { valid, type, error } = program.check();
  if (!valid) throw invalid(error?.summary ?? 'it has a wrong type', error?.range?.start);
  if (type !== 'bool') throw invalid(`it gives ${type ?? 'another type'} and must give true or false: compare it`);

  const extras = [...names.extras].map((name) => [name, text(extraReader(name))] as const);
  const reads = [...names.variables].flatMap((name) => {
    const read = variables.get(name)?.read;
    return read === undefined ? [] : [[name, read] as const];
  });
  return {
    groupIds: [...names.groupIds],
    matches(input, groups) {
      current = { input, groups };
      const context = Object.fromEntries<unknown>(reads.map(([name, read]) => [name, read(input)]));
      context.extra = new Map(extras.map(([name, read]) => [name, read(input)]));
      const result = evaluate(program, context);
      current = null;
      return result;
    },
  };
}

function parse(environment: Environment, expression: string): ParseResult {
  try {
    return environment.parse(expression);
  } catch (error) {
    if (error instanceof ParseError) throw invalid(error.summary, error.range?.start);
    throw error;
  }
}

/** Neither a message nor a cause of the evaluator goes on: they show values. */
function evaluate(program: ParseResult, context: Readonly<Record<string, unknown>>): boolean {
  let result: unknown;
  try {
    result = program(context);
  } catch (error) {
    if (error instanceof FilterError) throw error;
    throw invalid('it could not be evaluated for a record: write it with fewer functions');
  }
  if (typeof result !== 'boolean') throw invalid('it gave neither true nor false for a record');
  return result;
}

function invalid(message: string, start?: number): FilterError {
  const place = start === undefined ? 'the expression' : `character ${start + 1}`;
  return new FilterError('expression-invalid', `${place}: ${message}`);
}

interface Variable {
  readonly type: 'string' | 'list<string>' | 'bool' | 'map<string, string>' | 'address';
  readonly read: (input: FilterInput) => unknown;
}

const list =
  (read: FieldReader) =>
  ({ record }: FilterInput): readonly string[] =>
    read(record);

const text =
  (read: FieldReader) =>
  ({ record }: FilterInput): string =>
    read(record)[0] ?? '';

/** What expressions can name, with its type and where it comes from. */
const variables: ReadonlyMap<string, Variable> = new Map<string, Variable>([
  ...[...textFields, ...phoneFields].map((name) => [name, { type: 'string', read: text(fieldReader(name)) }] as const),
  ...['emailAddresses', ...phoneListFields, ...textListFields].map(
    (name) => [name, { type: 'list<string>', read: list(fieldReader(name)) }] as const,
  ),
  ...addressFields.map((name) => [name, { type: 'address', read: readAddress(name) }] as const),
  ['extra', { type: 'map<string, string>', read: () => new Map() }],
  ['kind', { type: 'string', read: ({ record }) => record.kind }],
  ['enabled', { type: 'bool', read: ({ record }) => record.enabled }],
  ['licensed', { type: 'bool', read: ({ record }) => record.licensed }],
  ['hidden', { type: 'bool', read: ({ record }) => record.hiddenFromLists }],
  ['source', { type: 'string', read: ({ sourceId }) => sourceId }],
]);

function readAddress(name: string): (input: FilterInput) => Readonly<Record<string, string>> {
  const parts = addressParts.map((part) => [part, text(fieldReader(`${name}.${part}`))] as const);
  return (input) => Object.fromEntries(parts.map(([part, read]) => [part, read(input)]));
}

const declared = declare();

function declare(): Environment {
  const environment = new Environment({
    limits: { maxAstNodes: 1000, maxDepth: 50, maxListElements: 500, maxMapEntries: 0, maxCallArguments: 4 },
  });
  const schema = Object.fromEntries(addressParts.map((part) => [part, 'string'] as const));
  for (const [name, { type }] of variables) {
    if (type === 'address') environment.registerVariable({ name, schema });
    else environment.registerVariable(name, type);
  }
  return environment;
}
