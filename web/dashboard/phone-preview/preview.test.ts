import { expect, test } from 'vitest';
import {
  type CardNumber,
  callingNumbers,
  cardRows,
  firstShown,
  letterOf,
  neighbours,
  type Person,
  shownName,
  unknownCaller,
} from './preview.ts';

const person = (itemId: string, more: Partial<Person> = {}): Person => ({
  itemId,
  displayName: itemId,
  jobTitle: null,
  department: null,
  company: null,
  email: null,
  phone: null,
  hasPhoto: false,
  ...more,
});
const number = (field: string): CardNumber => ({
  field,
  value: '+4930123',
  shown: '030 123',
  recognised: true,
  region: null,
  sharedWith: 0,
});

test('a card without a name is called by its company, then by its address', () => {
  const emailAddresses = [{ address: 'desk@example.com', name: 'Desk' }];
  expect(shownName({ fields: { displayName: 'Ada', companyName: 'Contoso' } })).toBe('Ada');
  expect(shownName({ fields: { companyName: 'Contoso', emailAddresses } })).toBe('Contoso');
  expect(shownName({ fields: { emailAddresses } })).toBe('desk@example.com');
  expect(shownName({ fields: {} })).toBe('');
});

test('a fax does not call', () => {
  const fields = callingNumbers(['mobilePhone', 'businessFax', 'businessPhones', 'pager'].map(number));
  expect(fields.map(({ field }) => field)).toEqual(['mobilePhone', 'businessPhones']);
});

test.each([
  ['0171 3920004', '0171 3920004'],
  ['+49 171 3920004', '+49 171 3920004'],
  ['9074', '… 9074'],
  ['see Teams', null],
  ['', null],
])('of an unknown caller with %j a phone shows %j', (shown, expected) => {
  expect(unknownCaller({ shown })).toBe(expected);
});

test('each address of a card has a row, and what is empty has none', () => {
  const fields = {
    emailAddresses: [{ address: 'a@example.com', name: 'A' }, { address: 'b@example.com' }],
    personalNotes: 'Floor 3',
    businessAddress: { street: 'Ring 1', city: 'Wien' },
    birthday: '',
  };
  expect(cardRows({ fields })).toEqual([
    { field: 'emailAddresses', kind: 'mail', lines: ['a@example.com'] },
    { field: 'emailAddresses', kind: 'mail', lines: ['b@example.com'] },
    { field: 'businessAddress', kind: 'address', lines: ['Ring 1', 'Wien'] },
    { field: 'personalNotes', kind: 'text', lines: ['Floor 3'] },
  ]);
});

test('the first who is shown can be called, with a photo if anybody has one', () => {
  const [a, b, c] = [person('a'), person('b', { phone: '+49301' }), person('c', { phone: '+49302', hasPhoto: true })];
  expect(firstShown([a, b, c])).toBe(c);
  expect(firstShown([a, b])).toBe(b);
  expect(firstShown([a, person('d', { phone: '9854' })])).toBe(a);
  expect(firstShown([])).toBeNull();
});

test('neighbours are as many as there is room for, also at the ends', () => {
  const people = ['a', 'b', 'c', 'd', 'e'].map((id) => person(id));
  const around = (id: string) => neighbours(people, id, 3).map(({ itemId }) => itemId);
  expect(around('c')).toEqual(['b', 'c', 'd']);
  expect(around('a')).toEqual(['a', 'b', 'c']);
  expect(around('e')).toEqual(['c', 'd', 'e']);
  expect(around('z')).toEqual([]);
});

test('a letter of a list knows accents and what is no letter', () => {
  expect(['Änne', 'émile', '4You', '', 'Şule'].map(letterOf)).toEqual(['A', 'E', '#', '#', 'S']);
});
