import { expect, test } from 'vitest';
import { fieldChoices } from './field-choices.ts';

const all = { extras: ['costCentre'], labelOf: (name: string) => (name === 'surname' ? 'Nachname' : name) };

test('finds by what a field is called, and by its name; groups without any are left out', () => {
  expect(fieldChoices({ ...all, search: 'nachn' })).toEqual([{ group: 'name', names: ['surname'] }]);
  expect(fieldChoices({ ...all, search: 'SURN' })).toMatchObject([{ names: ['surname', 'phoneticSurname'] }]);
  expect(fieldChoices({ ...all, search: 'cost' })).toEqual([{ group: 'extra', names: ['costCentre'] }]);
});

test('has addresses as a whole and in parts, unless only some fields will do', () => {
  const names = fieldChoices({ ...all, search: 'homeaddress' }).flatMap((one) => one.names);
  expect(names).toEqual(expect.arrayContaining(['homeAddress', 'homeAddress.city']));
  const whole = fieldChoices({ ...all, search: '', only: ({ name }) => name === 'homeAddress' });
  expect(whole).toEqual([{ group: 'address', names: ['homeAddress'] }]);
});
