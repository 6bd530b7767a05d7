import type { Caller } from '../../../tenants/caller.ts';
import { Problem } from '../../endpoint/problem.ts';

/** The session of a person; what takes a browser is not for tokens. @throws {Problem} `forbidden` */
export function sessionOf(caller: Caller): string {
  if (caller.kind !== 'person') throw new Problem('forbidden');
  return caller.sessionId;
}
