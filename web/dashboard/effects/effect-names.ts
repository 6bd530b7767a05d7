import type { Texts } from '../i18n/texts.ts';

export type EffectName = keyof Texts['effects']['effect'];

const names = {
  'source-read-anew': true,
  'source-ids-change': true,
  'photos-taken': true,
  'photos-removed': true,
  'entries-come': true,
  'entries-leave': true,
  'people-combined-anew': true,
  'cards-written-again': true,
  'mailboxes-join': true,
  'mailboxes-leave': true,
  'sync-begins': true,
  'folders-stay': true,
  'other-mailboxes': true,
  'other-list': true,
  'new-folders-only': true,
  'place-changes': true,
  'cards-looked-at': true,
  'leavers-deleted': true,
  'leavers-deleted-later': true,
  'leavers-kept': true,
  'edits-restored': true,
  'edits-left': true,
  'looks-change': true,
  'left-mailboxes-cleaned': true,
  'left-mailboxes-kept': true,
  'own-cards-removed': true,
  'own-cards-written': true,
  'guards-change': true,
  'schedule-changes': true,
  'sync-pauses': true,
  'sync-resumes': true,
} as const satisfies Record<EffectName, true>;

/** Is there a text of it? */
export function isEffect(name: string): name is EffectName {
  return Object.hasOwn(names, name);
}
