import type { TenantId } from './ports.ts';
import type { Permission, TokenScope } from './roles.ts';

/** A person as Entra knows them: these two ids survive renames. */
export interface PersonId {
  readonly entraTenantId: string;
  readonly objectId: string;
}

/** Who calls: a person by a session, or a program by a token of one tenant. */
export type Caller =
  | {
      readonly kind: 'person';
      readonly person: PersonId;
      /** Personal: never logged. */
      readonly userName: string;
      readonly displayName: string;
      readonly language: 'en' | 'de' | null;
      readonly sessionId: string;
      readonly csrfToken: string;
    }
  | {
      readonly kind: 'token';
      readonly tenantId: TenantId;
      readonly tokenId: string;
      readonly name: string;
      readonly scope: TokenScope;
    };

/** What a caller brings along. */
export interface Credentials {
  /** Value of the session cookie; null: none. */
  readonly session: string | null;
  /** Bearer token; null: none. */
  readonly token: string | null;
}

/** Says who calls, and what they may do in a tenant. */
export interface Gate {
  /** Null: nobody that is known; the session has ended, or the token is wrong, revoked or expired. */
  callerOf(credentials: Credentials): Promise<Caller | null>;
  /** Empty: not a member, or there is no such tenant: callers can't tell. */
  permissions(caller: Caller, tenantId: TenantId): Promise<ReadonlySet<Permission>>;
}
