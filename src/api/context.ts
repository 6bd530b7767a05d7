import type { Server } from 'node:https';
import type { FastifyInstance } from 'fastify';

/** Speaks TLS and nothing else. */
export type PageServer = FastifyInstance<Server>;

export type Language = 'en' | 'de';

/** Looks a text up in one language and fills in its values. */
export type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string;
