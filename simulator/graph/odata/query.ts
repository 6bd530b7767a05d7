import { GraphError } from '../errors.ts';
import { type FilterExpression, parseFilter } from './filter.ts';
import { filterWithNames, type PropertyNames, type Rename, renameBy } from './property-names.ts';
import { splitOutside } from './split.ts';

export type ODataOption =
  | 'select'
  | 'filter'
  | 'expand'
  | 'top'
  | 'skip'
  | 'orderby'
  | 'count'
  | 'search'
  | 'skiptoken'
  | 'deltatoken';

export interface OrderItem {
  readonly path: readonly string[];
  readonly descending: boolean;
}

export interface ExpandItem {
  readonly name: string;
  /** The options in the parentheses: `manager($select=id;$filter=…)`. */
  readonly query: ODataQuery;
}

export interface ODataQuery {
  readonly select: readonly string[] | null;
  readonly filter: FilterExpression | null;
  readonly expand: readonly ExpandItem[];
  readonly top: number | null;
  readonly skip: number | null;
  readonly orderby: readonly OrderItem[];
  readonly count: boolean;
  /** As written, with its quotation marks. */
  readonly search: string | null;
  readonly skipToken: string | null;
  readonly deltaToken: string | null;
}

export interface QueryLimits {
  /** The greatest `$top`: 999 in the directory, 1,000 in mailboxes. */
  readonly maxTop: number;
  /** What the service's properties are called: names in a request may be written in any case. */
  readonly properties?: PropertyNames;
}

const knownOptions: ReadonlySet<string> = new Set<ODataOption>([
  'select',
  'filter',
  'expand',
  'top',
  'skip',
  'orderby',
  'count',
  'search',
  'skiptoken',
  'deltatoken',
]);
const nestedOptions: readonly ODataOption[] = ['select', 'filter', 'expand', 'top', 'skip', 'orderby', 'count'];
const name = /^(\*|[A-Za-z_][\w.]*(\/[A-Za-z_$][\w.$]*)*)$/;
const maxExpandDepth = 5;

const isKnown = (option: string): option is ODataOption => knownOptions.has(option);

/**
 * Parses the query of a request: a raw query text, percent-encoded, `+` or `%20` for spaces.
 *
 * Names of options and properties are matched in any case; parameters without `$` are ignored as Graph does.
 *
 * @throws {GraphError} 400 for unknown `$` options, options that are not allowed here or come twice, and malformed values.
 */
export function parseODataQuery(
  query: string,
  allowed: readonly ODataOption[],
  limits: QueryLimits = { maxTop: 999 },
): ODataQuery {
  const options = new Map<string, string>();
  for (const pair of query === '' ? [] : query.split('&')) {
    const equals = pair.indexOf('=');
    const key = decode(equals < 0 ? pair : pair.slice(0, equals));
    if (!key.startsWith('$')) continue;
    putOption(options, key, equals < 0 ? '' : decode(pair.slice(equals + 1)));
  }
  const parsed = readOptions(options, allowed, limits, 0);
  return limits.properties === undefined ? parsed : withNames(parsed, renameBy(limits.properties));
}

function withNames(query: ODataQuery, own: Rename): ODataQuery {
  const { select, filter, orderby, expand } = query;
  return {
    ...query,
    select: select === null ? null : [...new Set(select.map((path) => path.split('/').map(own).join('/')))],
    filter: filter === null ? null : filterWithNames(filter, own),
    orderby: orderby.map((item) => ({ ...item, path: item.path.map(own) })),
    expand: expand.map((item) => ({ name: own(item.name), query: withNames(item.query, own) })),
  };
}

