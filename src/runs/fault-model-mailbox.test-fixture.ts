import type { MemoryContact, MemoryFolder } from '../connectors/memory/mailbox-contents.ts';
import type { ItemId } from '../sync/items.ts';
import type { OwnerAct } from './fault-model-history.test-fixture.ts';
import type { RunWorld } from './run-world.test-fixture.ts';

/** What a person has of their own in a mailbox, and what has to be excused of ours. */
export interface ModelMailbox {
  readonly mailboxId: string;
  /** Names of contacts that are the person's own. */
  readonly own: string[];
  /** Names of contacts that another product left. */
  old: string[];
  hasLicence: boolean;
  /** Does the service let anybody in? */
  isUsable: boolean;
  /** Items that the person ever deleted or moved away, and those that they ever changed. */
  readonly deleted: Set<ItemId>;
  readonly edited: Set<ItemId>;
  /** Items of which the person made another card, stamp and all: seen when the whole mailbox is looked at. */
  readonly copied: Set<ItemId>;
  /** Items that the service refused although nothing is wrong with them: they wait for their next change. */
  readonly refused: Set<ItemId>;
  /** The service said that something was gone that was not, or we forgot where we wrote: there may be cards that nobody looks for. */
  mayShowTwice: boolean;
}

/** The folder of another product. */
export const oldFolder = 'Old product';
/** Where people move cards that they want to keep: nothing in it is looked for. */
export const privateFolder = 'Family';

/** Every folder of a mailbox, the default one first. */
export function foldersOf(w: RunWorld, mailboxId: string): readonly MemoryFolder[] {
  const contents = w.world.mailbox(mailboxId);
  return [contents.folder(contents.defaultFolderId), ...contents.folders()].filter((folder) => folder !== null);
}

/** Our cards where we put them: those that the person moved to a folder of their own are theirs to care for. */
export function cardsIn(w: RunWorld, mailboxId: string): readonly MemoryContact[] {
  return foldersOf(w, mailboxId)
    .filter(({ displayName }) => displayName !== privateFolder)
    .flatMap(({ contacts }) => contacts.filter(({ stamp }) => stamp !== null));
}

/** Those of them that are where the sync writes now. */
export function cardsInPlace(w: RunWorld, mailboxId: string): readonly MemoryContact[] {
  const { defaultFolderId } = w.world.mailbox(mailboxId);
  const isPlace = ({ folderId }: MemoryFolder) =>
    (folderId === defaultFolderId) === (w.sync.placement.kind === 'default-folder');
  const inPlace = new Set(
    foldersOf(w, mailboxId)
      .filter(isPlace)
      .flatMap(({ contacts }) => contacts.map(({ mailItemId }) => mailItemId)),
  );
  return cardsIn(w, mailboxId).filter(({ mailItemId }) => inPlace.has(mailItemId));
}

/** The owner of a mailbox does something in it. */
export function act(w: RunWorld, mailbox: ModelMailbox, card: number, what: OwnerAct): void {
  const contents = w.world.mailbox(mailbox.mailboxId);
  const named = (name: string) => contents.folders().find(({ displayName }) => displayName === name)?.folderId;
  const folder = contents.folders().find(({ syncId }) => syncId !== null);
  const cards = cardsIn(w, mailbox.mailboxId);
  const chosen = cards[card % Math.max(1, cards.length)];
  const itemId = chosen?.stamp?.itemId;
  switch (what) {
    case 'add-own':
      contents.addContact(contents.defaultFolderId, { stamp: null, fields: { displayName: `Own ${card}` } });
      mailbox.own.push(`Own ${card}`);
      return;
    case 'add-inside':
      if (folder === undefined) return;
      contents.addContact(folder.folderId, { stamp: null, fields: { displayName: `Inside ${card}` } });
      mailbox.own.push(`Inside ${card}`);
      return;
    case 'add-old':
      contents.addContact(named(oldFolder) ?? contents.addFolder(oldFolder, null), {
        stamp: null,
        fields: { displayName: `Old ${card}` },
      });
      mailbox.old.push(`Old ${card}`);
      return;
    case 'rename-folder':
      if (folder !== undefined && named(`Renamed ${card}`) === undefined)
        contents.renameFolder(folder.folderId, `Renamed ${card}`);
      return;
    case 'delete-folder':
      if (folder === undefined) return;
      for (const { stamp, fields } of folder.contacts) {
        if (stamp === null) mailbox.own.splice(mailbox.own.indexOf(fields.displayName ?? ''), 1);
        else mailbox.deleted.add(stamp.itemId);
      }
      contents.deleteFolder(folder.folderId);
      return;
    case 'rename':
      if (chosen === undefined || itemId === undefined) return;
      contents.editContact(chosen.mailItemId, { displayName: 'Nickname' });
      mailbox.edited.add(itemId);
      return;
    case 'note':
      if (chosen === undefined || itemId === undefined) return;
      contents.editContact(chosen.mailItemId, { personalNotes: `${chosen.fields.personalNotes ?? ''}\nnote ${card}` });
      mailbox.edited.add(itemId);
      return;
    case 'delete':
      if (chosen === undefined || itemId === undefined) return;
      contents.deleteContact(chosen.mailItemId);
      mailbox.deleted.add(itemId);
      return;
    case 'copy': {
      if (chosen === undefined || itemId === undefined) return;
      const { mailItemId: _, changeKey: __, ...content } = chosen;
      const home = foldersOf(w, mailbox.mailboxId).find(({ contacts }) =>
        contacts.some(({ mailItemId }) => mailItemId === chosen.mailItemId),
      );
      contents.addContact(home?.folderId ?? contents.defaultFolderId, content);
      mailbox.copied.add(itemId);
      return;
    }
    case 'move-out': {
      const privateId = named(privateFolder);
      if (chosen === undefined || itemId === undefined || privateId === undefined) return;
      contents.moveContact(chosen.mailItemId, privateId);
      mailbox.deleted.add(itemId);
      return;
    }
  }
}
