import type { DirectoryKind } from '../../world/directory-log.ts';
import type { SimTenant } from '../../world/model.ts';
import type { Route, RouteContext } from '../route.ts';
import { countObjects, type ListSource, listObjects } from './list.ts';
import type { TypedObject } from './lookup.ts';
import { directoryObjectType, type EntityType, groupType, orgContactType, userType } from './properties.ts';

/** A relation from one object to many: members of a group, groups of a user. */
export interface Relation {
  /** `/groups/{}` */
  readonly owner: string;
  readonly relation: string;
  /** Types that the relation can be narrowed to: `…/members/microsoft.graph.user`. */
  readonly casts: readonly DirectoryKind[];
  readonly permissions: readonly string[];
  readonly operation: string;
  /** @throws {GraphError} 404 if there is no such owner. */
  readonly members: (tenant: SimTenant, key: string) => readonly TypedObject[];
}

const types: Readonly<Record<DirectoryKind, EntityType>> = {
  user: userType,
  group: groupType,
  orgContact: orgContactType,
};

/** Lists, casts and counts of a relation. */
export function relationRoutes(relation: Relation): readonly Route[] {
  const { owner, relation: name, permissions, operation, casts } = relation;
  const found = (context: RouteContext) => relation.members(context.caller.tenant, context.params[0] ?? '');
  const cached = (context: RouteContext, pattern: string, source: (context: RouteContext) => ListSource): ListSource =>
    keptSource(context.caller.tenant, `${pattern} ${context.params[0] ?? ''}`, () => source(context));
  const both = (pattern: string, source: (context: RouteContext) => ListSource): readonly Route[] => {
    const common = { method: 'GET', permissions, service: 'directory' as const, operation };
    return [
      { ...common, pattern, handle: (context) => listObjects(context, cached(context, pattern, source)) },
      {
        ...common,
        pattern: `${pattern}/$count`,
        handle: (context) => countObjects(context, cached(context, pattern, source)),
      },
    ];
  };
  return [
    ...both(`${owner}/${name}`, (context) => mixedSource(found(context))),
    ...casts.flatMap((kind) =>
      both(`${owner}/${name}/microsoft.graph.${kind}`, (context) => narrowedSource(found(context), kind)),
    ),
  ];
}

interface KeptSources {
  /** The log's head at which the sources were made. */
  readonly head: number;
  readonly sources: Map<string, ListSource>;
}

const keptSources = new WeakMap<SimTenant, KeptSources>();
const mostKept = 16;

/** Makes a source once for all pages of a large group: it stays right as long as nothing changes in the directory. */
function keptSource(tenant: SimTenant, key: string, make: () => ListSource): ListSource {
  let kept = keptSources.get(tenant);
  if (kept === undefined || kept.head !== tenant.log.head) {
    kept = { head: tenant.log.head, sources: new Map() };
    keptSources.set(tenant, kept);
  }
  const known = kept.sources.get(key);
  if (known !== undefined) return known;
  const source = make();
  if (kept.sources.size >= mostKept) kept.sources.clear();
  kept.sources.set(key, source);
  return source;
}

/** Objects of several types, each with its `@odata.type`. */
function mixedSource(members: readonly TypedObject[]): ListSource {
  const kinds = new Map(members.map((member) => [member.object, member.type]));
  return {
    type: directoryObjectType,
    typeOf: (object) => kinds.get(object) ?? directoryObjectType,
    objects: members.map((member) => member.object),
    contextName: 'directoryObjects',
    mixed: true,
    isRelation: true,
  };
}

function narrowedSource(members: readonly TypedObject[], kind: DirectoryKind): ListSource {
  const type = types[kind];
  return {
    type,
    typeOf: () => type,
    objects: members.filter((member) => member.kind === kind).map((member) => member.object),
    contextName: kind === 'orgContact' ? 'contacts' : `${kind}s`,
    mixed: false,
    isRelation: true,
  };
}
