import { graphUrl } from './hostile-graph.test-fixture.ts';
import { folderStampPropertyId, marksPropertyId, stampPropertyId } from './stamp.ts';

const link = (path: string, token: string) => `${graphUrl}/v1.0${path}?$skiptoken=${token}`;
export const page = (value: readonly unknown[]) => ({ value });
export const pageBefore = (value: readonly unknown[], path: string, token = '2') => ({
  value,
  '@odata.nextLink': link(path, token),
});
export const lastOf = (value: readonly unknown[], path: string) => ({ value, '@odata.deltaLink': link(path, 'end') });
const stamp = (value: string) => [{ id: stampPropertyId, value }];
export const ofFolder = (id: string, value: string | null, parentFolderId = 'root', displayName = id) => ({
  id,
  displayName,
  parentFolderId,
  ...(value === null ? {} : { singleValueExtendedProperties: [{ id: folderStampPropertyId, value }] }),
});

/** What Graph answers when all is well. */
export const user = {
  id: 'anna',
  displayName: 'Anna',
  mail: 'anna@example.com',
  userPrincipalName: 'anna@example.com',
  businessPhones: ['+49 89 1'],
  imAddresses: ['sip:anna'],
  accountEnabled: true,
  userType: 'Member',
  assignedPlans: [{ service: 'exchange', capabilityStatus: 'Enabled' }],
  assignedLicenses: [{}],
  onPremisesExtensionAttributes: { extensionAttribute1: 'x', extensionAttribute2: null },
};
export const shared = {
  id: 'info',
  displayName: 'Info',
  mail: 'info@example.com',
  userPrincipalName: 'i',
  accountEnabled: false,
};
export const gone = { id: 'gone', '@removed': { reason: 'deleted' } };
export const mailbox = {
  id: 'anna',
  mail: 'anna@example.com',
  userPrincipalName: 'anna@example.com',
  userType: 'Member',
  accountEnabled: true,
  assignedPlans: [{ service: 'exchange', capabilityStatus: 'Enabled' }],
};
export const orgContact = {
  id: 'olga',
  displayName: 'Olga',
  mail: 'olga@example.net',
  mailNickname: 'olga',
  proxyAddresses: ['SMTP:olga@example.net'],
  phones: [{ type: 'mobile', number: '+49 1' }],
  addresses: [{ city: 'Ulm', countryOrRegion: 'DE', officeLocation: '7' }],
};
export const contact = {
  id: 'a',
  changeKey: 'k',
  displayName: 'Anna',
  birthday: '1980-02-29T00:00:00Z',
  emailAddresses: [{ address: 'a@example.com', name: 'Anna' }],
  businessPhones: ['+49 1'],
  categories: ['Old'],
  children: ['Ben'],
  businessAddress: { street: 'A 1', city: 'Ulm', countryOrRegion: 'Germany' },
  singleValueExtendedProperties: [{ id: 'String 0x3a21', value: '+491' }],
};
export const ours = {
  ...contact,
  singleValueExtendedProperties: [...stamp('1|s|i|h'), { id: marksPropertyId, value: 'x' }],
};
export const stamped = (id: string, value = '1|s|i|h') => ({
  id,
  changeKey: 'k',
  singleValueExtendedProperties: stamp(value),
});
