import type { Caller } from '../../tenants/caller.ts';
import type { Api, Parsed } from '../contract/contract.ts';
import type { OperationId, routes } from '../contract/routes.ts';
import type { DashboardContext } from '../dashboard-context.ts';
import type { TenantWork } from '../tenant-work.ts';

/** What the audit trail keeps of a change: no personal content. */
export interface ChangeNote {
  /** The call only looked: the trail keeps nothing of it. */
  readonly looked?: true;
  /** Id of what was changed. */
  readonly subject?: string;
  readonly changes?: readonly {
    readonly field: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
}

interface AnyCall {
  readonly language: 'en' | 'de';
  /** Where the caller is. */
  readonly address: string;
  /** The device's own words; for the list of sessions. */
  readonly userAgent: string;
  readonly signal: AbortSignal;
  /** Of operations of kind `edit`: the tag that was read. */
  readonly ifMatch: string;
  /** Of an event stream that goes on; null: from now. */
  readonly lastEventId: string | null;
  /** Adds to the entry of the audit trail that the call makes. */
  note(change: ChangeNote): void;
}

type RouteOf<Id extends OperationId> = (typeof routes)[Id];

type Who<Id extends OperationId> = RouteOf<Id>['access'] extends 'anyone'
  ? { readonly caller: Caller | null }
  : { readonly caller: Caller };

type Where<Id extends OperationId> = RouteOf<Id>['path'] extends `/tenants/{tenantId}${string}`
  ? { readonly work: TenantWork }
  : { readonly work: null };

/** One call of an operation, parsed and allowed. */
export type Call<Id extends OperationId> = AnyCall & Parsed<Id> & Who<Id> & Where<Id>;

/** An answer with its tag, for operations that are `tagged`. */
export interface Tagged<Answer> {
  readonly tag: string;
  readonly answer: Answer;
}

/** An answer that is no JSON; its type is that of the route. */
export interface RawAnswer {
  readonly body: string | Uint8Array | AsyncIterable<string>;
  /** Offered as a download of this name. */
  readonly fileName?: string;
}

type AnswerOf<Id extends OperationId> =
  RouteOf<Id> extends { readonly answers: string }
    ? RawAnswer
    : RouteOf<Id> extends { readonly tagged: true }
      ? Tagged<Api[Id]['answer']>
      : Api[Id]['answer'];

/** Does one operation. @throws {Problem} */
export type Handler<Id extends OperationId> = (call: Call<Id>, context: DashboardContext) => Promise<AnswerOf<Id>>;

/** A handler for each of the operations. */
export type Handlers<Id extends OperationId = OperationId> = { readonly [One in Id]: Handler<One> };
