import { hashDefinition } from '../sync/hashing.ts';
import type { Item } from '../sync/items.ts';
import type { Change } from '../sync/log.ts';
import { defaultWriteRules, type WriteRules } from '../sync/write-rules.ts';
import type { SyncDefinition } from './definition.ts';

/** How a sync shows the items of its collection in mailboxes. */
export interface Presentation {
  /** Changes when the same item would be written otherwise, or other items would be held. */
  readonly hash: string;
  /** The rules of writing, as the placement completes them. */
  readonly rules: WriteRules;
  /** The change as it goes into mailboxes: with the category of its placement, and a hash that tells how it was written. */
  present(change: Change): Change;
}

export function createPresentation({ placement, write, deletes, ownCard, drift }: SyncDefinition): Presentation {
  const { kind } = placement;
  const hash = hashDefinition({
    kind,
    category: kind === 'folder' ? null : placement.category,
    write,
    deletes,
    ownCard,
    drift,
  });
  const category = placement.kind === 'default-folder' ? placement.category : null;
  const rules: WriteRules = category === null ? write : { ...write, categories: 'add' };
  const writing = { category, rules };
  const isPlain = hashDefinition(writing) === hashDefinition({ category: null, rules: defaultWriteRules });
  if (isPlain) return { hash, rules, present: (change) => change };
  const suffix = hashDefinition(writing).slice(0, 6);
  return {
    hash,
    rules,
    present: (change) =>
      change.item === null
        ? change
        : { ...change, contentHash: `${change.contentHash}.${suffix}`, item: categorized(change.item, category) },
  };
}

function categorized(item: Item, category: string | null): Item {
  if (category === null) return item;
  const others = (item.fields.categories ?? []).filter((name) => name !== category);
  return { ...item, fields: { ...item.fields, categories: [...others, category] } };
}
