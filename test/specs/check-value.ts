import { type CsdlModel, findMember, fullName, lineage, type TypeRef } from './csdl.ts';

/** Which side wrote the value: a client may send fewer annotations than a service. */
export type Writer = 'client' | 'service';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is wrong with a value of this type, each violation with the place where it is. */
export function checkValue(
  model: CsdlModel,
  type: TypeRef,
  value: unknown,
  writer: Writer,
  at: string,
): readonly string[] {
  if (type.collection) {
    if (!Array.isArray(value)) return [`${at}: expected a collection of ${type.name}, got ${show(value)}`];
    const element: TypeRef = { name: type.name, collection: false };
    return value.flatMap((entry, i) => checkValue(model, element, entry, writer, `${at}[${i}]`));
  }
  if (model.types.has(type.name)) {
    if (!isJsonObject(value)) return [`${at}: expected a ${type.name}, got ${show(value)}`];
    return checkObject(model, type.name, value, writer, at);
  }
  const members = model.enums.get(type.name);
  if (members !== undefined) {
    const known = typeof value === 'string' && value.split(',').every((member) => members.has(member.trim()));
    return known ? [] : [`${at}: ${show(value)} is no member of ${type.name}`];
  }
  const fits = primitives.get(type.name);
  if (fits === undefined) return [`${at}: nothing is known of type ${type.name}`];
  return fits(value) ? [] : [`${at}: expected ${type.name}, got ${show(value)}`];
}

/** As `checkValue`, for an object: every property is known, and has its type. */
export function checkObject(
  model: CsdlModel,
  typeName: string,
  value: JsonObject,
  writer: Writer,
  at: string,
): readonly string[] {
  const violations: string[] = [];
  const named = value['@odata.type'];
  let actual = typeName;
  if (typeof named === 'string') {
    actual = fullName(named.replace(/^#/, ''));
    if (![...lineage(model, actual)].some(({ name }) => name === typeName)) {
      violations.push(`${at}: @odata.type ${named} is no ${typeName}`);
    }
  }
  for (const [key, member] of Object.entries(value)) {
    if (key.includes('@')) {
      if (!annotation[writer].test(key)) violations.push(`${at}: annotation ${key} is not known`);
      continue;
    }
    if (key.startsWith('extension_')) continue;
    const found = findMember(model, actual, key, writer === 'service' && named === undefined);
    if (found === null) {
      violations.push(`${at}: ${actual} has no property ${key}`);
    } else if (member === null) {
      // A client clears a collection with [], never with null.
      const nullable = found.property.nullable && !(writer === 'client' && found.property.type.collection);
      if (!nullable) violations.push(`${at}.${key}: may not be null`);
    } else {
      violations.push(...checkValue(model, found.property.type, member, writer, `${at}.${key}`));
    }
  }
  return violations;
}

const annotation: Readonly<Record<Writer, RegExp>> = {
  client: /^(@odata\.type|\w+@odata\.(bind|type))$/,
  service:
    /^(@removed|\w*@odata\.(context|etag|id|type|nextLink|deltaLink|count|associationLink|navigationLink|mediaContentType|mediaEtag|mediaReadLink|mediaEditLink|editLink)|\w+@delta)$/,
};

const isInteger = (value: unknown): boolean => Number.isInteger(value);
const isNumber = (value: unknown): boolean => typeof value === 'number';
const matches =
  (pattern: RegExp) =>
  (value: unknown): boolean =>
    typeof value === 'string' && pattern.test(value);

const primitives: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ['Edm.String', (value: unknown) => typeof value === 'string'],
  ['Edm.Boolean', (value: unknown) => typeof value === 'boolean'],
  ['Edm.Byte', isInteger],
  ['Edm.Int16', isInteger],
  ['Edm.Int32', isInteger],
  ['Edm.Int64', isInteger],
  ['Edm.Single', isNumber],
  ['Edm.Double', isNumber],
  ['Edm.Decimal', isNumber],
  ['Edm.Guid', matches(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i)],
  ['Edm.Date', matches(/^\d{4}-\d\d-\d\d$/)],
  ['Edm.DateTimeOffset', matches(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/)],
  ['Edm.TimeOfDay', matches(/^\d\d:\d\d:\d\d(\.\d+)?$/)],
  ['Edm.Duration', matches(/^-?P(?!$)(\d+D)?(T(?!$)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/)],
  ['Edm.Binary', matches(/^[\w+/-]*={0,2}$/)],
]);

function show(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 80) ?? 'nothing';
}
