import { type CsdlModel, findMember, fullName, type TypeRef } from './csdl.ts';

/** What a path leads to. */
export type PathTarget =
  | { readonly kind: 'type'; readonly type: TypeRef; readonly delta: boolean }
  /** `$count`: a number as text. */
  | { readonly kind: 'count'; readonly of: TypeRef }
  /** `$value`: bytes. */
  | { readonly kind: 'stream' };

/** Follows the decoded segments of a path below `/v1.0`; null where a segment leads nowhere. */
export function resolvePath(model: CsdlModel, segments: readonly string[]): PathTarget | null {
  const [root = '', ...rest] = segments;
  const byKey = /^(\w+)\(.*\)$/.exec(root)?.[1];
  const start = model.roots.get(byKey ?? root);
  if (start === undefined) return null;
  let type: TypeRef = byKey === undefined ? start : { ...start, collection: false };
  let delta = false;
  for (const segment of rest) {
    if (segment === '$count') return type.collection ? { kind: 'count', of: type } : null;
    if (segment === '$value') return { kind: 'stream' };
    const next = step(model, type, segment);
    if (next === null) return null;
    delta = isDelta(segment) && type.collection;
    type = next;
  }
  return { kind: 'type', type, delta };
}

function step(model: CsdlModel, type: TypeRef, segment: string): TypeRef | null {
  const cast = fullName(segment);
  if (cast.startsWith('microsoft.graph.') && model.types.has(cast)) return { ...type, name: cast };
  if (type.collection) return isDelta(segment) ? type : { name: type.name, collection: false };
  return findMember(model, type.name, segment, false)?.property.type ?? null;
}

function isDelta(segment: string): boolean {
  return /^(microsoft\.graph\.)?delta(\(\))?$/.test(segment);
}
