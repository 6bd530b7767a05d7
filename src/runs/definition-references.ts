import { z } from 'zod';

/** What of definitions is looked at, whatever their form; what cannot be read is passed over. */
export interface ReferenceView {
  readonly sources: readonly string[];
  readonly collections: readonly {
    readonly id: string;
    readonly sources: unknown;
    readonly merge: unknown;
    readonly filter: unknown;
  }[];
  readonly audiences: readonly string[];
  readonly syncs: readonly { readonly id: string; readonly collection: unknown; readonly audience: unknown }[];
}

/** A name of something that does not exist, or that is there twice. */
export interface ReferenceFault {
  readonly part: 'collections' | 'syncs';
  readonly id: string;
  /** Below the definition, in the words of the view: `['sources', 1]`. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

type Named = { readonly path: readonly (string | number)[]; readonly id: string };

const text = z.string().catch('');
const texts = z.array(z.unknown()).catch([]);
const mergeView = z
  .object({ fields: z.record(z.string(), z.object({ order: texts.optional() }).catch({})).catch({}) })
  .catch({ fields: {} });
const conditionView = z.object({ kind: z.unknown(), in: z.unknown(), of: z.unknown() }).partial();

/** Finds names in definitions that name nothing, and sources that a collection names twice. */
export function checkReferences(view: ReferenceView): readonly ReferenceFault[] {
  const faults: ReferenceFault[] = [];
  for (const { id, sources, merge, filter } of view.collections) {
    const add = (path: Named['path'], message: string) => faults.push({ part: 'collections', id, path, message });
    const own = named(sources, ['sources']);
    own.forEach((source, index) => {
      if (!view.sources.includes(source.id)) add(source.path, missing('source', source.id, view.sources));
      else if (own.findIndex((other) => other.id === source.id) < index) {
        add(source.path, `the collection names the source ${source.id} twice: remove one`);
      }
    });
    const ids = [...new Set(own.map((source) => source.id))];
    const inOrders = Object.entries(mergeView.parse(merge).fields).flatMap(([field, { order }]) =>
      named(order, ['merge', 'fields', field, 'order']),
    );
    for (const source of [...inOrders, ...sourcesOfFilter(filter, ['filter'])]) {
      if (!ids.includes(source.id)) add(source.path, missing('source of this collection', source.id, ids));
    }
  }
  for (const { id, collection, audience } of view.syncs) {
    const add = (name: string, message: string) => faults.push({ part: 'syncs', id, path: [name], message });
    const collections = view.collections.map((known) => known.id);
    for (const [part, value, known] of [
      ['collection', collection, collections],
      ['audience', audience, view.audiences],
    ] as const) {
      const wanted = text.parse(value);
      if (wanted !== '' && !known.includes(wanted)) add(part, missing(part, wanted, known));
    }
  }
  return faults;
}

function missing(what: string, id: string, known: readonly string[]): string {
  const shown = known.slice(0, 10).join(', ') + (known.length > 10 ? ', …' : '');
  return `there is no ${what} ${id}: ${known.length === 0 ? 'define it first' : `define it, or name one of ${shown}`}`;
}

function named(list: unknown, path: Named['path']): readonly Named[] {
  return texts
    .parse(list)
    .flatMap((entry, index) => (typeof entry === 'string' ? [{ path: [...path, index], id: entry }] : []));
}

/** The sources that conditions name; `value` is a list of steps, a step, or a condition. */
function sourcesOfFilter(value: unknown, path: Named['path']): readonly Named[] {
  if (Array.isArray(value)) return value.flatMap((entry, index) => sourcesOfFilter(entry, [...path, index]));
  const step = z.object({ where: z.unknown() }).safeParse(value);
  if (step.success && step.data.where !== undefined) return sourcesOfFilter(step.data.where, [...path, 'where']);
  const condition = conditionView.safeParse(value);
  if (!condition.success) return [];
  if (condition.data.kind === 'source') return named(condition.data.in, [...path, 'in']);
  return condition.data.of === undefined ? [] : sourcesOfFilter(condition.data.of, [...path, 'of']);
}
