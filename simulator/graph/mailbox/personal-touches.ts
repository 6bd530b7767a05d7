import type { Counters } from '../../counters/counters.ts';
import { onMailboxChange } from '../../world/mailbox-changes.ts';
import type { World } from '../../world/model.ts';
import { immutableId } from '../../world/outlook-ids.ts';

/** Counts every personal contact that an app changes or deletes: a program that syncs must leave them alone. */
export function reportPersonalTouches(world: World, counters: Counters): void {
  onMailboxChange(world, ({ contact, by, kind, what, tenantId, mailbox }) => {
    if (!contact.personal || by !== 'app') return;
    const how = kind === 'deleted' ? 'deleted' : what === 'photo' ? 'photo' : 'updated';
    const contactId = immutableId(mailbox, contact.serial);
    counters.personalTouched({ tenantId, mailboxId: mailbox.userId, contactId, how });
  });
}
