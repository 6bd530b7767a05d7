import type { SimRequest, SimResponse } from '../http/message.ts';
import type { SimTenant, World } from '../world/model.ts';

/** Who asks: read from the access token. */
export interface Caller {
  readonly tenant: SimTenant;
  readonly appId: string;
  /** Application permissions in the token (`roles`). */
  readonly roles: ReadonlySet<string>;
  /** The signed-in user of a delegated token; null for app-only tokens. */
  readonly userId: string | null;
}

/** A request that was authenticated and matched to a route. */
export interface RouteContext {
  readonly world: World;
  readonly caller: Caller;
  readonly request: SimRequest;
  /** Decoded path parameters in the order of the pattern. */
  readonly params: readonly string[];
  /** `https://host:port/v1.0`: the base of `@odata.nextLink` and `@odata.context`. */
  readonly baseUrl: string;
}

/** One operation of Graph. */
export interface Route {
  /** `GET`, `POST`, `PATCH`, `PUT`, `DELETE`. */
  readonly method: string;
  /** Below `/v1.0`, `{}` for a parameter: `/users/{}/contactFolders/{}/contacts`. */
  readonly pattern: string;
  /** Any one of these application permissions is enough; empty: none needed. */
  readonly permissions: readonly string[];
  /** `mailbox`: Outlook limits per mailbox (first parameter) and Outlook's errors; `directory`: resource units and the directory's errors. */
  readonly service: 'mailbox' | 'directory' | 'subscriptions';
  /** Shown in request counts, e.g. `contact.create`. */
  readonly operation: string;
  readonly handle: (context: RouteContext) => SimResponse | Promise<SimResponse>;
}
