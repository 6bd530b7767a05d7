import { diffDefinitions } from '../../../definitions/diff-definitions.ts';
import { filesOf, uploadOf } from '../../../runs/csv-source.ts';
import type { Definitions, SourceDefinition } from '../../../runs/definition.ts';
import { definitionsSchema } from '../../../runs/definition-schema.ts';
import type { Api } from '../../contract/contract.ts';
import { zodMessages } from '../../endpoint/field-faults.ts';
import type { ChangeNote, Tagged } from '../../endpoint/handler.ts';
import { type FieldFault, Problem } from '../../endpoint/problem.ts';
import { revisionOf, tagOf } from '../../endpoint/tag.ts';
import type { TenantWork } from '../../tenant-work.ts';
import type { ListPorts } from './ports.ts';

/** Where something is wrong with definitions: a path into them. */
export interface Fault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export type Effects = Api['putSource']['answer']['effects'];

/** Definitions as they are to be. */
export interface Edit {
  readonly definitions: unknown;
  /** Which parts the caller sent, and what they are called in the call: `body.sync`. */
  readonly sent: readonly { readonly path: Fault['path']; readonly field: string }[];
}

export interface EditCall {
  readonly work: TenantWork;
  readonly ifMatch: string;
  readonly language: 'en' | 'de';
  note(change: ChangeNote): void;
}

/**
 * Changes the definitions of a tenant as a whole, if nobody else has changed them meanwhile.
 * @throws {Problem} `changed-meanwhile`, `invalid-input`, and what `change` throws.
 */
export async function editDefinitions(
  { work, ifMatch, language, note }: EditCall,
  ports: ListPorts,
  change: (definitions: Definitions) => Edit,
): Promise<Tagged<{ readonly revision: number; readonly effects: Effects }>> {
  const { revision, definitions: before } = await work.definitions();
  if (revision !== revisionOf(ifMatch)) throw new Problem('changed-meanwhile');
  const { definitions, sent } = change(before);
  const { definitions: after, faults } = await checkDefinitions(work, ports, before, definitions, language);
  if (after === null || faults.length > 0) {
    throw new Problem('invalid-input', { fields: faults.map((fault) => toField(fault, sent)) });
  }
  const effects = effectsOf(before, after);
  if (effects.length === 0) return { tag: tagOf(revision), answer: { revision, effects } };
  note({ changes: changedFields(before, after) });
  const saved = await work.saveDefinitions(after, revision);
  return { tag: tagOf(saved), answer: { revision: saved, effects } };
}

/** Null: they cannot even be read. */
export async function checkDefinitions(
  work: TenantWork,
  ports: ListPorts,
  before: Definitions,
  value: unknown,
  language: EditCall['language'],
): Promise<{ readonly definitions: Definitions | null; readonly faults: readonly Fault[] }> {
  const parsed = definitionsSchema.safeParse(value, { error: zodMessages[language] });
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => ({
      path: path.map((key) => (typeof key === 'number' ? key : String(key))),
      message,
    }));
    return { definitions: null, faults };
  }
  const definitions = parsed.data;
  const connections = (await work.connections()).map(({ connectionId }) => connectionId);
  const uploads = (await ports.csvFiles.list(work.tenant.tenantId)).map(({ fileName }) => fileName);
  const faults: Fault[] = [];
  definitions.sources.forEach((source, index) => {
    const path = ['sources', index];
    const known = before.sources.find(({ sourceId }) => sourceId === source.sourceId);
    faults.push(
      ...faultsOfFiles(source, known, uploads).map((fault) => ({ ...fault, path: [...path, ...fault.path] })),
    );
    const isNew =
      source.kind !== 'csv' &&
      (known === undefined || known.kind === 'csv' || known.connectionId !== source.connectionId);
    if (isNew && !connections.includes(source.connectionId)) faults.push(noConnection(path));
  });
  definitions.syncs.forEach(({ syncId, connectionId }, index) => {
    const known = before.syncs.find((sync) => sync.syncId === syncId);
    if (known?.connectionId === connectionId || connections.includes(connectionId)) return;
    faults.push(noConnection(['syncs', index]));
  });
  return { definitions, faults };
}

function noConnection(path: Fault['path']): Fault {
  return { path: [...path, 'connectionId'], message: 'there is no such connection: connect Microsoft 365 first' };
}

/**
 * Pages name files that were uploaded. Paths of the server are the operator's: they stay as they are, and no other is taken.
 * @param known As it is saved; undefined: it is new.
 */
export function faultsOfFiles(
  source: SourceDefinition,
  known: SourceDefinition | undefined,
  uploads: readonly string[],
): readonly Fault[] {
  if (source.kind !== 'csv') return [];
  const saved = known?.kind === 'csv' ? filesOf(known) : [];
  return filesOf(source).flatMap((file, index): readonly Fault[] => {
    if (saved.includes(file)) return [];
    const upload = uploadOf(file);
    if (upload !== null && uploads.includes(upload)) return [];
    const path = index === 0 ? ['file'] : ['join', index - 1, 'file'];
    return upload === null
      ? [
          {
            path,
            message: 'must be an uploaded file, "upload:" and its name: files of the server are set up by its operator',
          },
        ]
      : [{ path, message: 'there is no uploaded file of this name: upload it first' }];
  });
}

/** In the words of the call; what is wrong elsewhere is told by its place in the definitions. */
function toField({ path, message }: Fault, sent: Edit['sent']): FieldFault {
  const part = sent.find((one) => one.path.every((key, index) => path[index] === key));
  const named = part === undefined ? ['definitions', ...path] : [part.field, ...path.slice(part.path.length)];
  return { path: named.join('.'), message };
}

/** A list with one entry put in its place, or at the end, and where that is. */
export function withEntry<Entry>(
  list: readonly Entry[],
  isMeant: (entry: Entry) => boolean,
  entry: Entry,
): { readonly list: readonly Entry[]; readonly index: number } {
  const known = list.findIndex(isMeant);
  return known < 0 ? { list: [...list, entry], index: list.length } : { list: list.with(known, entry), index: known };
}

/** What a change does, in the words of docs/definitions.md. */
export function effectsOf(before: Definitions, after: Definitions): Effects {
  return diffDefinitions(before, after).map(({ part, id, kind, effects }) => ({
    part,
    id,
    change: kind,
    effects: [...effects],
  }));
}

/** Names of fields and ids, never what is in them. */
function changedFields(before: Definitions, after: Definitions): NonNullable<ChangeNote['changes']> {
  return diffDefinitions(before, after).flatMap((change) => {
    const name = `${change.part} ${change.id}`;
    if (change.kind !== 'changed') return [{ field: name, before: null, after: change.kind }];
    return change.values.map(({ path }) => ({ field: `${name}: ${path}`, before: null, after: 'changed' }));
  });
}
