import { GraphError } from '../errors.ts';

/** Values of one kind of extended property by canonical id; null takes a property away. */
export type ExtendedValues = Readonly<Record<string, string | readonly string[]>>;
export type ExtendedChange = Readonly<Record<string, string | readonly string[] | null>>;

const singleTypes = [
  'ApplicationTime',
  'Binary',
  'Boolean',
  'CLSID',
  'Currency',
  'Double',
  'Error',
  'Float',
  'Integer',
  'Long',
  'Null',
  'Object',
  'Short',
  'String',
  'SystemTime',
];
const typeNames = new Map(
  singleTypes.flatMap((type) => [type, `${type}Array`]).map((type) => [type.toLowerCase(), type]),
);
const named = /^(\w+) (\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}) (?:name (.+)|id (0x[0-9a-f]{1,8}|\d{1,9}))$/is;
const tagged = /^(\w+) (0x[0-9a-f]{1,8})$/i;
const canonicalIds = new Map<string, string>();

/**
 * The one way to write the id of an extended property: type and GUID are matched in any case, a name is not.
 *
 * @throws {GraphError} 400 `ErrorPropertyValidation` for what is no id of a MAPI property.
 */
export function canonicalPropertyId(id: string): string {
  const known = canonicalIds.get(id);
  if (known !== undefined) return known;
  const canonical = readPropertyId(id);
  if (canonicalIds.size >= 10_000) canonicalIds.clear();
  canonicalIds.set(id, canonical);
  return canonical;
}

function readPropertyId(id: string): string {
  const withGuid = named.exec(id);
  const [, typeText = '', guid = '', name, dispatchId] = withGuid ?? [];
  if (withGuid !== null) {
    const type = readType(typeText, id);
    if (name !== undefined) return `${type} ${guid.toLowerCase()} Name ${name}`;
    return `${type} ${guid.toLowerCase()} Id 0x${Number(dispatchId).toString(16).padStart(4, '0')}`;
  }
  const withTag = tagged.exec(id);
  if (withTag === null) throw invalidId(id);
  return `${readType(withTag[1] ?? '', id)} 0x${Number(withTag[2]).toString(16)}`;
}

function readType(text: string, id: string): string {
  const type = typeNames.get(text.toLowerCase());
  if (type === undefined) throw invalidId(id);
  return type;
}

/** Whether a canonical id is one of a property with many values. */
export function isMultiValue(canonicalId: string): boolean {
  return canonicalId.slice(0, canonicalId.indexOf(' ')).endsWith('Array');
}

/**
 * Reads `singleValueExtendedProperties` or `multiValueExtendedProperties` of a request body.
 *
 * @throws {GraphError} 400.
 */
export function readExtendedProperties(
  name: 'singleValueExtendedProperties' | 'multiValueExtendedProperties',
  value: unknown,
): ExtendedChange {
  if (!Array.isArray(value)) throw cannotRead(`The property '${name}' must be a collection.`);
  const many = name === 'multiValueExtendedProperties';
  const change: Record<string, string | readonly string[] | null> = {};
  for (const element of value) {
    if (!isRecord(element)) throw cannotRead(`An element of '${name}' is not an object.`);
    for (const member of Object.keys(element)) {
      if (member !== 'id' && member !== 'value' && !member.includes('@odata.')) {
        throw cannotRead(
          `The property '${member}' does not exist on type 'microsoft.graph.${many ? 'multi' : 'single'}ValueLegacyExtendedProperty'. Make sure to only use property names that are defined by the type or mark the type as open type.`,
        );
      }
    }
    if (typeof element.id !== 'string') throw invalidId(String(element.id));
    const id = canonicalPropertyId(element.id);
    if (isMultiValue(id) !== many) throw invalidId(element.id);
    change[id] = many ? readManyValues(element.value) : readOneValue(id, element.value);
  }
  return change;
}

function readManyValues(value: unknown): readonly string[] | null {
  if (value === null) return null;
  if (!Array.isArray(value)) throw cannotRead('The value of a multi-value extended property must be a collection.');
  return value.map((element) => {
    if (typeof element !== 'string') throw cannotConvert(element, 'Edm.String');
    return element;
  });
}

const valueForms: ReadonlyMap<string, RegExp> = new Map([
  ['Integer', /^-?\d{1,10}$/],
  ['Short', /^-?\d{1,5}$/],
  ['Long', /^-?\d{1,19}$/],
  ['Boolean', /^(true|false)$/i],
  ['Double', /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i],
  ['Float', /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i],
  ['Currency', /^-?\d+(\.\d+)?$/],
  ['CLSID', /^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i],
  ['Binary', /^[A-Za-z0-9+/]*={0,2}$/],
  ['SystemTime', /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)?$/],
]);

function readOneValue(id: string, value: unknown): string | null {
  if (value === null) return null;
  if (typeof value !== 'string') throw cannotConvert(value, 'Edm.String');
  const form = valueForms.get(id.slice(0, id.indexOf(' ')));
  if (form !== undefined && !form.test(value)) {
    throw new GraphError(
      400,
      'ErrorPropertyValidation',
      `The value '${value}' of the extended property '${id}' is not valid for its type.`,
    );
  }
  return value;
}

/** Puts a change over values; ids come out sorted, so that equal values are written equally. */
export function mergeExtended(values: ExtendedValues, change: ExtendedChange): ExtendedValues {
  const merged: Record<string, string | readonly string[] | null> = { ...values, ...change };
  const result: Record<string, string | readonly string[]> = {};
  for (const id of Object.keys(merged).sort()) {
    const value = merged[id];
    if (value !== null && value !== undefined) result[id] = value;
  }
  return result;
}

/** `RequestBodyRead`: what OData says of a body that it cannot read. */
export function cannotRead(message: string): GraphError {
  return new GraphError(400, 'RequestBodyRead', message);
}

export function cannotConvert(value: unknown, type: string): GraphError {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return cannotRead(`Cannot convert the value '${text}' to the expected type '${type}'.`);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalidId(id: string): GraphError {
  return new GraphError(400, 'ErrorPropertyValidation', `The property id '${id}' is not a valid extended property id.`);
}
