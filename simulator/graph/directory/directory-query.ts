import type { EdmType } from '../odata/filter-types.ts';
import { propertyNames } from '../odata/property-names.ts';
import type { QueryLimits } from '../odata/query.ts';
import { directoryObjectType, groupType, hasProperty, orgContactType, userType } from './properties.ts';

const types = [userType, groupType, orgContactType];

/** Members of values that filters look into. */
const members = [
  ...['skuId', 'disabledPlans', 'assignedDateTime', 'capabilityStatus', 'service', 'servicePlanId'],
  ...['issuer', 'issuerAssignedId', 'signInType', 'type', 'number', 'city', 'countryOrRegion', 'postalCode', 'street'],
  ...Array.from({ length: 15 }, (_, index) => `extensionAttribute${index + 1}`),
];

/** How the directory reads queries. */
export const directoryQuery: QueryLimits = {
  maxTop: 999,
  properties: propertyNames(
    members,
    ...types.flatMap(({ values, collections, elsewhere, relations }) => [values, collections, elsewhere, relations]),
  ),
};

const booleans: ReadonlySet<string> = new Set([
  ...['accountEnabled', 'isManagementRestricted', 'isResourceAccount', 'onPremisesSyncEnabled', 'showInAddressList'],
  ...['hasMembersWithLicenseErrors', 'hideFromAddressLists', 'hideFromOutlookClients', 'isAssignableToRole'],
  ...['mailEnabled', 'securityEnabled'],
]);
const complex: ReadonlySet<string> = new Set([
  ...['authorizationInfo', 'customSecurityAttributes', 'employeeOrgData', 'licenseProcessingState'],
  ...['onPremisesExtensionAttributes', 'passwordProfile'],
]);

/** The type of a property of users, groups and organizational contacts; null for what is no single value. */
export function directoryTypeOf([name = '', ...rest]: readonly string[]): EdmType | null {
  if (rest.length > 0 || complex.has(name)) return null;
  if (!hasProperty(directoryObjectType, name) || directoryObjectType.collections.has(name)) return null;
  if (booleans.has(name)) return 'Edm.Boolean';
  return name.endsWith('DateTime') || name === 'employeeHireDate' ? 'Edm.DateTimeOffset' : 'Edm.String';
}
