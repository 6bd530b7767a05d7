import type { z } from 'zod';
import { connectionSchemas } from './connections.ts';
import { listSchemas } from './lists.ts';
import { privacySchemas } from './privacy.ts';
import type { OperationId } from './routes.ts';
import { sessionSchemas } from './session.ts';
import { syncSchemas } from './syncs.ts';
import { tenantSchemas } from './tenants.ts';

/** What an operation takes and gives; what is left out is not there. */
export interface OperationSchemas {
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
}

/** The schemas of every operation. */
export const contract = {
  ...sessionSchemas,
  ...tenantSchemas,
  ...connectionSchemas,
  ...listSchemas,
  ...syncSchemas,
  ...privacySchemas,
} satisfies Readonly<Record<OperationId, OperationSchemas>>;

type Part<Id extends OperationId, Key extends keyof OperationSchemas> = (typeof contract)[Id] extends {
  readonly [K in Key]: infer Schema extends z.ZodType;
}
  ? Schema
  : null;

type Input<Schema> = Schema extends z.ZodType ? z.input<Schema> : undefined;
type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** As callers send and get it. */
export type Api = {
  readonly [Id in OperationId]: {
    readonly params: Input<Part<Id, 'params'>>;
    readonly query: Input<Part<Id, 'query'>>;
    readonly body: Input<Part<Id, 'body'>>;
    readonly answer: Output<Part<Id, 'answer'>>;
  };
};

/** As handlers get it: parsed. */
export type Parsed<Id extends OperationId> = {
  readonly params: Output<Part<Id, 'params'>>;
  readonly query: Output<Part<Id, 'query'>>;
  readonly body: Output<Part<Id, 'body'>>;
};
