import type { SimTenant } from '../../world/model.ts';
import type { Route } from '../route.ts';
import { subscribedSkuProperties, subscribedSkus } from './licenses.ts';
import { readDomains, readOrganization, readSkus } from './permissions.ts';
import { getPlain, listPlain } from './plain-list.ts';

const organizationProperties = [
  'id',
  'displayName',
  'countryLetterCode',
  'country',
  'city',
  'state',
  'street',
  'postalCode',
  'preferredLanguage',
  'tenantType',
  'defaultUsageLocation',
  'createdDateTime',
  'onPremisesSyncEnabled',
  'businessPhones',
  'technicalNotificationMails',
  'assignedPlans',
  'provisionedPlans',
  'verifiedDomains',
];

const domainProperties = [
  'id',
  'authenticationType',
  'availabilityStatus',
  'isAdminManaged',
  'isDefault',
  'isInitial',
  'isRoot',
  'isVerified',
  'supportedServices',
];

/** What there is of the tenant itself: organization, domains, licences. */
export const tenantRoutes: readonly Route[] = [
  {
    ...route('/organization', 'organization.list', readOrganization),
    handle: (context) =>
      listPlain(context, 'organization', organizationProperties, [organizationOf(context.caller.tenant)]),
  },
  {
    ...route('/organization/{}', 'organization.get', readOrganization),
    handle: (context) => {
      const { tenant } = context.caller;
      const [id = ''] = context.params;
      const found = id.toLowerCase() === tenant.id ? organizationOf(tenant) : undefined;
      return getPlain(context, 'organization', organizationProperties, found, id);
    },
  },
  {
    ...route('/domains', 'domains.list', readDomains),
    handle: (context) => listPlain(context, 'domains', domainProperties, domainsOf(context.caller.tenant)),
  },
  {
    ...route('/domains/{}', 'domain.get', readDomains),
    handle: (context) => {
      const [id = ''] = context.params;
      const found = domainsOf(context.caller.tenant).find((domain) => domain.id === id.toLowerCase());
      return getPlain(context, 'domains', domainProperties, found, id);
    },
  },
  {
    ...route('/subscribedSkus', 'subscribedSkus.list', readSkus),
    handle: (context) =>
      listPlain(context, 'subscribedSkus', subscribedSkuProperties, subscribedSkus(context.caller.tenant)),
  },
];

function route(pattern: string, operation: string, permissions: readonly string[]): Omit<Route, 'handle'> {
  return { method: 'GET', pattern, permissions, service: 'directory', operation };
}

function organizationOf(tenant: SimTenant): Readonly<Record<string, unknown>> {
  return {
    id: tenant.id,
    displayName: tenant.displayName,
    countryLetterCode: tenant.countryCode,
    country: null,
    city: null,
    state: null,
    street: null,
    postalCode: null,
    preferredLanguage: null,
    tenantType: 'AAD',
    defaultUsageLocation: tenant.countryCode,
    createdDateTime: null,
    onPremisesSyncEnabled: null,
    businessPhones: [],
    technicalNotificationMails: [],
    assignedPlans: [],
    provisionedPlans: [],
    verifiedDomains: tenant.domains.map((name, index) => ({
      name,
      capabilities: 'Email, OfficeCommunicationsOnline',
      isDefault: index === 0,
      isInitial: isInitial(name),
      type: 'Managed',
    })),
  };
}

function domainsOf(tenant: SimTenant) {
  return tenant.domains.map((id, index) => ({
    id,
    authenticationType: 'Managed',
    availabilityStatus: null,
    isAdminManaged: true,
    isDefault: index === 0,
    isInitial: isInitial(id),
    isRoot: true,
    isVerified: true,
    supportedServices: ['Email', 'OfficeCommunicationsOnline'],
  }));
}

const isInitial = (domain: string): boolean => domain.endsWith('.onmicrosoft.com');
