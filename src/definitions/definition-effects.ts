/** The kinds of definitions, and a change of one. */
export type DefinitionPart = 'source' | 'collection' | 'audience' | 'sync';

/** What a change of the definitions does, for people to know before they save it. */
export type DefinitionEffect =
  | 'source-read-anew'
  | 'source-ids-change'
  | 'photos-taken'
  | 'photos-removed'
  | 'entries-come'
  | 'entries-leave'
  | 'people-combined-anew'
  | 'cards-written-again'
  | 'mailboxes-join'
  | 'mailboxes-leave'
  | 'sync-begins'
  | 'folders-stay'
  | 'other-mailboxes'
  | 'other-list'
  | 'new-folders-only'
  | 'place-changes'
  | 'cards-looked-at'
  | 'leavers-deleted'
  | 'leavers-deleted-later'
  | 'leavers-kept'
  | 'edits-restored'
  | 'edits-left'
  | 'looks-change'
  | 'left-mailboxes-cleaned'
  | 'left-mailboxes-kept'
  | 'own-cards-removed'
  | 'own-cards-written'
  | 'guards-change'
  | 'schedule-changes'
  | 'sync-pauses'
  | 'sync-resumes';

/** One key of a definition with another value. */
export interface ValueChange {
  /** Keys and indexes, in the words of the definition file. */
  readonly path: readonly (string | number)[];
  /** `undefined`: not there. */
  readonly before: unknown;
  readonly after: unknown;
}

/** What it does that a definition is there now. */
export function effectsOfAdded(part: DefinitionPart): readonly DefinitionEffect[] {
  return part === 'sync' ? ['sync-begins'] : [];
}

/** What it does that a definition is gone. Sources, collections and audiences do nothing without a sync. */
export function effectsOfRemoved(part: DefinitionPart): readonly DefinitionEffect[] {
  return part === 'sync' ? ['folders-stay'] : [];
}

/** What it does that values changed, each once. */
export function effectsOfChanged(part: DefinitionPart, values: readonly ValueChange[]): readonly DefinitionEffect[] {
  const ofOne = { source: ofSource, collection: ofCollection, audience: ofAudience, sync: ofSync }[part];
  return [...new Set(values.flatMap((value) => ofOne(value)))];
}

function ofSource({ path, after }: ValueChange): readonly DefinitionEffect[] {
  switch (path[0]) {
    case 'photoPixels':
      return after === null || after === undefined ? ['photos-removed'] : ['photos-taken'];
    case 'rules':
      if (typeof after !== 'boolean') return ['entries-come', 'entries-leave'];
      return after ? ['entries-come'] : ['entries-leave'];
    case 'connection':
    case 'id':
    case 'kind':
      return ['source-read-anew', 'source-ids-change'];
    case 'columns':
    case 'delimiter':
    case 'encoding':
    case 'join':
    case 'overflow':
      return ['source-read-anew', 'cards-written-again'];
    default:
      return ['source-read-anew', 'entries-come', 'entries-leave'];
  }
}

function ofCollection({ path }: ValueChange): readonly DefinitionEffect[] {
  switch (path[0]) {
    case 'sources':
      return ['entries-come', 'entries-leave', 'people-combined-anew'];
    case 'match':
    case 'merge':
      return ['people-combined-anew'];
    case 'filter':
      return ['entries-come', 'entries-leave'];
    case 'mapping':
      return ['cards-written-again'];
    default:
      return ['guards-change'];
  }
}

/** A rule may be another one now, so each change counts as both. */
function ofAudience({ path, before, after }: ValueChange): readonly DefinitionEffect[] {
  const [more, fewer] =
    path[0] === 'include'
      ? (['mailboxes-join', 'mailboxes-leave'] as const)
      : (['mailboxes-leave', 'mailboxes-join'] as const);
  if (before === undefined) return [more];
  return after === undefined ? [fewer] : [more, fewer];
}

function ofSync({ path, before, after }: ValueChange): readonly DefinitionEffect[] {
  switch (path[0]) {
    case 'connection':
      return ['folders-stay', 'sync-begins', 'other-mailboxes'];
    case 'collection':
      return ['other-list'];
    case 'audience':
      return ['mailboxes-join', 'mailboxes-leave'];
    case 'folder':
      return path.length > 1 || !isNames(before) || !isNames(after) ? ['place-changes'] : ['new-folders-only'];
    case 'write':
      return ['cards-looked-at'];
    case 'deletes':
      if (after === 'keep') return ['leavers-kept'];
      if (after === 'delete') return ['leavers-deleted'];
      return after === undefined ? [] : ['leavers-deleted-later'];
    case 'drift':
      if (path[1] === 'lookEveryHours') return ['looks-change'];
      return after === 'restore' ? ['edits-restored'] : ['edits-left'];
    case 'leavers':
      return after === 'keep' ? ['left-mailboxes-kept'] : ['left-mailboxes-cleaned'];
    case 'ownCard':
      return after === 'keep' ? ['own-cards-written'] : ['own-cards-removed'];
    case 'schedule':
      return ['schedule-changes'];
    case 'paused':
      return after === true ? ['sync-pauses'] : ['sync-resumes'];
    default:
      return ['guards-change'];
  }
}

/** A folder by its name, or by names from the top. */
function isNames(folder: unknown): boolean {
  return typeof folder === 'string' || Array.isArray(folder);
}
