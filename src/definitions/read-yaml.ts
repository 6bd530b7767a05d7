import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
import { DefinitionError, type DefinitionProblem } from './definition-error.ts';

export type Path = readonly PropertyKey[];

/** Where a path leads in a text. */
export interface Place {
  /** How much of the path is there. */
  readonly depth: number;
  /** From 1. Of the value, or of the key that it belongs to. */
  readonly line: number;
  readonly column: number;
  readonly keyLine: number;
  readonly keyColumn: number;
}

/** A YAML text as plain values, and where each of them is. */
export interface YamlText {
  /** Maps are objects; `{}` if there is nothing but comments. */
  readonly value: unknown;
  place(path: Path): Place;
  /** Keys of the map at the path, in the order of the text. */
  keys(path: Path): readonly string[];
}

/** Far above what definitions need. */
const longestText = 1_000_000;
const deepest = 64;
/** One wrong bracket makes errors without end. */
const mostErrors = 5;
/** How often aliases may repeat what they name, all of them together. */
const mostAliases = 100;

/**
 * Reads one YAML 1.2 document (core schema: `no` and `on` are texts). Keys are always texts.
 * @throws {DefinitionError} Syntax, keys that are there twice, tags, and texts too long, deep or repetitive to be meant.
 */
export function readYaml(text: string): YamlText {
  const lines = new LineCounter();
  const problem = (offset: number, message: string): DefinitionProblem => {
    const { line, column } = position(lines, offset);
    return { line, column, path: '', message };
  };
  if (text.length > longestText) {
    throw new DefinitionError([problem(0, `the file is longer than ${longestText} characters: make it shorter`)]);
  }
  const document = unlessTooDeep(() =>
    parseDocument(text, {
      version: '1.2',
      schema: 'core',
      stringKeys: true,
      prettyErrors: false,
      lineCounter: lines,
      logLevel: 'error',
    }),
  );
  const faults = [
    ...[...document.errors, ...document.warnings]
      .slice(0, mostErrors)
      .map((error) => problem(error.pos[0], sentenceOf(error))),
    ...unlessTooDeep(() => faultsOf(document)).map(({ node, message }) => problem(node.range?.[0] ?? 0, message)),
  ];
  if (faults.length > 0) throw new DefinitionError(faults);
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: mostAliases }) ?? {};
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    throw new DefinitionError([problem(0, 'aliases (*name) repeat too much: write out what they name')]);
  }
  return {
    value,
    place: (path) => place(document, lines, path),
    keys(path) {
      const node = place(document, lines, path).node;
      return isMap(node) ? node.items.map(({ key }) => keyText(key)) : [];
    },
  };
}

function unlessTooDeep<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new DefinitionError([{ line: 1, column: 1, path: '', message: tooDeep }]);
  }
}

const tooDeep = `lists and maps are nested more than ${deepest} levels deep: make them flatter`;

function sentenceOf({ code, message }: YAMLError): string {
  switch (code) {
    case 'DUPLICATE_KEY':
      return 'this key is there twice in one map: remove one';
    case 'NON_STRING_KEY':
      return 'a key must be a text';
    case 'TAB_AS_INDENT':
      return 'a tab cannot indent: use spaces';
    case 'MULTIPLE_DOCS':
      return 'a second document begins (---): put everything into one';
    case 'RESOURCE_EXHAUSTION':
      return tooDeep;
    case 'TAG_RESOLVE_FAILED':
      return 'this tag (!…) is not known: remove it';
    default:
      return `this is no YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}. Check indentation, brackets, and quotes around texts with : # { } [ ] , & * ! or %`;
  }
}

interface Fault {
  readonly node: Node;
  readonly message: string;
}

/** What the parser lets through and nobody can mean. */
function faultsOf(document: Document.Parsed): readonly Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Pair(_, { key }) {
      if (isNode(key) && keyText(key) === '__proto__') faults.push({ node: key, message: 'this key cannot be used' });
    },
    Node(_, node, ancestors) {
      if (ancestors.filter((ancestor) => isMap(ancestor) || isSeq(ancestor)).length > deepest) {
        faults.push({ node, message: tooDeep });
        return visit.BREAK;
      }
      if (!isAlias(node)) return undefined;
      const target = node.resolve(document);
      if (target === undefined) {
        faults.push({
          node,
          message: `there is no &${node.source} before this alias: define it, or put the text in quotes`,
        });
      } else if (ancestors.some((ancestor) => ancestor === target)) {
        faults.push({ node, message: 'this alias contains itself: write out what is meant' });
      }
      return undefined;
    },
  });
  return faults;
}

function place(document: Document.Parsed, lines: LineCounter, path: Path): Place & { readonly node: unknown } {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  let keyOffset = offset;
  let depth = 0;
  for (const segment of path) {
    if (isAlias(node)) node = node.resolve(document);
    let next: unknown;
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => keyText(key) === segment);
      if (pair === undefined) break;
      next = pair.value;
      keyOffset = isNode(pair.key) ? (pair.key.range?.[0] ?? keyOffset) : keyOffset;
    } else if (isSeq(node) && typeof segment === 'number' && segment < node.items.length) {
      next = node.items[segment];
      keyOffset = isNode(next) ? (next.range?.[0] ?? keyOffset) : keyOffset;
    } else break;
    offset =
      isScalar(next) && next.source === '' ? keyOffset : isNode(next) ? (next.range?.[0] ?? keyOffset) : keyOffset;
    node = next;
    depth += 1;
  }
  if (isAlias(node)) node = node.resolve(document);
  const value = position(lines, offset);
  const key = position(lines, keyOffset);
  return { node, depth, ...value, keyLine: key.line, keyColumn: key.column };
}

function position(lines: LineCounter, offset: number): { readonly line: number; readonly column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

function keyText(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key);
}
