import type { SimSettings } from '../../world/model.ts';
import { GraphError } from '../errors.ts';

/** A 429 that says how long to wait, in the form that the settings ask for. */
export function throttled(
  code: string,
  message: string,
  waitMs: number,
  settings: SimSettings,
  nowMs: number,
): GraphError {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  switch (settings.retryAfterForm) {
    case 'none':
      return new GraphError(429, code, message);
    case 'seconds':
      return new GraphError(429, code, message, { 'Retry-After': String(seconds) });
    case 'date':
      return new GraphError(429, code, message, { 'Retry-After': new Date(nowMs + seconds * 1000).toUTCString() });
  }
}
