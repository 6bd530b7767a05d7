import { expect, test } from 'vitest';
import { createRoutedGraph, ok } from './fake-routes.ts';

const never = new AbortController().signal;
const definition = { kind: 'organizational-contacts', sourceId: 's', connectionId: 'c' } as const;
const deltaLink = 'https://graph.test/v1.0/contacts/delta?$deltatoken=1';
const page = (...value: readonly object[]) => ok({ value, '@odata.deltaLink': deltaLink });
const roles = ['OrgContact.Read.All'];

const read = (answer: ReturnType<typeof ok>, cursor: string | null = null) => {
  const { connector, asked } = createRoutedGraph({ 'GET /contacts/delta': answer }, roles);
  return { asked, pages: Array.fromAsync(connector.source(definition).read(cursor, never)) };
};

test('a contact in full', async () => {
  const { pages, asked } = read(
    page({
      id: 'o',
      displayName: 'Olga',
      givenName: 'Olga',
      surname: 'Orlow',
      mail: 'olga@example.com',
      mailNickname: 'olga',
      proxyAddresses: ['SMTP:olga@example.com', 'smtp:o@example.com'],
      phones: [
        { type: 'mobile', number: '+491' },
        { type: 'business', number: '+492' },
        { type: 'businessFax', number: '+493' },
        { type: 'home', number: '+494' },
        { type: 'pager', number: '' },
        { type: 'unknown', number: '+495' },
      ],
      addresses: [{ street: 'A 1', city: 'Köln', countryOrRegion: 'Germany', officeLocation: 'B2' }],
      companyName: 'Example',
      department: 'Sales',
      jobTitle: 'Agent',
    }),
  );
  expect(await pages).toEqual([
    {
      records: [
        {
          itemId: 'o',
          kind: 'contact',
          enabled: true,
          hiddenFromLists: false,
          licensed: false,
          fields: {
            displayName: 'Olga',
            givenName: 'Olga',
            surname: 'Orlow',
            companyName: 'Example',
            department: 'Sales',
            jobTitle: 'Agent',
            officeLocation: 'B2',
            mobilePhone: '+491',
            businessFax: '+493',
            emailAddresses: [{ address: 'olga@example.com', name: 'Olga' }],
            businessPhones: ['+492'],
            homePhones: ['+494'],
            businessAddress: { street: 'A 1', city: 'Köln', country: 'Germany' },
          },
          extra: { country: 'Germany', mailNickname: 'olga' },
        },
      ],
      removed: [],
      cursor: deltaLink,
    },
  ]);
  expect(asked[0]?.query).toContain('$select=id,displayName');
});

test('without an address of its own the primary one counts', async () => {
  const [first] = await read(page({ id: 'o', proxyAddresses: ['smtp:a@example.com', 'SMTP:b@example.com'] })).pages;
  expect(first?.records[0]?.fields).toEqual({ emailAddresses: [{ address: 'b@example.com' }] });
});

test('what is removed, and what comes twice', async () => {
  const [first] = await read(page({ id: 'a' }, { id: 'b' }, { id: 'a', '@removed': { reason: 'changed' } })).pages;
  expect([first?.records.map(({ itemId }) => itemId), first?.removed]).toEqual([['b'], ['a']]);
});

test.each([
  [410, 'syncStateNotFound', 'cursor-expired'],
  [403, 'Authorization_RequestDenied', 'permission-missing'],
])('%i %s is %s', async (status, code, expected) => {
  const { pages } = read({ status, body: { error: { code, message: '' } } }, deltaLink);
  await expect(pages).rejects.toMatchObject({ code: expected });
});
