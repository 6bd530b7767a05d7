import type { Caller } from '../../../tenants/caller.ts';
import { Problem } from '../../endpoint/problem.ts';

/** Operations of this area are only for people. @throws {Problem} `forbidden` */
export function personOf(caller: Caller): Extract<Caller, { readonly kind: 'person' }> {
  if (caller.kind === 'person') return caller;
  throw new Problem('forbidden');
}
