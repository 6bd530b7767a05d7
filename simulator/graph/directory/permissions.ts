/** Which application permissions open which part of the directory: any one of a list is enough. */

export const readUsers = ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];

export const readGroups = [
  'GroupMember.Read.All',
  'GroupMember.ReadWrite.All',
  'Group.Read.All',
  'Group.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];

export const readMemberships = [
  'GroupMember.Read.All',
  'Group.Read.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];

export const readOrgContacts = ['OrgContact.Read.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];

export const readObjects = ['Directory.Read.All', 'Directory.ReadWrite.All', 'User.Read.All', 'Group.Read.All'];

export const readPhotos = [
  'ProfilePhoto.Read.All',
  'ProfilePhoto.ReadWrite.All',
  'User.Read.All',
  'User.ReadWrite.All',
];

export const readMailboxSettings = ['MailboxSettings.Read', 'MailboxSettings.ReadWrite'];

export const readPlaces = ['Place.Read.All', 'Place.ReadWrite.All'];

export const readOrganization = [
  'Organization.Read.All',
  'Organization.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
  'User.Read.All',
];

export const readDomains = ['Domain.Read.All', 'Domain.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];

export const readSkus = [
  'LicenseAssignment.Read.All',
  'Organization.Read.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];

export const readApplications = [
  'Application.Read.All',
  'Application.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];

export const writeUsers = ['User.ReadWrite.All', 'Directory.ReadWrite.All'];

export const writeGroups = ['Group.ReadWrite.All', 'Directory.ReadWrite.All'];
