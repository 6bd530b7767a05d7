import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { judgeDrift, sortChanges } from './drift.ts';
import type { ContactFields, ItemId } from './items.ts';
import type { HashedItem } from './log.ts';
import type { Link, MailItem, MailItemId } from './operations.ts';
import { planChanges } from './plan.ts';

type Policy = { readonly edited: 'restore' | 'leave'; readonly deleted: 'restore' | 'leave' };

interface Folder {
  readonly mails: ReadonlyMap<MailItemId, MailItem>;
  readonly links: readonly Link[];
}

const ids: readonly ItemId[] = ['a', 'b', 'c', 'd'];
const wanted = (itemId: ItemId): ContactFields => ({ displayName: `name ${itemId}` });
const items: readonly HashedItem[] = ids.map((itemId) => ({
  itemId,
  contentHash: `h-${itemId}`,
  item: { kind: 'contact', itemId, fields: wanted(itemId) },
}));

let nextKey = 0;
const written = (itemId: ItemId, mailItemId: MailItemId): { readonly mail: MailItem; readonly link: Link } => {
  nextKey += 1;
  const changeKey = `k${nextKey}`;
  const contentHash = `h-${itemId}`;
  return {
    mail: { mailItemId, itemId, contentHash, changeKey, fields: wanted(itemId), marks: null },
    link: { itemId, mailItemId, writtenHash: contentHash, changeKey },
  };
};

/** What a person, or another process, did to one of our items. `touch`: something that is not compared. */
type Deed = 'nothing' | 'edit' | 'delete' | 'touch' | 'restamp';
const deeds = fc.record(
  Object.fromEntries(ids.map((id) => [id, fc.constantFrom<Deed>('nothing', 'edit', 'delete', 'touch', 'restamp')])),
);
const personal: MailItem = { ...written('z', 'personal').mail };

function outcome(mail: MailItem, deed: Deed): readonly MailItem[] {
  const changeKey = `${mail.changeKey}'`;
  switch (deed) {
    case 'nothing':
      return [mail];
    case 'edit':
      return [{ ...mail, changeKey, fields: { displayName: 'edited' } }];
    case 'delete':
      return [];
    case 'touch':
      return [{ ...mail, changeKey }];
    case 'restamp':
      return [{ ...mail, changeKey, contentHash: 'other' }];
  }
}

function after(deed: Readonly<Record<ItemId, Deed>>): Folder {
  const pairs = ids.map((itemId) => written(itemId, `m-${itemId}`));
  const mails = pairs.flatMap(({ mail }) => outcome(mail, deed[mail.itemId] ?? 'nothing'));
  const all = new Map([...mails, personal].map((mail) => [mail.mailItemId, mail]));
  return { mails: all, links: pairs.map(({ link }) => link) };
}

/** A look at the whole folder, and everything that follows from it. */
function look({ mails, links }: Folder, policy: Policy) {
  const removed = links.map(({ mailItemId }) => mailItemId).filter((id) => !mails.has(id));
  const sorted = sortChanges(links, { present: [...mails.values()], removed });
  const next = new Map(mails);
  const known = new Map(links.map((link) => [link.itemId, link]));
  const touched: MailItemId[] = [];
  for (const link of [...sorted.toRead, ...sorted.deleted]) {
    const verdict = judgeDrift(link, mails.get(link.mailItemId) ?? null, () => wanted(link.itemId), policy);
    switch (verdict.kind) {
      case 'same':
      case 'leave-edit':
      case 'leave-delete':
        known.set(link.itemId, verdict.link);
        break;
      case 'forget':
        known.delete(link.itemId);
        break;
      case 'restore-edit':
      case 'restore-delete': {
        const { mail, link: now } = written(
          link.itemId,
          verdict.kind === 'restore-edit' ? link.mailItemId : `new-${link.itemId}`,
        );
        touched.push(mail.mailItemId);
        next.set(mail.mailItemId, mail);
        known.set(link.itemId, now);
        break;
      }
    }
  }
  return { folder: { mails: next, links: [...known.values()] }, touched, read: sorted.toRead.length };
}

const policies = fc.record<Policy>({
  edited: fc.constantFrom('restore', 'leave'),
  deleted: fc.constantFrom('restore', 'leave'),
});

test.prop([deeds])('what was restored is as it should be, and looking again finds nothing', (deed) => {
  const first = look(after(deed), { edited: 'restore', deleted: 'restore' });
  const held = [...first.folder.mails.values()].filter((mail) => mail.mailItemId !== personal.mailItemId);
  expect(held.map(({ itemId, fields, contentHash }) => ({ itemId, fields, contentHash }))).toEqual(
    expect.arrayContaining(ids.map((itemId) => ({ itemId, fields: wanted(itemId), contentHash: `h-${itemId}` }))),
  );
  expect(held).toHaveLength(ids.length);
  const second = look(first.folder, { edited: 'restore', deleted: 'restore' });
  expect(second.touched).toEqual([]);
  expect(second.read).toBe(0);
});

test.prop([deeds, policies])('what is in no link is never touched', (deed, policy) => {
  const { folder, touched } = look(after(deed), policy);
  expect(touched).not.toContain(personal.mailItemId);
  expect(folder.mails.get(personal.mailItemId)).toBe(personal);
});

test.prop([deeds])('where everything is left, nothing is ever written, and looking again reads nothing', (deed) => {
  const leave = { edited: 'leave', deleted: 'leave' } as const;
  const before = after(deed);
  const first = look(before, leave);
  expect(first.touched).toEqual([]);
  expect(first.folder.mails).toEqual(before.mails);
  expect(look(first.folder, leave)).toEqual({ folder: first.folder, touched: [], read: 0 });
});

test.prop([deeds])('what a person deleted is never created again by a plan', (deed) => {
  const { folder } = look(after(deed), { edited: 'restore', deleted: 'leave' });
  const links = new Map(folder.links.map((link) => [link.itemId, link]));
  const news = items.map((item) => ({ ...item, contentHash: `${item.contentHash}+` }));
  const tombstones = ids.map((itemId) => ({ itemId, contentHash: '', item: null }));
  for (const changes of [items, news, tombstones, [...tombstones, ...news]]) {
    const planned = planChanges(changes, links).operations.map(({ itemId }) => itemId);
    for (const itemId of ids) if (deed[itemId] === 'delete') expect(planned).not.toContain(itemId);
  }
});
