import type { ItemId } from '../items.ts';
import { createNumberList } from '../number-list.ts';
import { createTextTable } from '../text-table.ts';
import { joinByKeys, type Places } from './join-by-keys.ts';
import { createJoinedSets } from './joined-sets.ts';
import type { MatchBy, MatchKeys } from './match.ts';

/** A record of a source, as far as grouping looks at it. */
export interface Candidate {
  readonly sourceId: string;
  readonly recordId: ItemId;
  readonly keys: MatchKeys;
}

/** A record of a source, by its place. */
export interface RecordRef {
  readonly sourceId: string;
  readonly recordId: ItemId;
}

/** Records of one person. */
export interface RecordGroup {
  /** `recordId` of the first member. */
  readonly itemId: ItemId;
  /** By priority of their sources; of each source at most one. */
  readonly members: readonly RecordRef[];
}

/** Records that have something in common but were not joined: a person would have two records of one source. */
export interface AmbiguousMatch {
  readonly by: MatchBy;
  /** All records of the groups concerned, by priority of their sources, then by id. Never what they have in common. */
  readonly members: readonly RecordRef[];
}

/** Groups are made when they are asked for, one at a time, as often as they are asked for: there may be many. */
export interface GroupedRecords {
  /** By item id (by code unit); each record is in exactly one. */
  readonly groups: Iterable<RecordGroup>;
  /** In the order of the stages, each set of records once per stage. */
  readonly ambiguous: Iterable<AmbiguousMatch>;
}

/** Finds out which records are the same person, whatever their number: ids and keys are kept as bytes, nothing else is. */
export interface RecordGrouping {
  /** In any order. Those with the same source and id are one record with the keys of all. */
  add(candidate: Candidate): void;
  /** Once, after all were added: what they were compared by is forgotten then. */
  group(): GroupedRecords;
}

/**
 * Decides which records are the same person. The order of candidates does not matter.
 *
 * Records with the same `recordId` are one item whatever `by` says, because that id is the item's identity. Then each
 * stage joins the groups that it finds, unless a group would get two records of one source.
 *
 * @param priority Ids of sources, highest first; sources that are not in it come last, by code unit.
 * @see docs/sync-model.md#combining, rows C1-C10
 */
export function createRecordGrouping(priority: readonly string[], by: readonly MatchBy[]): RecordGrouping {
  const ids = createTextTable();
  const sources = createTextTable();
  // The records of an id hang together: from its last one to the ones before. Record 0 is none.
  const lastRecord = createNumberList();
  const recordBefore = createNumberList();
  const sourceOf = createNumberList();
  recordBefore.push(0);
  sourceOf.push(0);
  const stages = by.map((stage) => ({ stage, keys: createSharedKeys() }));

  function* sourcesOf(id: number): Iterable<number> {
    for (let record = lastRecord.at(id); record !== 0; record = recordBefore.at(record)) yield sourceOf.at(record);
  }

  return {
    add({ sourceId, recordId, keys }) {
      const id = ids.add(recordId);
      const source = sources.add(sourceId);
      if (![...sourcesOf(id)].includes(source)) {
        recordBefore.push(lastRecord.at(id));
        lastRecord.set(id, sourceOf.size);
        sourceOf.push(source);
      }
      for (const one of stages) for (const key of keys[one.stage]) one.keys.add(key, id);
    },
    group() {
      // A place is that of an id in the order of all, so that everything later is the same whatever came first.
      const idAt = Int32Array.from({ length: ids.size }, (_, id) => id).sort(ids.compare);
      const placeOf = new Int32Array(ids.size);
      for (const [place, id] of idAt.entries()) placeOf[id] = place;
      const groups = createJoinedSets(ids.size);
      const repeatsSource = (roots: Places): boolean => {
        const seen = new Set<number>();
        for (const root of roots) {
          for (const place of groups.membersOf(root)) {
            for (const source of sourcesOf(idAt[place] ?? 0)) {
              if (seen.has(source)) return true;
              seen.add(source);
            }
          }
        }
        return false;
      };
      const ambiguous: { readonly by: MatchBy; readonly places: Places }[] = [];
      for (let next = stages.shift(); next !== undefined; next = stages.shift()) {
        const { stage, keys } = next;
        const found = joinByKeys(groups, ids.size, keys.holders(placeOf), repeatsSource);
        for (const places of found) ambiguous.push({ by: stage, places });
      }
      const compare = byPriority(priority);
      const refsOf = (places: Iterable<number>): readonly RecordRef[] => {
        const refs: RecordRef[] = [];
        for (const place of places) {
          const id = idAt[place] ?? 0;
          for (const source of sourcesOf(id)) refs.push({ sourceId: sources.text(source), recordId: ids.text(id) });
        }
        return refs.sort(compare);
      };
      return {
        groups: {
          *[Symbol.iterator]() {
            for (const place of firstPlaces()) {
              const members = refsOf(groups.membersOf(place));
              yield { itemId: members[0]?.recordId ?? '', members };
            }
          },
        },
        ambiguous: {
          *[Symbol.iterator]() {
            for (const { by, places } of ambiguous) yield { by, members: refsOf(places) };
          },
        },
      };

      /** For each group the place of its first member by priority, ascending: so groups come by item id. */
      function* firstPlaces(): Iterable<number> {
        for (let place = 0; place < ids.size; place += 1) {
          if (groups.isAlone(place)) yield place;
          else if (refsOf(groups.membersOf(place))[0]?.recordId === ids.text(idAt[place] ?? 0)) yield place;
        }
      }
    },
  };
}

/** Keys and who has them. */
function createSharedKeys() {
  const keys = createTextTable();
  const keyOf = createNumberList();
  const idOf = createNumberList();
  return {
    add(key: string, id: number): void {
      keyOf.push(keys.add(key));
      idOf.push(id);
    },
    /** For each key that comes more than once, who has it. */
    *holders(placeOf: Int32Array): Iterable<Int32Array> {
      const ends = new Int32Array(keys.size);
      for (let pair = 0; pair < keyOf.size; pair += 1) ends[keyOf.at(pair)] = (ends[keyOf.at(pair)] ?? 0) + 1;
      for (let key = 1; key < keys.size; key += 1) ends[key] = (ends[key] ?? 0) + (ends[key - 1] ?? 0);
      const places = new Int32Array(keyOf.size);
      const nexts = ends.slice();
      for (let pair = 0; pair < keyOf.size; pair += 1) {
        const key = keyOf.at(pair);
        const next = (nexts[key] ?? 0) - 1;
        nexts[key] = next;
        places[next] = placeOf[idOf.at(pair)] ?? 0;
      }
      for (let key = 0; key < keys.size; key += 1) {
        const from = key === 0 ? 0 : (ends[key - 1] ?? 0);
        const to = ends[key] ?? 0;
        if (to - from > 1) yield places.slice(from, to);
      }
    },
  };
}

function byPriority(priority: readonly string[]): (a: RecordRef, b: RecordRef) => number {
  const ranks = new Map(priority.map((sourceId, index) => [sourceId, index]));
  const rankOf = ({ sourceId }: RecordRef): number => ranks.get(sourceId) ?? priority.length;
  return (a, b) => rankOf(a) - rankOf(b) || compareText(a.sourceId, b.sourceId) || compareText(a.recordId, b.recordId);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
