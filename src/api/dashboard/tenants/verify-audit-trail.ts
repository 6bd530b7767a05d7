import { verifyTrail } from '../../../tenants/audit-chain.ts';
import type { Handler } from '../../endpoint/handler.ts';

export const verifyAuditTrail: Handler<'verifyAuditTrail'> = async ({ work }, { tenants: { audit } }) => ({
  ...(await verifyTrail(audit, work.tenant.tenantId)),
});
