import type { tenantRoutes } from '../../contract/tenants.routes.ts';
import type { Handlers } from '../../endpoint/handler.ts';
import { applyTemplate } from './apply-template.ts';
import { createApiToken } from './create-api-token.ts';
import { createTenant } from './create-tenant.ts';
import { deleteTemplate } from './delete-template.ts';
import { exportAuditEntries } from './export-audit-entries.ts';
import { getHome } from './get-home.ts';
import { getTenant } from './get-tenant.ts';
import { inviteMember } from './invite-member.ts';
import { listApiTokens } from './list-api-tokens.ts';
import { listAuditEntries } from './list-audit-entries.ts';
import { listMembers } from './list-members.ts';
import { listTemplates } from './list-templates.ts';
import { listTenants } from './list-tenants.ts';
import { previewTemplate } from './preview-template.ts';
import { removeMember } from './remove-member.ts';
import { revokeApiToken } from './revoke-api-token.ts';
import { saveTemplate } from './save-template.ts';
import { updateMember } from './update-member.ts';
import { updateTenant } from './update-tenant.ts';
import { verifyAuditTrail } from './verify-audit-trail.ts';

/** Every operation of this area. */
export const tenantHandlers: Handlers<keyof typeof tenantRoutes> = {
  listTenants,
  createTenant,
  getTenant,
  updateTenant,
  getHome,
  listTemplates,
  saveTemplate,
  deleteTemplate,
  previewTemplate,
  applyTemplate,
  listMembers,
  inviteMember,
  updateMember,
  removeMember,
  listApiTokens,
  createApiToken,
  revokeApiToken,
  listAuditEntries,
  exportAuditEntries,
  verifyAuditTrail,
};
