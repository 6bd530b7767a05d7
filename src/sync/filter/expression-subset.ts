import type { ASTNode } from '@marcbachmann/cel-js';
import { addressFields } from '../contact-fields.ts';
import { entryKinds } from './condition.ts';
import { FilterError } from './filter-error.ts';
import { domainFault } from './record-facts.ts';

/** What an expression looks at. */
export interface ExpressionNames {
  readonly variables: ReadonlySet<string>;
  /** Names behind `extra`. */
  readonly extras: ReadonlySet<string>;
  readonly groupIds: ReadonlySet<string>;
}

const methods: readonly string[] = ['startsWith', 'endsWith', 'contains', 'lower', 'size'];
const loops: readonly string[] = ['exists', 'all', 'exists_one'];
const functions: readonly string[] = ['inGroup', 'inDomain', 'hasPhone', 'hasMail', 'size'];
const mapVariables: readonly string[] = ['extra', ...addressFields];
const kinds: readonly string[] = entryKinds;
const deepestLoop = 2;
const mostLoops = 10;

/**
 * Lets only that part of the language through which cannot fail on a record and cannot run long: no regular
 * expressions, no arithmetic, no conversions, no positions in lists, and at most ten loops, two
 * deep.
 *
 * @param ast As it was parsed, before any check of types.
 * @throws {FilterError} `expression-invalid`, naming what and where.
 * @see docs/sync-model.md#expressions, rows E4-E11
 */
export function inspectExpression(ast: ASTNode, variables: ReadonlySet<string>): ExpressionNames {
  const found = { variables: new Set<string>(), extras: new Set<string>(), groupIds: new Set<string>() };

  const visitAll = (nodes: readonly ASTNode[], scope: readonly string[]): void => {
    for (const node of nodes) visit(node, scope);
  };

  let loopsSeen = 0;
  const countLoop = (node: ASTNode): void => {
    loopsSeen += 1;
    if (loopsSeen > mostLoops) throw refusal(`more than ${mostLoops} loops`, 'split it into steps', node);
  };

  /** @param scope Variables of the loops around it. */
  const visit = (node: ASTNode, scope: readonly string[]): void => {
    switch (node.op) {
      case 'value':
        visitLiteral(node.args, node);
        return;
      case 'id':
        if (scope.includes(node.args)) return;
        if (!variables.has(node.args)) throw unknownVariable(node.args, variables, node);
        if (mapVariables.includes(node.args)) throw refusal(`${node.args} as a whole`, `name a part of it`, node);
        found.variables.add(node.args);
        return;
      case '.':
        visitPart(node.args[0], node.args[1], node, scope);
        return;
      case '[]': {
        const [whole, index] = node.args;
        const name = textOf(index);
        if (name === null) throw refusal('a position in a list', 'use exists(entry, …)', node);
        visitPart(whole, name, node, scope);
        return;
      }
      case 'call':
        visitCall(node.args[0], node.args[1], node, scope);
        return;
      case 'rcall':
        visitMethod(node.args[0], node.args[1], node.args[2], node, scope);
        return;
      case '==':
      case '!=':
        checkKind(node.args[0], [node.args[1]]);
        checkKind(node.args[1], [node.args[0]]);
        visitAll(node.args, scope);
        return;
      case 'in': {
        const [entry, list] = node.args;
        if (list.op === 'list') checkKind(entry, list.args);
        visitAll(node.args, scope);
        return;
      }
      case '&&':
      case '||':
      case '<':
      case '<=':
      case '>':
      case '>=':
      case '?:':
      case 'list':
        visitAll(node.args, scope);
        return;
      case '!_':
        visit(node.args, scope);
        return;
      case '+':
      case '-':
      case '*':
      case '/':
      case '%':
      case '-_':
        throw refusal('arithmetic', 'compare fields with texts', node);
      case 'map':
        throw refusal('a map', 'use a list', node);
      case '.?':
      case '[?]':
        throw refusal('an optional', 'write extra.name: an absent extra is ""', node);
    }
  };

  const visitPart = (whole: ASTNode, part: string, node: ASTNode, scope: readonly string[]): void => {
    if (whole.op !== 'id' || scope.includes(whole.args) || !mapVariables.includes(whole.args)) {
      visit(whole, scope);
      throw refusal(`.${part}`, `only ${mapVariables.join(', ')} have parts`, node);
    }
    found.variables.add(whole.args);
    if (whole.args === 'extra') found.extras.add(part);
  };

  const visitCall = (name: string, args: readonly ASTNode[], node: ASTNode, scope: readonly string[]): void => {
    if (name === 'has') throw refusal('has()', 'compare with "": what is absent is ""', node);
    if (!functions.includes(name)) throw refusal(`${name}()`, `there are ${functions.join(', ')}`, node);
    if (name === 'inGroup' || name === 'inDomain') {
      const [first] = args;
      const text = first === undefined ? null : textOf(first);
      if (text === null) throw refusal(`${name}() without a text in quotes`, `write ${name}("…")`, node);
      const fault = name === 'inDomain' ? domainFault(text) : null;
      if (fault !== null) throw invalid(fault, node);
      if (name === 'inGroup') found.groupIds.add(text);
    }
    visitAll(args, scope);
  };

  const visitMethod = (
    name: string,
    receiver: ASTNode,
    args: readonly ASTNode[],
    node: ASTNode,
    scope: readonly string[],
  ): void => {
    if (name === 'matches') throw refusal('matches()', 'use startsWith, endsWith or contains', node);
    if (loops.includes(name)) {
      visit(receiver, scope);
      const [entry, ...rest] = args;
      if (entry?.op !== 'id') throw refusal(`${name}() without a name for the entry`, `write ${name}(entry, …)`, node);
      if (variables.has(entry.args)) throw invalid(`${entry.args} is a field: give the entry another name`, entry);
      countLoop(node);
      if (scope.length >= deepestLoop)
        throw refusal(`more than ${deepestLoop} loops inside each other`, 'split it', node);
      visitAll(rest, [...scope, entry.args]);
      return;
    }
    if (!methods.includes(name)) throw refusal(`.${name}()`, `there are ${[...methods, ...loops].join(', ')}`, node);
    visitAll([receiver, ...args], scope);
  };

  visit(ast, []);
  return found;
}

/** A kind that no record has would be a comparison that is never true. */
function checkKind(compared: ASTNode, values: readonly ASTNode[]): void {
  if (compared.op !== 'id' || compared.args !== 'kind') return;
  for (const value of values) {
    const text = textOf(value);
    if (text !== null && !kinds.includes(text)) throw invalid(`no kind of entry: there are ${kinds.join(', ')}`, value);
  }
}

function visitLiteral(value: unknown, node: ASTNode): void {
  if (value === null) throw refusal('null', 'compare with "" or []', node);
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint') return;
  throw refusal('a value of this type', 'use a text, true, false or a whole number', node);
}

function textOf(node: ASTNode): string | null {
  return node.op === 'value' && typeof node.args === 'string' ? node.args : null;
}

function unknownVariable(name: string, variables: ReadonlySet<string>, node: ASTNode): FilterError {
  const similar = [...variables].find((known) => known.toLowerCase() === name.toLowerCase());
  const remedy = similar === undefined ? `an extra is written extra.${name}` : `write ${similar}`;
  return invalid(`there is no field ${name} (${remedy})`, node);
}

function refusal(what: string, remedy: string, node: ASTNode): FilterError {
  return invalid(`${what} cannot be used (${remedy})`, node);
}

function invalid(message: string, { start }: ASTNode): FilterError {
  return new FilterError('expression-invalid', `character ${start + 1}: ${message}`);
}
