import type { Definitions } from '../../../runs/definition.ts';
import type { ConnectFlow } from '../../../tenants/connect-flow.ts';
import type { DocumentStore } from '../../../tenants/documents.ts';
import type { OwnApp } from '../../../tenants/own-app.ts';
import type { Connection, TenantId } from '../../../tenants/ports.ts';
import type { Language, Translate } from '../../context.ts';

/** A permission that can be asked for. */
export interface PlannedPermission {
  readonly name: string;
  readonly features: readonly ('contacts' | 'groups' | 'photos' | 'organizational-contacts')[];
  /** Something that is set up needs it. */
  readonly needed: boolean;
  readonly canBeLimitedToMailboxes: boolean;
}

/** What operations of this area need of the rest. */
export interface ConnectionPorts {
  readonly connect: ConnectFlow;
  readonly documents: DocumentStore;
  readonly translator: (language: Language) => Translate;
  /** Where Entra sends browsers back to; registered with the app. */
  readonly redirectUri: string;
  /** Of the app that the tenant consents to. */
  clientIdOf(tenantId: TenantId): Promise<string>;
  permissionPlan(definitions: Definitions): readonly PlannedPermission[];
  /** Of those that are needed, the ones that nothing that was granted stands in for. */
  missingFor(definitions: Definitions, granted: readonly string[]): readonly string[];
  /** What the token says, which may be an hour old; null: it does not tell. @throws {ConnectorError} */
  granted(tenantId: TenantId, connection: Connection, signal: AbortSignal): Promise<readonly string[] | null>;
  /** Notes that a call by the connection worked: a withdrawn consent was given again. */
  noteSuccess(tenantId: TenantId, connection: Connection): Promise<Connection>;
  /** Forgets the connection and what was read by it. @returns False: a run works with it. */
  forget(tenantId: TenantId, connection: Connection): Promise<boolean>;
  /**
   * Uses an app of the tenant's own from now on, or (null) that of Ringbook. What another app was trusted with is
   * forgotten: consent is asked for anew.
   * @returns The new revision; null: a run works with the former app. @throws {StoreError} `conflict`
   */
  switchApp(tenantId: TenantId, app: OwnApp | null, expected: number): Promise<number | null>;
  /** A key pair for an app of the tenant's own. */
  makeOwnApp(clientId: string): Promise<OwnApp>;
}
