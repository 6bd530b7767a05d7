import { expect, test } from 'vitest';
import { createMailboxContents, type MailboxContents } from './mailbox-contents.ts';

const stamp = { syncId: 'sync', itemId: 'a', contentHash: 'hash' };

function open(): { readonly contents: MailboxContents; readonly mailItemId: string; readonly folderId: string } {
  let made = 0;
  const contents = createMailboxContents(() => {
    made += 1;
    return `id-${made}`;
  });
  const folderId = contents.addFolder('Company', 'sync');
  const fields = { displayName: 'Anna', mobilePhone: '+491' };
  const mailItemId = contents.addContact(folderId, { stamp, fields, marks: 'marks', photo: 'photo' });
  return { contents, mailItemId, folderId };
}

test('every change of a contact gives it a new change key', () => {
  const { contents, mailItemId, folderId } = open();
  const keys = [contents.contact(mailItemId)?.changeKey];
  const note = () => keys.push(contents.contact(mailItemId)?.changeKey);
  contents.editContact(mailItemId, { displayName: 'Anna B.' });
  note();
  contents.replaceContact({ mailItemId, stamp, fields: { displayName: 'Anna' } });
  note();
  contents.moveContact(mailItemId, contents.defaultFolderId);
  note();
  contents.moveContact(mailItemId, folderId);
  note();
  expect(new Set(keys).size).toBe(5);
  expect(keys).not.toContain(undefined);
});

test('an edit changes the fields that it names and nothing else', () => {
  const { contents, mailItemId } = open();
  contents.editContact(mailItemId, { displayName: 'Anna B.', mobilePhone: '' });
  const expected = { stamp, marks: 'marks', photo: 'photo', fields: { displayName: 'Anna B.' } };
  expect(contents.contact(mailItemId)).toMatchObject(expected);
  expect(contents.contact(mailItemId)?.fields).not.toHaveProperty('mobilePhone');
});

test('a replacement keeps what it does not name', () => {
  const { contents, mailItemId } = open();
  contents.replaceContact({ mailItemId, stamp: null, fields: {}, photo: null });
  expect(contents.contact(mailItemId)).toMatchObject({ stamp: null, fields: {}, marks: 'marks', photo: null });
});

test('a folder goes with all that is in it', () => {
  const { contents, folderId } = open();
  const inner = contents.addFolder('Inner', null, { parentId: folderId });
  const mailItemId = contents.addContact(contents.addFolder('Innermost', null, { parentId: inner }), {
    stamp: null,
    fields: {},
  });
  contents.deleteFolder(folderId);
  expect(contents.folders()).toEqual([]);
  expect(contents.contact(mailItemId)).toBeNull();
});

test('a name is taken beside a folder of it, in any case, and free below', () => {
  const { contents, folderId } = open();
  expect(() => contents.addFolder('COMPANY', null)).toThrow('conflict');
  expect(contents.addFolder('Company', null, { parentId: folderId })).not.toBe(folderId);
  expect(() => contents.addFolder('Lost', null, { parentId: 'nowhere' })).toThrow('not-found');
});

test('what was disowned is a folder of the person’s own', () => {
  const { contents, folderId } = open();
  contents.disownFolder(folderId);
  expect(contents.folder(folderId)).toMatchObject({ syncId: null, madeAsParent: false });
});
