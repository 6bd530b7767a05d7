/** What Graph knows of a type of directory object: which properties there are and which ones come without `$select`. */
export interface EntityType {
  readonly name: 'user' | 'group' | 'orgContact' | 'directoryObject';
  /** Single values: null when not set. */
  readonly values: ReadonlySet<string>;
  /** Collections: empty when not set. */
  readonly collections: ReadonlySet<string>;
  /** Kept outside of the directory, in services that are not simulated: known, but answered with 501. */
  readonly elsewhere: ReadonlySet<string>;
  /** Relations that `$expand` accepts. */
  readonly relations: ReadonlySet<string>;
  /** In the order in which Graph writes them. */
  readonly defaults: readonly string[];
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const synchronised = `
  onPremisesDomainName onPremisesLastSyncDateTime onPremisesSamAccountName onPremisesSecurityIdentifier
  onPremisesSyncEnabled`;

export const userType: EntityType = {
  name: 'user',
  values: new Set(
    words(`
      id deletedDateTime accountEnabled ageGroup authorizationInfo city companyName consentProvidedForMinor country
      createdDateTime creationType customSecurityAttributes department displayName employeeHireDate employeeId
      employeeLeaveDateTime employeeOrgData employeeType externalUserState externalUserStateChangeDateTime faxNumber
      givenName identityParentId isManagementRestricted isResourceAccount jobTitle lastPasswordChangeDateTime
      legalAgeGroupClassification mail mailNickname mobilePhone officeLocation onPremisesDistinguishedName
      onPremisesExtensionAttributes onPremisesImmutableId onPremisesUserPrincipalName ${synchronised} passwordPolicies
      passwordProfile postalCode preferredDataLocation preferredLanguage securityIdentifier showInAddressList
      signInSessionsValidFromDateTime state streetAddress surname usageLocation userPrincipalName userType`),
  ),
  collections: new Set(
    words(`
      assignedLicenses assignedPlans businessPhones identities imAddresses licenseAssignmentStates
      onPremisesProvisioningErrors otherMails provisionedPlans proxyAddresses serviceProvisioningErrors`),
  ),
  elsewhere: new Set(
    words(`
      aboutMe birthday deviceEnrollmentLimit hireDate interests mailboxSettings mySite pastProjects preferredName print
      responsibilities schools signInActivity skills`),
  ),
  relations: new Set(['manager', 'directReports', 'memberOf', 'transitiveMemberOf']),
  defaults: words(`
    businessPhones displayName givenName jobTitle mail mobilePhone officeLocation preferredLanguage surname
    userPrincipalName id`),
};

export const groupType: EntityType = {
  name: 'group',
  values: new Set(
    words(`
      id deletedDateTime classification createdDateTime description displayName expirationDateTime
      hasMembersWithLicenseErrors hideFromAddressLists hideFromOutlookClients isAssignableToRole isManagementRestricted
      licenseProcessingState mail mailEnabled mailNickname membershipRule membershipRuleProcessingState
      onPremisesExtensionAttributes onPremisesNetBiosName ${synchronised} organizationId preferredDataLocation
      preferredLanguage renewedDateTime securityEnabled securityIdentifier theme uniqueName visibility`),
  ),
  collections: new Set(
    words(`
      assignedLabels assignedLicenses groupTypes infoCatalogs onPremisesProvisioningErrors proxyAddresses
      resourceBehaviorOptions resourceProvisioningOptions serviceProvisioningErrors`),
  ),
  elsewhere: new Set(
    words(`
      accessType allowExternalSenders autoSubscribeNewMembers isArchived isFavorite isSubscribedByMail
      unseenConversationsCount unseenCount unseenMessagesCount welcomeMessageEnabled`),
  ),
  relations: new Set(['members', 'transitiveMembers', 'memberOf', 'transitiveMemberOf']),
  defaults: words(`
    id deletedDateTime classification createdDateTime description displayName expirationDateTime groupTypes
    isAssignableToRole mail mailEnabled mailNickname membershipRule membershipRuleProcessingState onPremisesDomainName
    onPremisesLastSyncDateTime onPremisesNetBiosName onPremisesSamAccountName onPremisesSecurityIdentifier
    onPremisesSyncEnabled preferredDataLocation preferredLanguage proxyAddresses renewedDateTime
    resourceBehaviorOptions resourceProvisioningOptions securityEnabled securityIdentifier theme uniqueName visibility
    onPremisesProvisioningErrors serviceProvisioningErrors`),
};

export const orgContactType: EntityType = {
  name: 'orgContact',
  values: new Set(
    words(`
      id deletedDateTime companyName department displayName givenName jobTitle mail mailNickname
      onPremisesLastSyncDateTime onPremisesSyncEnabled surname`),
  ),
  collections: new Set(words('addresses onPremisesProvisioningErrors phones proxyAddresses serviceProvisioningErrors')),
  elsewhere: new Set(),
  relations: new Set(['memberOf', 'transitiveMemberOf']),
  defaults: words(`
    id deletedDateTime companyName department displayName givenName jobTitle mail mailNickname
    onPremisesLastSyncDateTime onPremisesSyncEnabled surname addresses onPremisesProvisioningErrors phones
    proxyAddresses serviceProvisioningErrors`),
};

const derived = [userType, groupType, orgContactType];

/** What a collection of mixed objects is made of: any property of any kind of object may be selected. */
export const directoryObjectType: EntityType = {
  name: 'directoryObject',
  values: new Set(derived.flatMap((type) => [...type.values])),
  collections: new Set(derived.flatMap((type) => [...type.collections])),
  elsewhere: new Set(),
  relations: new Set(),
  defaults: ['id'],
};

/** Whether the type has a property of this name that the directory keeps. */
export function hasProperty(type: EntityType, name: string): boolean {
  return type.values.has(name) || type.collections.has(name);
}
