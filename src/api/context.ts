import type { Server } from 'node:https';
import type { FastifyInstance } from 'fastify';
import type { Status } from '../runs/read-status.ts';
import type { ConnectOutcome } from '../tenants/connect.ts';

/** Speaks TLS and nothing else. */
export type PageServer = FastifyInstance<Server>;

export type Language = 'en' | 'de';

/** Looks a text up in one language and fills in its values. */
export type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** What the pages need from the rest. */
export interface ApiContext {
  readonly translator: (language: Language) => Translate;
  readonly readStatus: () => Promise<Status>;
  /** Ends connecting with the query of the redirect; throws a `ConnectorError` if the proof failed. */
  readonly finishConnect: (query: URLSearchParams, signal: AbortSignal) => Promise<ConnectOutcome>;
}
