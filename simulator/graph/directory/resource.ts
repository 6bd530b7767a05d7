import { GraphError } from '../errors.ts';
import { type EntityType, hasProperty } from './properties.ts';

/** Any user, group or organizational contact of the world. */
export interface DirectoryObject {
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

const noExtensionAttributes: Readonly<Record<string, null>> = Object.freeze(
  Object.fromEntries(Array.from({ length: 15 }, (_, index) => [`extensionAttribute${index + 1}`, null])),
);

/** The value of a property as Graph shows it: null or an empty collection if it is not set. */
export function propertyOf(type: EntityType, object: DirectoryObject, name: string): unknown {
  if (name === 'id') return object.id;
  const value = object.properties[name];
  if (value !== undefined && value !== null) return value;
  if (type.collections.has(name)) return [];
  return name === 'onPremisesExtensionAttributes' ? noExtensionAttributes : null;
}

/** An object as a list or a get shows it: the selected properties, or the type's default ones. */
export function resourceOf(
  type: EntityType,
  object: DirectoryObject,
  select: readonly string[] | null,
): Record<string, unknown> {
  const resource: Record<string, unknown> = {};
  for (const name of select ?? type.defaults) {
    if (hasProperty(type, name)) resource[name] = propertyOf(type, object, name);
  }
  return resource;
}

/**
 * Refuses names that the type does not have; `*` stands for the default properties.
 *
 * @throws {GraphError} 400 `BadRequest` for an unknown property, 501 `NotImplemented` for one kept in another service.
 */
export function checkSelect(type: EntityType, select: readonly string[] | null): readonly string[] | null {
  if (select === null || select.includes('*')) return null;
  return select.map((path) => {
    const [name = ''] = path.split('/');
    if (type.elsewhere.has(name)) {
      throw new GraphError(501, 'NotImplemented', `The property '${name}' is not served here.`);
    }
    if (!hasProperty(type, name)) {
      throw new GraphError(400, 'BadRequest', `Parsing OData Select and Expand failed: ${noSuchProperty(name, type)}`);
    }
    return name;
  });
}

/**
 * Refuses paths that begin with something the type does not have.
 *
 * @throws {GraphError} 400 `BadRequest`.
 */
export function checkPaths(
  type: EntityType,
  clause: 'filter' | 'orderby',
  paths: readonly (readonly string[])[],
): void {
  for (const [name = ''] of paths) {
    if (!hasProperty(type, name)) {
      throw new GraphError(400, 'BadRequest', `Invalid ${clause} clause: ${noSuchProperty(name, type)}`);
    }
  }
}

/** The directory's answer for an id, a name or a relation that leads nowhere. */
export function resourceNotFound(key: string): GraphError {
  return new GraphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${key}' does not exist or one of its queried reference-property objects are not present.`,
  );
}

const noSuchProperty = (name: string, type: EntityType): string =>
  `Could not find a property named '${name}' on type 'microsoft.graph.${type.name}'.`;
