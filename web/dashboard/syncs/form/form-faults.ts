import { slugPattern } from '../../collections/slug.ts';
import type { Texts } from '../../i18n/texts.ts';
import type { SyncForm } from './sync-form.ts';

export type FaultCode = keyof Texts['syncs']['form']['fault'];

/** Where the form shows a fault: a part, or one field of it. */
export type FaultPlace =
  | 'name'
  | 'connectionId'
  | 'collectionId'
  | 'audience'
  | 'placement.path'
  | 'placement.category'
  | 'deletes.days'
  | 'drift.lookEveryHours'
  | 'write.notesDelimiter'
  | 'write.fields'
  | `guards.${keyof SyncForm['guards']}`
  | 'schedule.minutes'
  | 'schedule.at'
  | 'schedule.days';

export type Faults = ReadonlyMap<FaultPlace, FaultCode>;

const time = /^([01]\d|2[0-3]):[0-5]\d$/;
const folderName = /^\S(?:[^\r\n\t]*\S)?$/;

const isFolderName = (name: string) => name.length <= 255 && folderName.test(name);
const isWithin = (value: number, least: number, most: number) =>
  Number.isInteger(value) && value >= least && value <= most;
const isUnique = (values: readonly unknown[]) => new Set(values).size === values.length;

/** What keeps a form from being saved, as far as it can be known without the server. @param taken Names of other syncs. */
export function faultsOf(form: SyncForm, taken: readonly string[]): Faults {
  const faults = new Map<FaultPlace, FaultCode>();
  const must = (holds: boolean, place: FaultPlace, code: FaultCode) => {
    if (!holds && !faults.has(place)) faults.set(place, code);
  };
  const { name, audience, placement, deletes, drift, write, guards, schedule } = form;
  must(slugPattern.test(name), 'name', 'slug');
  must(!taken.includes(name), 'name', 'taken');
  must(form.connectionId !== '', 'connectionId', 'required');
  must(form.collectionId !== '', 'collectionId', 'required');
  const names = audience.groups.length + audience.mailboxes.length;
  must(audience.who === 'everyone' || names > 0, 'audience', 'audience');
  switch (placement.kind) {
    case 'folder':
      must(placement.path.length > 0 && placement.path.every(isFolderName), 'placement.path', 'folder');
      break;
    case 'default-folder':
      must(isFolderName(placement.category) && !/[,;]/.test(placement.category), 'placement.category', 'category');
  }
  must(deletes.kind !== 'keep-days' || isWithin(deletes.days, 1, 3650), 'deletes.days', 'days');
  must(isWithin(drift.lookEveryHours, 0, 720), 'drift.lookEveryHours', 'hours');
  const { notesDelimiter } = write;
  must(
    notesDelimiter === null || (notesDelimiter.trim() !== '' && notesDelimiter.length <= 100),
    'write.notesDelimiter',
    'delimiter',
  );
  for (const key of ['maxDeletes', 'freeDeletes', 'freeLeavers'] as const) {
    must(isWithin(guards[key], 0, Number.MAX_SAFE_INTEGER), `guards.${key}`, 'count');
  }
  for (const key of ['maxDeleteShare', 'maxLeaverShare'] as const) {
    must(guards[key] >= 0 && guards[key] <= 1, `guards.${key}`, 'share');
  }
  switch (schedule.kind) {
    case 'every':
      must(isWithin(schedule.minutes, 1, 10_080), 'schedule.minutes', 'minutes');
      break;
    case 'daily': {
      const { at, days } = schedule;
      must(at.length > 0 && isUnique(at) && at.every((one) => time.test(one)), 'schedule.at', 'times');
      must(days.length > 0, 'schedule.days', 'weekdays');
      break;
    }
    case 'manual':
  }
  return faults;
}

const places = [
  ['body.sync.placement.category', 'placement.category'],
  ['body.sync.placement', 'placement.path'],
  ['body.sync.write.notesDelimiter', 'write.notesDelimiter'],
  ['body.sync.write', 'write.fields'],
  ['body.sync.deletes', 'deletes.days'],
  ['body.sync.drift', 'drift.lookEveryHours'],
  ['body.sync.schedule.days', 'schedule.days'],
  ['body.sync.schedule.at', 'schedule.at'],
  ['body.sync.schedule', 'schedule.minutes'],
  ['body.sync.guards.maxDeletes', 'guards.maxDeletes'],
  ['body.sync.guards.maxDeleteShare', 'guards.maxDeleteShare'],
  ['body.sync.guards.freeDeletes', 'guards.freeDeletes'],
  ['body.sync.guards.maxLeaverShare', 'guards.maxLeaverShare'],
  ['body.sync.guards.freeLeavers', 'guards.freeLeavers'],
  ['body.sync.name', 'name'],
  ['body.sync.connectionId', 'connectionId'],
  ['body.sync.collectionId', 'collectionId'],
  ['body.audience', 'audience'],
] as const satisfies readonly (readonly [string, FaultPlace])[];

/** Which field of the form a fault that the server found belongs to; null: none that it has. */
export function placeOf(path: string): FaultPlace | null {
  return places.find(([prefix]) => path === prefix || path.startsWith(`${prefix}.`))?.[1] ?? null;
}