/** Percent-decodes a part of a query. @throws {GraphError} 400 for a malformed escape. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw badRequest('The request URI is not valid: it contains a malformed percent-encoding.');
  }
}

function putOption(options: Map<string, string>, key: string, value: string): void {
  const option = key.slice(1).toLowerCase();
  if (options.has(option)) {
    throw badRequest(`Query option '${key}' was specified more than once, but it must be specified at most once.`);
  }
  options.set(option, value);
}

function readOptions(
  options: ReadonlyMap<string, string>,
  allowed: readonly ODataOption[],
  limits: QueryLimits,
  depth: number,
): ODataQuery {
  for (const option of options.keys()) {
    if (!isKnown(option)) throw badRequest(`The query parameter '$${option}' is not supported.`);
    if (!allowed.includes(option)) {
      throw badRequest(`The query option '$${option}' is not allowed for this resource.`);
    }
  }
  const of = (option: ODataOption): string | null => options.get(option) ?? null;
  const select = of('select');
  const filter = of('filter');
  const expand = of('expand');
  const orderby = of('orderby');
  return {
    select: select === null ? null : parseNames(select),
    filter: filter === null ? null : parseFilter(filter),
    expand: expand === null ? [] : parseExpand(expand, limits, depth),
    top: parseTop(of('top'), limits),
    skip: parseWhole('$skip', of('skip')),
    orderby: orderby === null ? [] : parseOrderBy(orderby),
    count: parseCount(of('count')),
    search: parseSearchText(of('search')),
    skipToken: of('skiptoken'),
    deltaToken: of('deltatoken'),
  };
}

function parseNames(text: string): readonly string[] {
  const names = text.split(',').map((part) => part.trim());
  for (const part of names) {
    if (!name.test(part))
      throw badRequest(
        `Parsing OData Select and Expand failed: Term '${part}' is not valid in a $select or $expand expression.`,
      );
  }
  return [...new Set(names)];
}

function parseExpand(text: string, limits: QueryLimits, depth: number): readonly ExpandItem[] {
  if (depth >= maxExpandDepth) {
    throw badRequest('Parsing OData Select and Expand failed: The maximum $expand depth has been exceeded.');
  }
  return splitOutside(text, ',').map((item): ExpandItem => {
    const trimmed = item.trim();
    const open = trimmed.indexOf('(');
    const itemName = (open < 0 ? trimmed : trimmed.slice(0, open)).trim();
    if (!name.test(itemName) || (open >= 0 && !trimmed.endsWith(')'))) {
      throw badRequest(
        `Parsing OData Select and Expand failed: Term '${trimmed}' is not valid in a $select or $expand expression.`,
      );
    }
    const nested = new Map<string, string>();
    const inside = open < 0 ? '' : trimmed.slice(open + 1, -1);
    for (const part of inside.trim() === '' ? [] : splitOutside(inside, ';')) {
      const option = part.trim();
      const equals = option.indexOf('=');
      if (!option.startsWith('$') || equals < 0) {
        throw badRequest(
          `Parsing OData Select and Expand failed: Term '${option}' is not valid in a $select or $expand expression.`,
        );
      }
      putOption(nested, option.slice(0, equals).trim(), option.slice(equals + 1).trim());
    }
    return { name: itemName, query: readOptions(nested, nestedOptions, limits, depth + 1) };
  });
}

function parseOrderBy(text: string): readonly OrderItem[] {
  return text.split(',').map((item): OrderItem => {
    const [path = '', direction = 'asc', ...rest] = item.trim().split(/\s+/);
    if (!name.test(path) || path === '*' || rest.length > 0 || !/^(asc|desc)$/i.test(direction)) {
      throw badRequest(`Invalid orderby clause: Syntax error in '${text}'.`);
    }
    return { path: path.split('/'), descending: direction.toLowerCase() === 'desc' };
  });
}

function parseTop(text: string | null, limits: QueryLimits): number | null {
  const top = parseWhole('$top', text);
  if (top !== null && (top < 1 || top > limits.maxTop)) {
    throw new GraphError(
      400,
      'Request_UnsupportedQuery',
      `Invalid page size specified: '${top}'. Must be between 1 and ${limits.maxTop} inclusive.`,
    );
  }
  return top;
}

function parseWhole(option: '$top' | '$skip', text: string | null): number | null {
  if (text === null) return null;
  if (!/^\d{1,10}$/.test(text.trim())) {
    throw badRequest(
      `Invalid value '${text}' for ${option} query option found. The ${option} query option requires a non-negative integer value.`,
    );
  }
  return Number(text);
}

function parseCount(text: string | null): boolean {
  if (text === null) return false;
  const value = text.trim().toLowerCase();
  if (value !== 'true' && value !== 'false') {
    throw badRequest(
      `Invalid value '${text}' for $count query option found. The $count query option requires a Boolean value 'true' or 'false'.`,
    );
  }
  return value === 'true';
}

function parseSearchText(text: string | null): string | null {
  if (text !== null && text.trim() === '') throw badRequest("Invalid value '' for $search query option found.");
  return text;
}

const badRequest = (message: string): GraphError => new GraphError(400, 'BadRequest', message);
