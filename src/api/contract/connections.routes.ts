import type { Routes } from './route.ts';

export const connectionRoutes = {
  listConnections: {
    method: 'GET',
    path: '/tenants/{tenantId}/connections',
    access: 'see',
    summary: 'Consents of a tenant, and how each stands.',
  },
  getPermissionPlan: {
    method: 'GET',
    path: '/tenants/{tenantId}/permission-plan',
    access: 'see',
    summary: 'What Ringbook asks for, and why, permission by permission.',
  },
  beginConnect: {
    method: 'POST',
    path: '/tenants/{tenantId}/connections/consent',
    access: 'own',
    summary: 'Where to send an administrator for consent.',
    peopleOnly: true,
  },
  proveConsent: {
    method: 'POST',
    path: '/tenants/{tenantId}/connections/consent/proof',
    access: 'own',
    summary: 'Asks again for the proof of a consent that Entra did not know everywhere yet.',
    peopleOnly: true,
  },
  checkConnection: {
    method: 'POST',
    path: '/tenants/{tenantId}/connections/{connectionId}/check',
    access: 'change',
    summary: 'Asks for a token and says which permissions it has.',
  },
  probeMailbox: {
    method: 'POST',
    path: '/tenants/{tenantId}/connections/{connectionId}/probe',
    access: 'change',
    summary: 'Looks whether one mailbox can be reached. Nothing is written.',
  },
  disconnect: {
    method: 'DELETE',
    path: '/tenants/{tenantId}/connections/{connectionId}',
    access: 'own',
    summary: 'Forgets a connection and what was cached of it. Folders in mailboxes stay.',
    peopleOnly: true,
  },
  getScopeScript: {
    method: 'POST',
    path: '/tenants/{tenantId}/scope-script',
    access: 'change',
    summary: 'A PowerShell script that limits Ringbook to a group of mailboxes (RBAC for Applications).',
    answers: 'text/plain',
  },
  getOwnApp: {
    method: 'GET',
    path: '/tenants/{tenantId}/own-app',
    access: 'see',
    summary: 'The own app registration of a tenant; its certificate is made here and its key never leaves.',
    tagged: true,
  },
  setOwnApp: {
    method: 'PUT',
    path: '/tenants/{tenantId}/own-app',
    access: 'own',
    summary: 'Uses an own app registration instead of that of Ringbook, or no longer.',
    kind: 'edit',
    tagged: true,
    peopleOnly: true,
  },
} as const satisfies Routes;
