import { z } from 'zod';
import type { ConnectedSource, Definitions, SourceDefinition, SyncDefinition } from '../runs/definition.ts';
import { checkReferences } from '../runs/definition-references.ts';
import { DefinitionError, type DefinitionProblem } from './definition-error.ts';
import { type DefinitionFile, definitionFileSchema, type FileSource, type FileSync } from './definition-file.ts';
import { explainIssues, problemAt, wordIssue } from './explain-issues.ts';
import { type Path, readYaml, type YamlText } from './read-yaml.ts';
import { syncIdOf } from './sync-id.ts';

/** What of a tenant the definition file leaves out or names. */
export interface DefinitionContext {
  /** ISO 3166 alpha-2: how national telephone numbers are read where a mapping does not say. */
  readonly defaultCountry: string;
  readonly connections: readonly { readonly connectionId: string; readonly entraTenantId: string }[];
}

/**
 * Reads a definition file: YAML 1.2, maps by id, defaults left out, short forms taken.
 *
 * @returns Definitions in the order of the file; the id of a sync follows from its Entra tenant and name.
 * @throws {DefinitionError} Every problem, in the order of the file.
 * @see docs/definitions.md
 */
export function parseDefinitionFile(text: string, context: DefinitionContext): Definitions {
  const yaml = readYaml(text);
  const parsed = definitionFileSchema(context.defaultCountry).safeParse(yaml.value, { error: wordIssue });
  const problems = [
    ...(parsed.success ? [] : explainIssues(parsed.error.issues, yaml)),
    ...problemsOfNames(yaml, context),
  ];
  if (!parsed.success || problems.length > 0) throw new DefinitionError(inOrder(problems));
  return expand(parsed.data, yaml, context);
}

type Connection = DefinitionContext['connections'][number];

/** The connections that a name may mean; without a name all. Anything but one is a problem. */
function connectionsNamed(name: string | undefined, { connections }: DefinitionContext): readonly Connection[] {
  if (name === undefined) return connections;
  return connections.filter(({ entraTenantId }) => entraTenantId.toLowerCase() === name.toLowerCase());
}

function connectionNamed(name: string | undefined, context: DefinitionContext): Connection {
  const [connection] = connectionsNamed(name, context);
  if (connection === undefined) throw new RangeError('the names of connections were not looked at');
  return connection;
}

function expand(file: DefinitionFile, yaml: YamlText, context: DefinitionContext): Definitions {
  return {
    sources: inFileOrder(file.sources, yaml, ['sources']).map(([sourceId, source]) =>
      expandSource(sourceId, source, context),
    ),
    collections: inFileOrder(file.collections, yaml, ['collections']).map(([collectionId, { sources, ...rules }]) => ({
      collectionId,
      sourceIds: sources,
      ...rules,
    })),
    audiences: inFileOrder(file.audiences, yaml, ['audiences']).map(([audienceId, rules]) => ({
      audienceId,
      ...rules,
    })),
    syncs: inFileOrder(file.syncs, yaml, ['syncs']).map(([name, sync]) => expandSync(name, sync, context)),
  };
}

/** Objects put keys that look like numbers first; the file does not. */
function inFileOrder<Part>(
  parts: Readonly<Record<string, Part>>,
  yaml: YamlText,
  path: Path,
): readonly (readonly [string, Part])[] {
  return yaml.keys(path).flatMap((id) => {
    const part = parts[id];
    return part === undefined ? [] : [[id, part] as const];
  });
}

function expandSource(sourceId: string, source: FileSource, context: DefinitionContext): SourceDefinition {
  if (source.kind === 'csv') return { sourceId, ...source };
  const { connection, ...rules } = source;
  const { connectionId } = connectionNamed(connection, context);
  return { sourceId, connectionId, ...rules } satisfies ConnectedSource;
}

function expandSync(name: string, sync: FileSync, context: DefinitionContext): SyncDefinition {
  const { connection, collection, audience, folder, ...policies } = sync;
  const { connectionId, entraTenantId } = connectionNamed(connection, context);
  return {
    syncId: syncIdOf(entraTenantId, name),
    name,
    connectionId,
    collectionId: collection,
    audienceId: audience,
    placement: folder,
    ...policies,
  };
}

const byId = z.record(z.string(), z.unknown()).catch({});
const whole = z.object({ sources: byId, collections: byId, audiences: byId, syncs: byId });
const collectionView = z.object({ sources: z.unknown(), merge: z.unknown(), filter: z.unknown() }).partial().catch({});
const syncView = z.object({ collection: z.unknown(), audience: z.unknown() }).partial().catch({});
/** Whatever has a connection, or could have one. */
const connectedView = z.object({ kind: z.string().optional(), connection: z.string().optional() });

/** Looks at the text itself, so that names of nothing are listed beside what else is wrong. */
function problemsOfNames(yaml: YamlText, context: DefinitionContext): readonly DefinitionProblem[] {
  const nothing = { sources: {}, collections: {}, audiences: {}, syncs: {} };
  const { sources, collections, audiences, syncs } = whole.parse({ ...nothing, ...byId.parse(yaml.value) });
  const dangling = checkReferences({
    sources: Object.keys(sources),
    collections: Object.entries(collections).map(([id, value]) => {
      const { sources: named, merge, filter } = collectionView.parse(value);
      return { id, sources: named, merge, filter };
    }),
    audiences: Object.keys(audiences),
    syncs: Object.entries(syncs).map(([id, value]) => {
      const { collection, audience } = syncView.parse(value);
      return { id, collection, audience };
    }),
  }).map(({ part, id, path, message }) => problemAt(yaml, [part, id, ...path], message));
  const connected = [
    ...Object.entries(sources).flatMap(([id, value]) => {
      const view = connectedView.safeParse(typeof value === 'string' ? { kind: value } : value);
      const { kind, connection } = view.data ?? {};
      return kind === undefined || kind === 'csv' ? [] : [{ path: ['sources', id], connection }];
    }),
    ...Object.entries(syncs).flatMap(([id, value]) => {
      const view = connectedView.safeParse(value);
      return view.success ? [{ path: ['syncs', id], connection: view.data.connection }] : [];
    }),
  ];
  const unconnected = connected.flatMap(({ path, connection }) => {
    const message = faultOfConnection(connection, context);
    if (message === null) return [];
    return [
      problemAt(
        yaml,
        connection === undefined ? path : [...path, 'connection'],
        message,
        connection === undefined ? 'key' : 'value',
      ),
    ];
  });
  return [...dangling, ...unconnected];
}

function faultOfConnection(name: string | undefined, context: DefinitionContext): string | null {
  const { connections } = context;
  const fitting = connectionsNamed(name, context);
  if (fitting.length === 1) return null;
  const known = connections.map(({ entraTenantId }) => entraTenantId).join(', ');
  if (connections.length === 0) return 'there is no connection: run "ringbook connect" first';
  if (fitting.length === 0) return `there is no such connection: name one of ${known}, or connect it`;
  return `there are several connections: add connection: with one of ${known}`;
}

function inOrder(problems: readonly DefinitionProblem[]): readonly DefinitionProblem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}
