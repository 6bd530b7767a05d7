import { expect, test } from 'vitest';
import { createOrder } from './recording.ts';

const list = 'https://graph/v1.0/users/delta?a';
const mailboxes = 'https://graph/v1.0/users/delta?b';
const batch = 'https://graph/v1.0/$batch';
const parts = (...urls: string[]) =>
  JSON.stringify({ requests: urls.map((url, id) => ({ id: `${id}`, method: 'POST', url })) });

test('a page waits for the one that led to it, and for no other read', () => {
  const order = createOrder();
  expect(order.sent(0, list, undefined)).toEqual([]);
  expect(order.sent(1, mailboxes, undefined)).toEqual([]);
  order.answered(0, undefined, `{"@odata.nextLink":"${list}2"}`);
  order.answered(1, undefined, `{"@odata.deltaLink":"${mailboxes}2"}`);
  expect(order.sent(2, `${list}2`, undefined)).toEqual([0]);
  order.answered(2, undefined, '{}');
  expect(order.sent(3, batch, parts('/users/a/contactFolders'))).toEqual([1, 2]);
});

test('a batch waits for what of the directory was read, and for the last word about the folders of its mailboxes', () => {
  const order = createOrder();
  order.sent(0, list, undefined);
  order.answered(0, undefined, '{}');
  expect(order.sent(1, batch, parts('/users/a/contactFolders?find', '/users/b/contactFolders?find'))).toEqual([0]);
  expect(order.sent(2, batch, parts('/users/a/contactFolders'))).toEqual([0, 1]);
  expect(order.sent(3, batch, parts('/users/a/contactFolders/x/contacts', '/users/c/contactFolders'))).toEqual([0, 2]);
  expect(order.sent(4, batch, parts('/users/a/contactFolders/x/contacts'))).toEqual([0, 2]);
});
