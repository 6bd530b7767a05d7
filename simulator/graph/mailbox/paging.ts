import { GraphError } from '../errors.ts';
import { propertyNames } from '../odata/property-names.ts';
import type { ODataQuery } from '../odata/query.ts';
import { addressMembers, contactProperties, emailMembers } from './contact-properties.ts';
import { folderNavigations, folderProperties } from './folder-properties.ts';

/** Sizes of Outlook's pages: ten unless asked for, a thousand at most. */
export const mailboxPaging = {
  defaultTop: 10,
  maxTop: 1000,
  properties: propertyNames(
    [...contactProperties.keys(), ...addressMembers, ...emailMembers],
    [...folderProperties, ...folderNavigations, 'value'],
  ),
} as const;

/** @throws {GraphError} 400: Outlook searches alone, in its own order. */
export function searchNotWith(query: ODataQuery): void {
  if (query.search === null) return;
  const other = query.filter !== null ? '$filter' : query.orderby.length > 0 ? '$orderby' : query.skip ? '$skip' : null;
  if (other === null) return;
  throw new GraphError(400, 'SearchWithFilter', `The query parameter '${other}' is not supported with '$search'.`);
}
