import type { CollectionDefinition, Definitions, SourceDefinition, SyncDefinition } from '../runs/definition.ts';
import { groupsOf } from '../sync/filter/filter.ts';
import type { Connection } from '../tenants/ports.ts';
import { syncIdOf } from './sync-id.ts';

/**
 * What of a tenant a template carries.
 * - `collections`: how lists are made, with the sources that every tenant has. - `mapping`: only how values are written.
 * - `policies`: guards, deletion, drift, leavers, write rules. - `syncs`: syncs to everyone, with their collections.
 */
export type TemplatePart = 'collections' | 'mapping' | 'policies' | 'syncs';

export interface Template {
  readonly parts: readonly TemplatePart[];
  /** Of the tenant that it was made from; only what a part needs. */
  readonly definitions: Definitions;
}

/** Who a template is applied to. */
export interface TemplateTarget {
  readonly definitions: Definitions;
  /** The connection that lists and syncs get; null: there is none. */
  readonly connection: Pick<Connection, 'connectionId' | 'entraTenantId'> | null;
  /** How national numbers are read there: a template never brings its own. */
  readonly defaultCountry: string;
}

/** Why a template cannot be applied; `names` are ids of definitions. Groups in a filter are of one tenant. */
export type TemplateRefusal = {
  readonly kind: 'refused';
  readonly problem: 'not-connected' | 'source-missing' | 'names-groups';
  readonly names: readonly string[];
};

/** Sources that mean the same in every tenant; the others name groups, mailboxes or files of one. */
const isEverywhere = ({ kind }: SourceDefinition): boolean => kind === 'gal' || kind === 'organizational-contacts';

/** Takes out of a tenant's definitions what a template of these parts carries: no group, mailbox or file of theirs. */
export function makeTemplate(definitions: Definitions, parts: readonly TemplatePart[]): Template {
  const everyone = new Set(
    definitions.audiences
      .filter(({ include, exclude }) => exclude.length === 0 && include.every(({ kind }) => kind === 'everyone'))
      .map(({ audienceId }) => audienceId),
  );
  const withLists = parts.includes('collections') || parts.includes('syncs');
  return {
    parts,
    definitions: {
      sources: withLists ? definitions.sources.filter(isEverywhere) : [],
      collections: definitions.collections,
      audiences: parts.includes('syncs')
        ? definitions.audiences.filter(({ audienceId }) => everyone.has(audienceId))
        : [],
      syncs:
        parts.includes('syncs') || parts.includes('policies')
          ? definitions.syncs.filter(({ audienceId }) => parts.includes('policies') || everyone.has(audienceId))
          : [],
    },
  };
}

/**
 * What a tenant's definitions become by a template. What the template does not name stays; a definition of the same id
 * (of a sync: the same name) is changed, a new one added, none removed.
 */
export function applyTemplate(template: Template, target: TemplateTarget): Definitions | TemplateRefusal {
  const { parts, definitions: given } = template;
  let { sources, collections, audiences, syncs } = target.definitions;
  const has = (part: TemplatePart) => parts.includes(part);
  if (has('collections') || has('syncs')) {
    const { connection } = target;
    if (connection === null) return { kind: 'refused', problem: 'not-connected', names: [] };
    const { connectionId, entraTenantId } = connection;
    const wanted = has('collections')
      ? given.collections
      : given.collections.filter(({ collectionId }) => isNew(collections, collectionId));
    const here = given.sources.map((source) => (source.kind === 'csv' ? source : { ...source, connectionId }));
    sources = merged(sources, here, ({ sourceId }) => sourceId);
    const missing = wanted.flatMap(({ sourceIds }) =>
      sourceIds.filter((id) => !sources.some(({ sourceId }) => sourceId === id)),
    );
    if (missing.length > 0) return { kind: 'refused', problem: 'source-missing', names: [...new Set(missing)] };
    const naming = wanted.filter(({ filter }) => groupsOf(filter).length > 0).map(({ collectionId }) => collectionId);
    if (naming.length > 0) return { kind: 'refused', problem: 'names-groups', names: naming };
    collections = merged(
      collections,
      wanted.map((collection) => ofCountry(collection, target.defaultCountry)),
      ({ collectionId }) => collectionId,
    );
    if (has('syncs')) {
      audiences = merged(audiences, given.audiences, ({ audienceId }) => audienceId);
      const known = new Set(audiences.map(({ audienceId }) => audienceId));
      const here = given.syncs
        .filter(
          ({ audienceId }) => known.has(audienceId) && given.audiences.some((one) => one.audienceId === audienceId),
        )
        .map((sync): SyncDefinition => ({ ...sync, connectionId, syncId: syncIdOf(entraTenantId, sync.name) }));
      syncs = merged(syncs, here, ({ name }) => name);
    }
  }
  if (has('mapping'))
    collections = collections.map((one) => withMapping(one, given.collections, target.defaultCountry));
  if (has('policies')) {
    collections = collections.map((one) => ({ ...one, guards: ofSame(one, given.collections)?.guards ?? one.guards }));
    syncs = syncs.map((one) => withPolicies(one, given.syncs));
  }
  return { sources, collections, audiences, syncs };
}

function isNew(collections: readonly CollectionDefinition[], id: string): boolean {
  return !collections.some(({ collectionId }) => collectionId === id);
}

/** Those that are there in their order, replaced where a new one has the same id, and then the others. */
function merged<One>(old: readonly One[], added: readonly One[], idOf: (one: One) => string): readonly One[] {
  const byId = new Map(added.map((one) => [idOf(one), one]));
  const ids = new Set(old.map(idOf));
  return [...old.map((one) => byId.get(idOf(one)) ?? one), ...added.filter((one) => !ids.has(idOf(one)))];
}

function ofSame(
  collection: CollectionDefinition,
  given: readonly CollectionDefinition[],
): CollectionDefinition | undefined {
  return given.find(({ collectionId }) => collectionId === collection.collectionId);
}

function ofCountry(collection: CollectionDefinition, defaultCountry: string): CollectionDefinition {
  const { mapping } = collection;
  // Extension rules make full numbers of one company's: they are nobody else's.
  return { ...collection, mapping: { ...mapping, phones: { ...mapping.phones, defaultCountry, extensions: [] } } };
}

function withMapping(
  one: CollectionDefinition,
  given: readonly CollectionDefinition[],
  defaultCountry: string,
): CollectionDefinition {
  const same = ofSame(one, given);
  if (same === undefined) return one;
  const phones = { ...same.mapping.phones, defaultCountry, extensions: one.mapping.phones.extensions };
  return { ...one, mapping: { ...same.mapping, phones } };
}

function withPolicies(one: SyncDefinition, given: readonly SyncDefinition[]): SyncDefinition {
  const same = given.find(({ name }) => name === one.name);
  if (same === undefined) return one;
  const { write, deletes, drift, leavers, ownCard, guards } = same;
  return { ...one, write, deletes, drift, leavers, ownCard, guards };
}
