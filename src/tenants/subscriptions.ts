import type { ConnectorError } from '../runs/connector-error.ts';

/** What of the directory can be watched. */
export type WatchedList = 'users' | 'groups';

/** A wish to be told of changes, as the service keeps it. */
export interface Subscription {
  readonly subscriptionId: string;
  /** ISO UTC. */
  readonly expiresAt: string;
}

/** Change notifications of one Entra tenant. Every call may throw a {@link ConnectorError}. */
export interface ChangeSubscriptions {
  /** The service asks the addresses at once whether they want to be told; what the app had for the same is replaced. */
  subscribe(
    wish: {
      readonly list: WatchedList;
      readonly notificationUrl: string;
      readonly lifecycleUrl: string;
      /** Comes with each notification. Secret; at most 128 characters. */
      readonly clientState: string;
      readonly expiresAt: string;
    },
    signal: AbortSignal,
  ): Promise<Subscription>;
  /** Null: it is not there any more. */
  renew(subscriptionId: string, expiresAt: string, signal: AbortSignal): Promise<Subscription | null>;
  /** What is gone is no failure. */
  remove(subscriptionId: string, signal: AbortSignal): Promise<void>;
}
