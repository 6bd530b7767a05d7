import { createHash } from 'node:crypto';

/** The application that is Microsoft Graph itself, in every tenant. */
export const graphAppId = '00000003-0000-0000-c000-000000000000';

/** Ids of Graph's application permissions. @see https://learn.microsoft.com/graph/permissions-reference */
const appRoleIds: ReadonlyMap<string, string> = new Map([
  ['Application.Read.All', '9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30'],
  ['Calendars.Read', '798ee544-9d2d-430c-a058-570e29e34338'],
  ['Calendars.ReadWrite', 'ef54d2bf-783f-4e0f-bca1-3210c0444d99'],
  ['Contacts.Read', '089fe4d0-434a-44c5-8827-41ba8a0b17f5'],
  ['Contacts.ReadWrite', '6918b873-d17a-4dc1-b314-35f528134491'],
  ['Directory.Read.All', '7ab1d382-f21e-4acd-a863-ba3e13f7da61'],
  ['Directory.ReadWrite.All', '19dbc75e-c2e2-444c-a770-ec69d8559fc7'],
  ['Group.Read.All', '5b567255-7703-4780-807c-7be8301ae99b'],
  ['Group.ReadWrite.All', '62a82d76-70ea-41e2-9197-370581804d09'],
  ['GroupMember.Read.All', '98830695-27a2-44f7-8c18-0c3ebc9698f6'],
  ['MailboxSettings.Read', '40f97065-369a-49f4-947c-6a255697ae91'],
  ['MailboxSettings.ReadWrite', '6931bccd-447a-43d1-b442-00a195474933'],
  ['OrgContact.Read.All', 'e1a88a34-94c4-4418-be12-c87b00e26bea'],
  ['Organization.Read.All', '498476ce-e0fe-48b0-b801-37ba7e2685c6'],
  ['Place.Read.All', '913b9306-0ce1-42b8-9137-6a7df690a760'],
  ['User.Read.All', 'df021288-bdef-4463-88db-98f22de89214'],
  ['User.ReadBasic.All', '97235f07-e226-4f63-ace3-39588e11d3a1'],
  ['User.ReadWrite.All', '741f803b-c850-494e-b5df-cde7c675a1ca'],
]);

/** Names of the permissions whose ids are known; an app may ask for others. */
export const knownAppRoles: readonly string[] = [...appRoleIds.keys()];

/** The id of an application permission; one that is not listed gets an id made from its name. */
export function appRoleId(name: string): string {
  return appRoleIds.get(name) ?? guidFrom(`app role ${name}`);
}

/** A GUID that follows from a text. */
export function guidFrom(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
