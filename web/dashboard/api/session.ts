import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { Api } from '../../../src/api/contract/contract.ts';
import { apiQuery } from './api.ts';

export type Session = Api['getSession']['answer'];
export type Membership = Session['memberships'][number];

/** Read before anything is shown; it doesn't get old by itself. */
export const sessionQuery = { ...apiQuery('getSession', {}), staleTime: Number.POSITIVE_INFINITY };

/** Who is signed in, and what they may do where. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data;
}

/** The tenant that is shown, and what the person may do in it. */
export function useTenant(): Membership & { readonly can: (permission: Membership['permissions'][number]) => boolean } {
  const { memberships } = useSession();
  const { tenantId } = useParams({ strict: false });
  const membership = memberships.find((one) => one.tenantId === tenantId);
  if (!membership) throw new Error('outside of a tenant');
  return { ...membership, can: (permission) => membership.permissions.includes(permission) };
}
