/** The properties of microsoft.graph.contactFolder. */
export const folderProperties: readonly string[] = ['id', 'parentFolderId', 'displayName'];
export const folderNavigations: readonly string[] = [
  'childFolders',
  'contacts',
  'multiValueExtendedProperties',
  'singleValueExtendedProperties',
];
