/** One value that an operation takes or gives. */
export interface Row {
  /** Where it is: `items[].name`. */
  readonly path: string;
  readonly type: string;
  readonly required: boolean;
  /** What it must be like: `1 to 30`. */
  readonly limits: string;
}

export interface Parameter extends Row {
  readonly place: 'path' | 'query' | 'header';
}

export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  /** `anyone`, `signed-in`, or a permission. */
  readonly permission: string;
  /** An API token may call it. */
  readonly forTokens: boolean;
  readonly parameters: readonly Parameter[];
  /** Empty: it takes none. */
  readonly body: readonly Row[];
  readonly answer: readonly Row[];
  /** Of the answer; null: no content. */
  readonly answerType: string | null;
}

type Json = Readonly<Record<string, unknown>>;

/** Deeper than this a reader is lost: the type alone is shown. */
const mostDepth = 6;

/** Operations of an OpenAPI 3.1 document, by tag and path. */
export function readOperations(document: unknown): readonly Operation[] {
  const found = Object.entries(recordOf(recordOf(document).paths)).flatMap(([path, methods]) =>
    Object.entries(recordOf(methods)).map(([method, operation]) => readOperation(path, method, recordOf(operation))),
  );
  return found.toSorted((a, b) => compare(a.tag, b.tag) || compare(a.path, b.path) || compare(a.method, b.method));
}

function readOperation(path: string, method: string, operation: Json): Operation {
  const security = listOf(operation.security).map(recordOf);
  const responses = recordOf(operation.responses);
  const [answerType = null, answer] = Object.entries(recordOf(recordOf(responses['200']).content))[0] ?? [];
  const body = recordOf(recordOf(recordOf(operation.requestBody).content)['application/json']).schema;
  return {
    id: textOf(operation.operationId),
    method: method.toUpperCase(),
    path,
    tag: textOf(listOf(operation.tags)[0]),
    summary: textOf(operation.summary),
    permission: textOf(operation['x-permission']),
    forTokens: security.length === 0 || security.some((one) => Object.keys(one).length === 0),
    parameters: listOf(operation.parameters).map(readParameter),
    body: body === undefined ? [] : rowsOf(recordOf(body)),
    answer: answerType === 'application/json' ? rowsOf(recordOf(recordOf(answer).schema)) : [],
    answerType,
  };
}

function readParameter(value: unknown): Parameter {
  const { name, in: place, required, schema } = recordOf(value);
  const shape = recordOf(schema);
  return {
    path: textOf(name),
    place: place === 'path' || place === 'header' ? place : 'query',
    type: typeOf(shape),
    required: required === true,
    limits: limitsOf(shape),
  };
}

/** A schema as rows, the values of an object below it. */
export function rowsOf(schema: Json, path = '', required = true, depth = 0): readonly Row[] {
  const own = path === '' ? [] : [{ path, type: typeOf(schema), required, limits: limitsOf(schema) }];
  if (depth >= mostDepth) return own;
  const properties = Object.entries(recordOf(schema.properties));
  const needed = listOf(schema.required);
  if (properties.length > 0) {
    const within = properties.flatMap(([name, value]) =>
      rowsOf(recordOf(value), path === '' ? name : `${path}.${name}`, needed.includes(name), depth + 1),
    );
    return [...own, ...within];
  }
  if (schema.type === 'array') {
    const items = rowsOf(recordOf(schema.items), `${path}[]`, true, depth + 1).slice(1);
    return path === '' ? [{ path: '[]', type: typeOf(schema), required, limits: '' }, ...items] : [...own, ...items];
  }
  const kinds = choicesOf(schema).filter((one) => Object.keys(recordOf(one.properties)).length > 0);
  if (kinds.length === 0)
    return path === '' && schema.type !== undefined
      ? [{ path: '', type: typeOf(schema), required, limits: limitsOf(schema) }]
      : own;
  return [
    ...own,
    ...unique(kinds.flatMap((kind) => rowsOf(kind, path, required, depth + 1).filter((row) => row.path !== path))),
  ];
}

/** Each path once; what only one of several kinds needs is not needed by all. */
function unique(rows: readonly Row[]): readonly Row[] {
  const byPath = new Map<string, Row>();
  for (const row of rows) {
    const known = byPath.get(row.path);
    const types = known === undefined ? [] : known.type.split(' | ');
    byPath.set(
      row.path,
      known === undefined
        ? row
        : { ...known, type: types.includes(row.type) ? known.type : `${known.type} | ${row.type}` },
    );
  }
  return [...byPath.values()];
}

export function typeOf(schema: Json): string {
  if ('const' in schema) return JSON.stringify(schema.const);
  const values = listOf(schema.enum);
  if (values.length > 0) return values.map((value) => JSON.stringify(value)).join(' | ');
  const choices = choicesOf(schema);
  if (choices.length > 0) return [...new Set(choices.map(typeOf))].join(' | ');
  if (schema.type === 'array') {
    const inner = typeOf(recordOf(schema.items));
    return inner.includes('|') ? `(${inner})[]` : `${inner}[]`;
  }
  if (typeof schema.type === 'string') return schema.type;
  if (Array.isArray(schema.type)) return schema.type.map(textOf).join(' | ');
  return 'any';
}

function limitsOf(schema: Json): string {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems, format, default: usual } = schema;
  return [
    textOf(format),
    rangeOf(minimum, maximum, ''),
    rangeOf(minLength, maxLength, ' characters'),
    rangeOf(minItems, maxItems, ' entries'),
    usual === undefined ? '' : `default ${JSON.stringify(usual)}`,
  ]
    .filter((text) => text !== '')
    .join(', ');
}

function rangeOf(least: unknown, most: unknown, unit: string): string {
  const [from, to] = [boundOf(least), boundOf(most)];
  if (from !== null && to !== null) return `${from} to ${to}${unit}`;
  if (from !== null) return `at least ${from}${unit}`;
  return to === null ? '' : `at most ${to}${unit}`;
}

/** Null: there is none, or only that of every number. */
function boundOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < Number.MAX_SAFE_INTEGER
    ? value
    : null;
}

function choicesOf(schema: Json): readonly Json[] {
  return [...listOf(schema.anyOf), ...listOf(schema.oneOf)].map(recordOf);
}

function recordOf(value: unknown): Json {
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
