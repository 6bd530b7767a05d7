const names = `
  $metadata $ref $value $count
  admin agreements agreementAcceptances appCatalogs applications auditLogs chats communications connections contracts
  devices directory directoryObjects directoryRoleTemplates directoryRoles domains drives education external
  groupSettingTemplates groupSettings identity invitations me oauth2PermissionGrants organization permissionGrants
  places planner policies print privacy reports roleManagement schemaExtensions search security servicePrincipals
  shares sites solutions storage subscribedSkus teams teamwork tenantRelationships users groups contacts
  activities agreementAcceptances appRoleAssignments authentication calendar calendarGroups calendarView calendars
  cloudClipboard contactFolders createdObjects deviceManagementTroubleshootingEvents directReports drive
  employeeExperience events exportDeviceAndAppManagementData extensions followedSites getManagedAppDiagnosticStatuses
  getManagedAppPolicies getManagedDevicesWithAppFailures inferenceClassification insights joinedTeams licenseDetails
  mailFolders mailboxSettings managedAppRegistrations managedDevices manager memberOf messages onenote onlineMeetings
  outlook ownedDevices ownedObjects people photo photos presence registeredDevices reminderView scopedRoleMemberOf
  sendMail settings sponsors todo transitiveMemberOf transitiveReports virtualEventRegistrations changePassword
  revokeSignInSessions assignLicense findMeetingTimes getMailTips getSchedule translateExchangeIds
  acceptedSenders conversations createdOnBehalfOf groupLifecyclePolicies members membersWithLicenseErrors owners
  permissionGrants rejectedSenders team threads transitiveMembers serviceProvisioningErrors
  checkMemberGroups checkMemberObjects getMemberGroups getMemberObjects restore validateProperties renew
  getAvailableExtensionProperties getByIds validatePassword
  administrativeUnits attributeSets customSecurityAttributeDefinitions deletedItems deviceLocalCredentials
  appManagementPolicies appRoleAssignedTo claimsMappingPolicies delegatedPermissionClassifications endpoints
  federatedIdentityCredentials homeRealmDiscoveryPolicies synchronization tokenIssuancePolicies tokenLifetimePolicies
  federationConfiguration federationConfigurations onPremisesSynchronization publicKeyInfrastructure recommendations subscriptions
  domainNameReferences rootDomain serviceConfigurationRecords verificationDnsRecords
  branding certificateBasedAuthConfiguration checkIns descendants
  singleValueExtendedProperties multiValueExtendedProperties userConfigurations
`;

/**
 * Segments that Graph v1.0 has and the simulator may not serve, in lower case: asking for them is answered 501,
 * so that a gap of the simulator is never taken for a fault of the client.
 */
export const knownSegments: ReadonlySet<string> = new Set(names.trim().toLowerCase().split(/\s+/));

const single = 'delta manager mailboxSettings photo drive presence calendar outlook onenote planner todo team insights';

/** Those that lead to one thing: nothing can follow them as the key of an element, as it can follow a collection. */
export const singleSegments: ReadonlySet<string> = new Set([
  '$count',
  '$ref',
  '$value',
  ...single.toLowerCase().split(' '),
]);
