import { Document, isMap, isScalar } from 'yaml';
import type {
  AudienceDefinition,
  AudienceRule,
  CollectionDefinition,
  Definitions,
  Placement,
  SourceDefinition,
  SyncDefinition,
} from '../runs/definition.ts';
import { definitionsSchema } from '../runs/definition-schema.ts';
import { canonicalJson } from '../sync/canonical-json.ts';
import { defaultGalRules } from '../sync/gal-rules.ts';
import type { WriteRules } from '../sync/write-rules.ts';
import { audienceDefaults, collectionDefaults, defaultPhotoPixels, syncDefaults } from './definition-defaults.ts';
import { bareKinds, fieldWriteDefaults } from './definition-file.ts';
import type { DefinitionContext } from './parse-definition-file.ts';
import { syncIdOf } from './sync-id.ts';

const head = ` yaml-language-server: $schema=./definitions.schema.json

 Sources feed collections; a sync brings a collection to an audience. What is not written has its default.
 Every key is described in docs/definitions.md.`;

/**
 * Writes definitions as the file that people edit: without defaults, in short forms, in the order of the definitions.
 *
 * Reading it again in the same context gives the same definitions.
 * @throws {ZodError} The definitions are not right in themselves.
 * @throws {RangeError} A sync or source is of another connection than those of the context, or the id of a sync does
 *   not follow from its name: written down, it would be another sync.
 */
export function writeDefinitionFile(definitions: Definitions, context: DefinitionContext): string {
  // Parsing puts keys into the order of the schema: equal definitions give equal texts.
  const { sources, collections, audiences, syncs } = definitionsSchema.parse(definitions);
  const document = new Document(
    new Map<string, unknown>([
      ['version', 1],
      ['sources', byId(sources.map((one) => [one.sourceId, sourceToFile(one, context)]))],
      ['collections', byId(collections.map((one) => [one.collectionId, collectionToFile(one, context)]))],
      ['audiences', byId(audiences.map((one) => [one.audienceId, audienceToFile(one)]))],
      ['syncs', byId(syncs.map((one) => [one.name, syncToFile(one, context)]))],
    ]),
    { version: '1.2', schema: 'core', aliasDuplicateObjects: false },
  );
  document.commentBefore = head;
  if (isMap(document.contents)) {
    for (const { key, value } of document.contents.items) {
      if (isScalar(key)) key.spaceBefore = key.value !== 'version';
      if (!isMap(value)) continue;
      for (const [index, item] of value.items.entries()) {
        if (isScalar(item.key)) item.key.spaceBefore = index > 0 && isMap(item.value);
      }
    }
  }
  return document.toString({ lineWidth: 0 });
}

/** A map in this order, whatever the ids look like. */
function byId(entries: readonly (readonly [string, unknown])[]): ReadonlyMap<string, unknown> {
  return new Map(entries);
}

function sourceToFile(source: SourceDefinition, context: DefinitionContext): unknown {
  switch (source.kind) {
    case 'csv': {
      const { sourceId: _, kind, ...file } = source;
      return { kind, ...file };
    }
    case 'gal': {
      const { sourceId: _, connectionId, kind, rules, photoPixels } = source;
      return short(
        {
          kind,
          ...connectionOf(connectionId, context),
          ...ruled('rules', rules, defaultGalRules),
          ...without({ photoPixels }, { photoPixels: defaultPhotoPixels }),
        },
        bareKinds.source,
      );
    }
    case 'group': {
      const { sourceId: _, connectionId, kind, groupId, photoPixels } = source;
      return {
        kind,
        ...connectionOf(connectionId, context),
        groupId,
        ...without({ photoPixels }, { photoPixels: defaultPhotoPixels }),
      };
    }
    case 'mailbox-folder': {
      const { sourceId: _, connectionId, kind, mailbox, folder } = source;
      const names = folder.length === 1 ? folder[0] : folder;
      return { kind, ...connectionOf(connectionId, context), mailbox, ...without({ folder: names }, { folder: [] }) };
    }
    case 'organizational-contacts':
      return short({ kind: source.kind, ...connectionOf(source.connectionId, context) }, bareKinds.source);
  }
}

