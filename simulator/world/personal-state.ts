import { onMailboxChange } from './mailbox-changes.ts';
import type { ContactContent, SimMailbox, World } from './model.ts';

/** How a contact was when its owner last had it in hand. */
export interface PersonalState {
  readonly folderId: string;
  readonly content: ContactContent;
  readonly photo: Uint8Array | null;
}

/** What the people themselves made of their own contacts, to compare with what is there now. */
export interface PersonalStates {
  /** By serial number. */
  of(mailbox: SimMailbox): ReadonlyMap<number, PersonalState>;
  /** For loading a saved world. */
  set(mailbox: SimMailbox, serial: number, state: PersonalState): void;
  /** Personal contacts that an app has changed or removed: their serial numbers. */
  touched(mailbox: SimMailbox): readonly number[];
}

/** Notes every change that an owner makes to a personal contact. */
export function watchPersonalContacts(world: World): PersonalStates {
  const states = new WeakMap<SimMailbox, Map<number, PersonalState>>();
  const none: ReadonlyMap<number, PersonalState> = new Map();

  function set(mailbox: SimMailbox, serial: number, state: PersonalState): void {
    const known = states.get(mailbox) ?? new Map<number, PersonalState>();
    states.set(mailbox, known);
    known.set(serial, state);
  }

  onMailboxChange(world, ({ mailbox, by, kind, what, contact }) => {
    if (by !== 'owner' || !contact.personal) return;
    if (kind !== 'deleted') {
      set(mailbox, contact.serial, { folderId: contact.folderId, content: contact.content, photo: contact.photo });
    } else if (what === 'content') {
      states.get(mailbox)?.delete(contact.serial);
    }
  });

  return {
    of: (mailbox) => states.get(mailbox) ?? none,
    set,
    touched: (mailbox) =>
      [...(states.get(mailbox) ?? none)]
        .filter(([serial, state]) => {
          const now = mailbox.contacts.get(serial);
          if (now === undefined || now.folderId !== state.folderId || now.photo !== state.photo) return true;
          return now.content !== state.content && !sameContent(now.content, state.content);
        })
        .map(([serial]) => serial),
  };
}

/** Equal contents are mostly one object; this is for those that are not. */
function sameContent(a: ContactContent, b: ContactContent): boolean {
  return JSON.stringify([a.properties, a.extended]) === JSON.stringify([b.properties, b.extended]);
}
