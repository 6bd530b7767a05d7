import { type CsdlModel, findMember, type TypeRef } from './csdl.ts';

/** What is wrong with the query options of a request that answers with this type. */
export function checkOptions(
  model: CsdlModel,
  typeName: string,
  options: readonly (readonly [name: string, value: string])[],
  at: string,
): readonly string[] {
  return options.flatMap(([name, value]) => {
    const where = `${at} ${name}=${value}`;
    switch (name) {
      case '$select':
        return split(value, ',').flatMap((path) => unknownPath(model, typeName, path.split('/'), where));
      case '$orderby':
        return split(value, ',').flatMap((term) => {
          const [path = '', direction = 'asc', ...rest] = term.split(/\s+/);
          const wrong = rest.length > 0 || !['asc', 'desc'].includes(direction) ? [`${where}: no such order`] : [];
          return [...wrong, ...unknownPath(model, typeName, path.split('/'), where)];
        });
      case '$filter':
        return checkFilter(model, typeName, value, where);
      case '$expand':
        return split(value, ',').flatMap((item) => checkExpand(model, typeName, item, where));
      case '$top':
      case '$skip':
        return /^\d+$/.test(value) ? [] : [`${where}: not a number`];
      case '$count':
        return value === 'true' || value === 'false' ? [] : [`${where}: neither true nor false`];
      case '$search':
        return /^".*"$/s.test(value) ? [] : [`${where}: not in double quotes`];
      case '$skiptoken':
      case '$deltatoken':
        return value === '' ? [`${where}: empty`] : [];
      default:
        return [`${where}: no such option`];
    }
  });
}

/** Names of `$select` that an answer may show. Null: no `$select`. */
export function selectedNames(options: readonly (readonly [string, string])[]): ReadonlySet<string> | null {
  const select = options.find(([name]) => name === '$select')?.[1];
  if (select === undefined) return null;
  const expanded = options.filter(([name]) => name === '$expand').flatMap(([, value]) => split(value, ','));
  return new Set([
    'id',
    ...split(select, ',').map((path) => path.split('/')[0] ?? path),
    ...expanded.map((item) => item.split('(')[0] ?? item),
  ]);
}

function checkExpand(model: CsdlModel, typeName: string, item: string, where: string): readonly string[] {
  const [, name = '', inner] = /^([\w.]+)(?:\((.*)\))?$/s.exec(item) ?? [];
  const found = findMember(model, typeName, name, true);
  if (found?.kind !== 'navigation') return [`${where}: ${typeName} has no relation ${name}`];
  const options = split(inner ?? '', ';').map((option) => {
    const equals = option.indexOf('=');
    return [option.slice(0, equals).trim(), option.slice(equals + 1)] as const;
  });
  return checkOptions(model, found.property.type.name, options, where);
}

const keywords: ReadonlySet<string> = new Set([
  ...['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'and', 'or', 'not', 'in', 'has', 'true', 'false', 'null'],
]);
const functions: ReadonlySet<string> = new Set(['startswith', 'endswith', 'contains', 'tolower', 'toupper', 'isof']);

/** Every name in a filter is a keyword, a function, a variable of a lambda, or leads to a property. */
function checkFilter(model: CsdlModel, typeName: string, filter: string, where: string): readonly string[] {
  const bare = filter
    .replace(/'(?:[^']|'')*'/g, '0')
    .replace(/\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/gi, '0')
    .replace(/\b\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?/g, '0');
  if (bare.includes("'")) return [`${where}: a quote is not closed`];
  const violations: string[] = [];
  const variables = new Map<string, string>();
  const names = /([A-Za-z_$][\w.$]*(?:\/[A-Za-z_$][\w.$]*)*)(\s*\(\s*(?:(\w+)\s*:)?)?/g;
  for (const [, text = '', call, variable] of bare.matchAll(names)) {
    const path = text.split('/');
    const [head = ''] = path;
    if (path.length === 1 && (keywords.has(head) || (call !== undefined && functions.has(head.toLowerCase()))))
      continue;
    const lambda = call !== undefined && /^(any|all)$/i.test(path.at(-1) ?? '');
    const start = variables.get(head);
    const steps = (start === undefined ? path : path.slice(1)).slice(0, lambda ? -1 : undefined);
    const reached = walk(model, start ?? typeName, steps);
    if (reached === null) violations.push(`${where}: ${start ?? typeName} has no property ${steps.join('/')}`);
    else if (lambda && variable !== undefined) variables.set(variable, reached.name);
  }
  return violations;
}

function unknownPath(model: CsdlModel, typeName: string, path: readonly string[], where: string): readonly string[] {
  return walk(model, typeName, path) === null ? [`${where}: ${typeName} has no property ${path.join('/')}`] : [];
}

/** The type at the end of a property path; null: it leads nowhere. */
function walk(model: CsdlModel, typeName: string, path: readonly string[]): TypeRef | null {
  let type: TypeRef = { name: typeName, collection: false };
  for (const step of path) {
    if (step === '$count') return { name: 'Edm.Int32', collection: false };
    const found = findMember(model, type.name, step, true);
    if (found === null) return null;
    type = found.property.type;
  }
  return type;
}

/** Splits at separators that are in no quotes and no parentheses. */
function split(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let part = '';
  for (const char of text) {
    if (char === "'") quoted = !quoted;
    if (!quoted && char === '(') depth += 1;
    if (!quoted && char === ')') depth -= 1;
    if (char === separator && depth === 0 && !quoted) {
      parts.push(part.trim());
      part = '';
    } else part += char;
  }
  return part.trim() === '' ? parts : [...parts, part.trim()];
}
