import { expect, test } from 'vitest';
import { createRunWorld, person } from './run-world.test-fixture.ts';

test('a run of one mailbox brings that one up to date and leaves the others for the next run', async () => {
  const w = createRunWorld(4, 3);
  await w.run();
  w.world.putPerson(person(2, { fields: { displayName: 'Renamed' } }));
  expect(await w.run({ mailboxIds: ['mailbox-2'] })).toMatchObject({ state: 'done', totals: { updated: 1 } });
  expect(w.folder('mailbox-2').get('person-2')).toBe('Renamed');
  expect(w.folder('mailbox-1').get('person-2')).toBe('Person 2');
  expect(await w.run()).toMatchObject({ state: 'done', totals: { updated: 2 } });
});

test('a run of one mailbox looks at once at what a person changed there', async () => {
  const w = createRunWorld(4, 2);
  await w.run();
  const contents = w.world.mailbox('mailbox-1');
  const cards = contents.folders().flatMap((folder) => folder.contacts);
  contents.deleteContact(cards.find(({ stamp }) => stamp?.itemId === 'person-2')?.mailItemId ?? '');
  expect(w.folder('mailbox-1').size).toBe(3);
  expect(await w.run({ mailboxIds: ['mailbox-1'] })).toMatchObject({ state: 'done', totals: { created: 1 } });
  expect(w.folder('mailbox-1').size).toBe(4);
});

test('a mailbox that could not be used is tried again at once', async () => {
  const w = createRunWorld(3, 2);
  w.world.setMailboxState('mailbox-1', 'mailbox-not-enabled');
  expect(await w.run()).toMatchObject({ totals: { foldersUnavailable: 1 } });
  w.world.setMailboxState('mailbox-1', null);
  expect(await w.run()).toMatchObject({ totals: { created: 0 } });
  expect(await w.run({ mailboxIds: ['mailbox-1'] })).toMatchObject({ totals: { created: 3 } });
});
