import type { TenantId } from './ports.ts';

/** What people of a tenant should hear of without looking. Ids and counts only: no contact, no address. */
export type Notice =
  /** Nothing that uses the connection runs until consent is given again. */
  | { readonly kind: 'consent-withdrawn'; readonly connectionId: string }
  | { readonly kind: 'consent-given'; readonly connectionId: string }
  | { readonly kind: 'run-held'; readonly syncId: string; readonly runId: string }
  | {
      readonly kind: 'run-failed';
      readonly syncId: string;
      readonly runId: string;
      /** A failure code (docs/errors.md); null: not known. */
      readonly reason: string | null;
    }
  | {
      readonly kind: 'mailboxes-unavailable';
      readonly syncId: string;
      readonly runId: string;
      readonly mailboxes: number;
    }
  /** Every end of a run; only programs are told. */
  | {
      readonly kind: 'run-ended';
      readonly syncId: string;
      readonly runId: string;
      readonly state: 'done' | 'held' | 'refused' | 'cancelled' | 'failed';
      readonly created: number;
      readonly updated: number;
      readonly deleted: number;
      readonly issues: number;
    }
  | { readonly kind: 'tenant-left' }
  | { readonly kind: 'weekly-report' };

/** Tells people by whatever ways the tenant has set up. */
export interface Notices {
  /** Takes the notice over and resolves; that it arrives is not waited for, and a way that fails is no failure here. */
  tell(tenantId: TenantId, notice: Notice): Promise<void>;
}
