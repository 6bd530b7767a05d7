import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseCsvPeople } from './csv-people.ts';
import { createDemoTenant } from './demo-tenant.ts';

const head =
  'bioguide,displayName,givenName,middleName,surname,generation,nickName,jobTitle,department,companyName,businessPhone,officeLocation,businessStreet,homePage';
const csv = `\uFEFF${head}
A1,"Raúl ""Rudy"" O'Hara, Jr.",Raúl,Q.,O'Hara,Jr.,Rudy,Senator,WA,Senate,202-555-0100,1 Hall,"1 Hall, Washington",https://a.example
A2,Plain Person,Plain,,Person,,,,,,,,,
A3,Plain Person,Plain,,Person,,,,,,,,,
`;

test('values arrive unchanged, empty cells are absent, nobody comes on top', () => {
  const tenant = createDemoTenant({ people: 0, csvPeople: parseCsvPeople(csv), mailboxes: 2 });
  const [first, second, third, ...more] = tenant.users.values();
  expect(more).toEqual([]);
  expect(tenant.groups.size + tenant.orgContacts.size).toBe(0);
  expect(first?.properties).toMatchObject({
    displayName: `Raúl "Rudy" O'Hara, Jr.`,
    givenName: 'Raúl',
    surname: "O'Hara",
    jobTitle: 'Senator',
    department: 'WA',
    companyName: 'Senate',
    businessPhones: ['202-555-0100'],
    officeLocation: '1 Hall',
    streetAddress: '1 Hall, Washington',
    employeeId: 'A1',
    mail: 'raul.ohara@contoso-demo.onmicrosoft.com',
    onPremisesExtensionAttributes: {
      extensionAttribute1: 'Q.',
      extensionAttribute2: 'Jr.',
      extensionAttribute3: 'Rudy',
      extensionAttribute4: 'https://a.example',
      extensionAttribute5: null,
    },
  });
  for (const name of ['jobTitle', 'businessPhones', 'streetAddress', 'onPremisesExtensionAttributes']) {
    expect(second?.properties).not.toHaveProperty(name);
  }
  expect(second?.properties.userPrincipalName).not.toBe(third?.properties.userPrincipalName);
  expect([first, second, third].map((user) => user?.mailbox !== null)).toEqual([true, true, false]);
  expect(third?.properties).not.toHaveProperty('mail');
});

test('a file without names is refused', () => {
  expect(() => parseCsvPeople('givenName\nA\n')).toThrow('displayName');
});

const members = new URL('../../../shared/data/us-legislators/members.csv', import.meta.url);
const isMissing = !existsSync(members);
if (isMissing) console.warn(`skipped: ${members.pathname} is not here`);

test.skipIf(isMissing)('537 real people', () => {
  const people = parseCsvPeople(readFileSync(members, 'utf8'));
  const tenant = createDemoTenant({ people: 0, csvPeople: people });
  expect(tenant.users.size).toBe(537);
  const names = [...tenant.users.values()].map(({ properties }) => properties.displayName);
  expect(names).toEqual(people.map(({ displayName }) => displayName));
});
