import type { DocumentStore } from '../../../tenants/documents.ts';
import type { Certificate } from '../../../tenants/leaving/certificate.ts';
import type { Leavings } from '../../../tenants/leaving/leaving.ts';
import type { Tenant, TenantId } from '../../../tenants/ports.ts';
import type { MailSettings } from '../../../tenants/telling/mail-settings.ts';
import type { Delivery, Webhook } from '../../../tenants/telling/webhooks.ts';
import type { StoredAmount, TenantData } from '../../../tenants/tenant-data.ts';
import type { Api } from '../../contract/contract.ts';

type LegalDocument = Api['getDocument']['answer'];

/** What operations on privacy and notifications need of the rest. */
export interface PrivacyPorts {
  readonly documents: DocumentStore;
  readonly data: Pick<TenantData, 'amounts'>;
  /** What is beside the database. */
  files(tenantId: TenantId): Promise<readonly StoredAmount[]>;
  /** Removes all that is cached and logged. @returns False: a run is under way. */
  purgeNow(tenantId: TenantId): Promise<boolean>;
  /** Removes what is older than the tenant keeps it, unless a run is under way, which does it then. */
  purgeOld(tenantId: TenantId): Promise<void>;
  readonly leavings: Pick<Leavings, 'begin' | 'state'>;
  /** Goes on with leaving soon. */
  wakeLeaving(): void;
  /** Null: there is none by this id. */
  certificate(certificateId: string): Promise<Certificate | null>;
  legalDocument(
    name: Api['getDocument']['params']['name'],
    language: 'en' | 'de',
  ): Promise<Omit<LegalDocument, 'language'>>;
  /** The operator has set up a mail server. */
  readonly isMailConfigured: boolean;
  /** Sends a test mail to each recipient, and says who was not accepted. */
  sendTestMail(
    tenant: Tenant,
    settings: MailSettings,
  ): Promise<{ readonly accepted: readonly string[]; readonly rejected: readonly string[] }>;
  /** How long to wait with another one, in seconds; 0: not at all. Counts this one. */
  testMailWait(tenantId: TenantId): number;
  sendTestEvent(tenantId: TenantId, webhook: Webhook, signal: AbortSignal): Promise<Delivery>;
  readonly newId: () => string;
  readonly newWebhookSecret: () => string;
}
