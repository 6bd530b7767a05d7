import { expect, test } from 'vitest';
import { createRunWorld, person, type RunWorld } from './run-world.test-fixture.ts';

class Kill extends Error {}

const dayMs = 24 * 3_600_000;
const names = new Map([1, 2, 3, 4].map((number) => [`person-${number}`, `Person ${number}`]));

/** A replica that is due for a look, whose owner has edited one card and deleted two. */
async function dueWorld(): Promise<RunWorld> {
  const w = createRunWorld(4, 1);
  await w.run();
  w.nowMs += 2 * dayMs;
  await w.run();
  const contents = w.world.mailbox('mailbox-1');
  const [ours] = contents.folders().filter((folder) => folder.syncId === w.sync.syncId);
  const [edited, ...deleted] = ours?.contacts ?? [];
  contents.editContact(edited?.mailItemId ?? '', { ...edited?.fields, displayName: 'Boss' });
  for (const card of deleted.slice(0, 2)) contents.deleteContact(card.mailItemId);
  w.nowMs += 2 * dayMs;
  return w;
}

/** Runs until the plug is pulled, after so many requests that each took effect. */
async function killedAfter(w: RunWorld, requests: number): Promise<boolean> {
  let left = requests;
  w.world.beforeOperation = () => {
    left -= 1;
    if (left < 0) throw new Kill();
  };
  const killed = await w.run().then(
    () => false,
    (error: unknown) => {
      if (error instanceof Kill) return true;
      throw error;
    },
  );
  w.world.beforeOperation = () => {};
  return killed;
}

test('a look that is killed anywhere, after changes of the list in the same run, doubles nothing and leaves no edit', async () => {
  for (let requests = 0; ; requests += 1) {
    const w = await dueWorld();
    w.world.putPerson(person(5));
    const killed = await killedAfter(w, requests);
    expect(await w.run()).toMatchObject({ state: 'done' });
    expect(w.folder('mailbox-1')).toEqual(new Map([...names, ['person-5', 'Person 5']]));
    if (!killed) break;
    expect(requests).toBeLessThan(100);
  }
});
