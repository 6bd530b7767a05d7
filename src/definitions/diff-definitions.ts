import type { Definitions } from '../runs/definition.ts';
import { canonicalJson } from '../sync/canonical-json.ts';
import {
  type DefinitionEffect,
  type DefinitionPart,
  effectsOfAdded,
  effectsOfChanged,
  effectsOfRemoved,
  type ValueChange,
} from './definition-effects.ts';
import { formatPath } from './format-path.ts';
import { folderToFile } from './write-definition-file.ts';

/** What is different between two states of the definitions, in the words of the definition file. */
export type DefinitionChange = {
  readonly part: DefinitionPart;
  /** Of a sync its name. */
  readonly id: string;
  /** What it does, for people to know before they save it. */
  readonly effects: readonly DefinitionEffect[];
} & ({ readonly kind: 'added' | 'removed' } | { readonly kind: 'changed'; readonly values: readonly ShownChange[] });

/** Defaults are values like others: what is absent here is absent indeed. */
export interface ShownChange {
  /** `mapping.fields.companyName`. */
  readonly path: string;
  /** Shortened to a line; null: not there. May hold addresses: for people, not for logs. */
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * Compares definitions: what is added, removed and changed. The order in which they stand is no difference.
 *
 * @returns Sources, collections, audiences, syncs; in each kind by the order of `after`, then what is removed.
 */
export function diffDefinitions(before: Definitions, after: Definitions): readonly DefinitionChange[] {
  const old = partsOf(before);
  const now = partsOf(after);
  return (['source', 'collection', 'audience', 'sync'] as const).flatMap((part) =>
    diffPart(part, old[part], now[part]),
  );
}

type Parts = ReadonlyMap<string, object>;

/** Definitions by kind and id, with the keys of the file. */
function partsOf(definitions: Definitions): Readonly<Record<DefinitionPart, Parts>> {
  return {
    source: new Map(
      definitions.sources.map((source): [string, object] => {
        if (source.kind === 'csv') {
          const { sourceId, ...file } = source;
          return [sourceId, file];
        }
        const { sourceId, connectionId, ...rules } = source;
        return [sourceId, { ...rules, connection: connectionId }];
      }),
    ),
    collection: new Map(
      definitions.collections.map(({ collectionId, sourceIds, ...rules }) => [
        collectionId,
        { sources: sourceIds, ...rules },
      ]),
    ),
    audience: new Map(definitions.audiences.map(({ audienceId, ...rules }) => [audienceId, rules])),
    sync: new Map(
      definitions.syncs.map(({ syncId: _, name, connectionId, collectionId, audienceId, placement, ...policies }) => [
        name,
        {
          connection: connectionId,
          collection: collectionId,
          audience: audienceId,
          folder: folderToFile(placement),
          ...policies,
        },
      ]),
    ),
  };
}

function diffPart(part: DefinitionPart, before: Parts, after: Parts): readonly DefinitionChange[] {
  const changes: DefinitionChange[] = [];
  for (const [id, now] of after) {
    const old = before.get(id);
    if (old === undefined) {
      changes.push({ kind: 'added', part, id, effects: effectsOfAdded(part) });
      continue;
    }
    const values = diffValues([], old, now);
    if (values.length === 0) continue;
    changes.push({ kind: 'changed', part, id, values: values.map(shown), effects: effectsOfChanged(part, values) });
  }
  for (const id of before.keys()) {
    if (!after.has(id)) changes.push({ kind: 'removed', part, id, effects: effectsOfRemoved(part) });
  }
  return changes;
}

/** Goes down into maps, and into lists of maps; lists of texts are compared as a whole. */
function diffValues(path: ValueChange['path'], before: unknown, after: unknown): readonly ValueChange[] {
  if (canonicalJson(before) === canonicalJson(after) && (before === undefined) === (after === undefined)) return [];
  if (isListOfMaps(before) && isListOfMaps(after)) {
    return Array.from({ length: Math.max(before.length, after.length) }).flatMap((_, index) =>
      diffValues([...path, index], before[index], after[index]),
    );
  }
  if (isMap(before) && isMap(after)) {
    const [old, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
    return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) =>
      diffValues([...path, key], old.get(key), now.get(key)),
    );
  }
  return [{ path, before, after }];
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isListOfMaps(value: unknown): value is readonly object[] {
  return Array.isArray(value) && value.every(isMap);
}

const longestShown = 80;

function shown({ path, before, after }: ValueChange): ShownChange {
  return { path: formatPath(path), before: shortText(before), after: shortText(after) };
}

function shortText(value: unknown): string | null {
  if (value === undefined) return null;
  const text = typeof value === 'string' ? value.replace(/\s+/g, ' ') : JSON.stringify(value);
  return text.length <= longestShown ? text : `${text.slice(0, longestShown - 1).toWellFormed()}…`;
}
