import type { Handlers } from '../endpoint/handler.ts';
import { connectionHandlers } from './connections/handlers.ts';
import { listHandlers } from './lists/handlers.ts';
import { privacyHandlers } from './privacy/handlers.ts';
import { sessionHandlers } from './session/handlers.ts';
import { syncHandlers } from './syncs/handlers.ts';
import { tenantHandlers } from './tenants/handlers.ts';

/** A handler for every operation of the contract. */
export const handlers: Handlers = {
  ...sessionHandlers,
  ...tenantHandlers,
  ...connectionHandlers,
  ...listHandlers,
  ...syncHandlers,
  ...privacyHandlers,
};
