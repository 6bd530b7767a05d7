import type { Audience, AudienceRule, Guards, Placement, Schedule, Sync, WriteRules } from '../definition.ts';

/** Whom a sync goes to, as the form asks it. */
export interface AudienceForm {
  readonly who: 'everyone' | 'some';
  readonly groups: readonly string[];
  readonly mailboxes: readonly string[];
  readonly outEveryone: boolean;
  readonly outGroups: readonly string[];
  readonly outMailboxes: readonly string[];
}

/** What is chosen, and what the other choice had: going back and forth loses nothing. Numbers that are none are NaN. */
export interface SyncForm {
  readonly name: string;
  readonly connectionId: string;
  readonly collectionId: string;
  readonly audience: AudienceForm;
  readonly placement: {
    readonly kind: Placement['kind'];
    readonly path: readonly string[];
    readonly category: string;
  };
  readonly deletes: { readonly kind: Sync['deletes']['kind']; readonly days: number };
  readonly drift: Sync['drift'];
  readonly leavers: Sync['leavers'];
  readonly ownCard: Sync['ownCard'];
  readonly write: WriteRules;
  readonly guards: Guards;
  readonly schedule: {
    readonly kind: Schedule['kind'];
    readonly minutes: number;
    readonly at: readonly string[];
    readonly days: readonly number[];
  };
}

export type FormPart = keyof SyncForm;

export const formParts = [
  'name',
  'connectionId',
  'collectionId',
  'audience',
  'placement',
  'deletes',
  'drift',
  'leavers',
  'ownCard',
  'write',
  'guards',
  'schedule',
] as const satisfies readonly FormPart[];

export const usualGuards: Guards = {
  maxDeletes: 1000,
  maxDeleteShare: 0.2,
  freeDeletes: 10,
  maxChangeShare: 0.5,
  freeChanges: 100,
  maxItems: 20_000,
  maxLeaverShare: 0.2,
  freeLeavers: 5,
};

export const allDays: readonly number[] = [1, 2, 3, 4, 5, 6, 7];

/** What a new sync begins with: as `syncDefaults` in src/definitions says. @param folder Name in the person's language. */
export function newForm(folder: string): SyncForm {
  return {
    name: '',
    connectionId: '',
    collectionId: '',
    audience: { who: 'everyone', groups: [], mailboxes: [], outEveryone: false, outGroups: [], outMailboxes: [] },
    placement: { kind: 'folder', path: [folder], category: folder },
    deletes: { kind: 'delete', days: 30 },
    drift: { edited: 'restore', deleted: 'restore', lookEveryHours: 24 },
    leavers: 'keep',
    ownCard: 'keep',
    write: { fields: {}, notesDelimiter: null, categories: 'replace' },
    guards: usualGuards,
    schedule: { kind: 'every', minutes: 60, at: ['06:00', '12:00'], days: allDays },
  };
}

export function formOf(sync: Sync, audience: Audience): SyncForm {
  const { name, connectionId, collectionId, placement, deletes, drift, leavers, ownCard, write, guards, schedule } =
    sync;
  const usual = newForm(name);
  return {
    name,
    connectionId,
    collectionId,
    audience: audienceFormOf(audience),
    placement:
      placement.kind === 'folder'
        ? { ...usual.placement, kind: placement.kind, path: placement.path }
        : { ...usual.placement, kind: placement.kind, category: placement.category },
    deletes: { ...usual.deletes, ...deletes },
    drift,
    leavers,
    ownCard,
    write,
    guards,
    schedule: { ...usual.schedule, ...schedule },
  };
}

function audienceFormOf({ include, exclude }: Pick<Audience, 'include' | 'exclude'>): AudienceForm {
  return {
    who: include.some(({ kind }) => kind === 'everyone') ? 'everyone' : 'some',
    groups: groupsOf(include),
    mailboxes: mailboxesOf(include),
    outEveryone: exclude.some(({ kind }) => kind === 'everyone'),
    outGroups: groupsOf(exclude),
    outMailboxes: mailboxesOf(exclude),
  };
}

function groupsOf(rules: readonly AudienceRule[]): readonly string[] {
  return [...new Set(rules.flatMap((rule) => (rule.kind === 'group' ? [rule.groupId] : [])))];
}

function mailboxesOf(rules: readonly AudienceRule[]): readonly string[] {
  return [...new Set(rules.flatMap((rule) => (rule.kind === 'mailboxes' ? rule.mailboxes : [])))];
}

/** Rules of what the form chose. */
export function rulesOf(form: AudienceForm): Pick<Audience, 'include' | 'exclude'> {
  return {
    include: form.who === 'everyone' ? [{ kind: 'everyone' }] : ruleList(form.groups, form.mailboxes),
    exclude: [
      ...(form.outEveryone ? [{ kind: 'everyone' } as const] : []),
      ...ruleList(form.outGroups, form.outMailboxes),
    ],
  };
}

function ruleList(groups: readonly string[], mailboxes: readonly string[]): readonly AudienceRule[] {
  return [
    ...groups.map((groupId) => ({ kind: 'group', groupId }) as const),
    ...(mailboxes.length === 0 ? [] : [{ kind: 'mailboxes', mailboxes } as const]),
  ];
}

/** The audience of a form. One that means the same as before stays as it was written. */
export function audienceOf(form: AudienceForm, before: Audience): Audience {
  const isSame = JSON.stringify(audienceFormOf(before)) === JSON.stringify(form);
  return isSame ? before : { audienceId: before.audienceId, ...rulesOf(form) };
}

/** The sync of a form that has no faults; what the form does not ask comes from `before`. */
export function syncOf(form: SyncForm, before: Pick<Sync, 'syncId' | 'audienceId' | 'paused'>): Sync {
  const { name, connectionId, collectionId, drift, leavers, ownCard, write, guards } = form;
  const { syncId, audienceId, paused } = before;
  return {
    syncId,
    name,
    connectionId,
    collectionId,
    audienceId,
    placement: placementOf(form.placement),
    write,
    deletes: deletesOf(form.deletes),
    drift,
    leavers,
    ownCard,
    guards,
    schedule: scheduleOf(form.schedule),
    paused,
  };
}

function deletesOf({ kind, days }: SyncForm['deletes']): Sync['deletes'] {
  return kind === 'keep-days' ? { kind, days } : { kind };
}

function placementOf({ kind, path: [first = '', ...below], category }: SyncForm['placement']): Placement {
  return kind === 'folder' ? { kind, path: [first, ...below] } : { kind, category };
}

export function scheduleOf({ kind, minutes, at, days }: SyncForm['schedule']): Schedule {
  switch (kind) {
    case 'every':
      return { kind, minutes };
    case 'daily':
      return { kind, at: [...at].sort(), days: [...days].sort() };
    case 'manual':
      return { kind };
  }
}

/** Parts that differ. */
export function changedParts(before: SyncForm, after: SyncForm): readonly FormPart[] {
  return formParts.filter((part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]));
}

export interface Rebased {
  readonly form: SyncForm;
  /** Parts that both changed: those of the form stand. */
  readonly clashes: readonly FormPart[];
}

/** Puts what a form changed on top of what somebody else saved meanwhile. */
export function rebase(base: SyncForm, mine: SyncForm, theirs: SyncForm): Rebased {
  const changed = changedParts(base, mine);
  const changedByThem = changedParts(base, theirs);
  const own = Object.fromEntries(changed.map((part) => [part, mine[part]]));
  return { form: { ...theirs, ...own }, clashes: changed.filter((part) => changedByThem.includes(part)) };
}
