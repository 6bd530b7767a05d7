import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { createRunWorld, person, type RunWorld } from './run-world.test-fixture.ts';

class Kill extends Error {}

const mailboxIds = ['mailbox-1', 'mailbox-2', 'mailbox-3'];

/** Everything in the mailboxes, by names. */
function contents(w: RunWorld): object {
  return mailboxIds.map((mailboxId) => {
    const mailbox = w.world.mailbox(mailboxId);
    const folders = [...mailbox.folders(), mailbox.folder(mailbox.defaultFolderId)];
    return folders.map((folder) => [folder?.displayName, folder?.contacts.map(({ fields }) => fields)]);
  });
}

const place = fc.constantFrom(
  { kind: 'folder', path: ['Company contacts'] } as const,
  { kind: 'folder', path: ['Family', 'Company', 'Colleagues'] } as const,
  { kind: 'default-folder', category: 'Company' } as const,
);

test.prop([fc.integer({ min: 1, max: 6 }), place, fc.array(fc.nat(60), { maxLength: 4 }), fc.boolean()], {
  numRuns: 150,
})(
  'a mailbox after uninstall is the mailbox before, wherever runs and uninstalls were killed, and whatever was forgotten',
  async (people, placement, kills, lose) => {
    const w = createRunWorld(0, mailboxIds.length);
    const before = contents(w);
    w.sync = { ...w.sync, placement };
    for (let number = 1; number <= people; number += 1) w.world.putPerson(person(number));
    const until = async (requests: number, work: () => Promise<unknown>) => {
      w.world.resetRequestCount();
      w.world.beforeOperation = () => {
        if (w.world.requestCount() >= requests) throw new Kill();
      };
      await work().catch((error: unknown) => {
        if (!(error instanceof Kill)) throw error;
      });
      w.world.beforeOperation = () => {};
    };
    const [fill = 1000, ...rest] = kills;
    await until(fill, () => w.run());
    if (lose) w.loseStores();
    for (const requests of rest) await until(requests, () => w.uninstall());
    expect(await w.uninstall()).toMatchObject({ state: 'done', totals: { foldersFailed: 0 } });
    expect(contents(w)).toEqual(before);
    expect(w.world.personalTouches()).toBe(0);
  },
);