function collectionToFile(collection: CollectionDefinition, { defaultCountry }: DefinitionContext): unknown {
  const { sourceIds, match, merge, filter, mapping, guards } = collection;
  const defaults = collectionDefaults(defaultCountry);
  return {
    sources: sourceIds,
    ...ruled('match', match, defaults.match),
    ...(same(merge, defaults.merge) ? {} : { merge: { fields: eachShort(merge.fields, bareKinds.fieldMerge) } }),
    ...without({ filter }, { filter: defaults.filter }),
    ...ruled(
      'mapping',
      {
        ...without({ fields: eachShort(mapping.fields, bareKinds.fieldRule) }, { fields: {} }),
        ...ruled('phones', mapping.phones, defaults.mapping.phones),
      },
      {},
    ),
    ...ruled('guards', guards, defaults.guards),
  };
}

function audienceToFile({ include, exclude }: AudienceDefinition): unknown {
  const rules = (list: readonly AudienceRule[]) => list.map((rule) => short(rule, bareKinds.audienceRule));
  return { include: rules(include), ...without({ exclude: rules(exclude) }, audienceDefaults) };
}

function syncToFile(sync: SyncDefinition, context: DefinitionContext): unknown {
  const { syncId, name, connectionId, collectionId, audienceId, placement, write, deletes, drift, guards } = sync;
  const { leavers, ownCard, schedule, paused } = sync;
  if (syncId !== syncIdOf(entraTenantOf(connectionId, context), name)) {
    throw new RangeError(`the id of the sync ${name} does not follow from its name`);
  }
  return {
    ...connectionOf(connectionId, context),
    collection: collectionId,
    audience: audienceId,
    ...without({ folder: folderToFile(placement) }, { folder: folderToFile(syncDefaults.placement) }),
    ...ruled('write', writeToFile(write), writeToFile(syncDefaults.write)),
    ...without(
      { deletes: short(deletes, bareKinds.deletes) },
      { deletes: short(syncDefaults.deletes, bareKinds.deletes) },
    ),
    ...ruled('drift', drift, syncDefaults.drift),
    ...without({ leavers, ownCard }, syncDefaults),
    ...ruled('guards', guards, syncDefaults.guards),
    ...without({ schedule: short(schedule, bareKinds.schedule) }, syncDefaults),
    ...without({ paused }, syncDefaults),
  };
}

function writeToFile(write: WriteRules): WriteRules {
  const fields = Object.entries(write.fields).map(([field, rule]) => [field, without(rule, fieldWriteDefaults)]);
  return { ...write, fields: Object.fromEntries(fields) };
}

/** A placement as the file has it: a name, names from the top, or `default-folder`. */
export function folderToFile(placement: Placement): unknown {
  switch (placement.kind) {
    case 'folder':
      return placement.path.length === 1 ? placement.path[0] : placement.path;
    case 'default-folder':
      return { 'default-folder': { category: placement.category } };
  }
}

function connectionOf(connectionId: string, context: DefinitionContext): { readonly connection?: string } {
  const connection = entraTenantOf(connectionId, context);
  return context.connections.length === 1 ? {} : { connection };
}

function entraTenantOf(connectionId: string, { connections }: DefinitionContext): string {
  const found = connections.find((connection) => connection.connectionId === connectionId);
  if (found === undefined) throw new RangeError(`there is no connection ${connectionId}`);
  return found.entraTenantId;
}

/** Rules without those that are as by default, under their name; nothing if all are. */
function ruled(name: string, rules: object, defaults: object): object {
  const own = without(rules, defaults);
  return Object.keys(own).length === 0 ? {} : { [name]: own };
}

function without(value: object, defaults: object): object {
  const usual = new Map<string, unknown>(Object.entries(defaults));
  return Object.fromEntries(
    Object.entries(value).filter(([key, member]) => !(usual.has(key) && same(member, usual.get(key)))),
  );
}

function same(a: unknown, b: unknown): boolean {
  return canonicalJson(a) === canonicalJson(b);
}

/** The kind alone, where nothing else is said. */
function short(value: { readonly kind: string }, bare: readonly string[]): unknown {
  return Object.keys(value).length === 1 && bare.includes(value.kind) ? value.kind : value;
}

function eachShort(rules: Readonly<Record<string, { readonly kind: string }>>, bare: readonly string[]): object {
  return Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, short(rule, bare)]));
}
