import { useState } from 'react';
import { useApi } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import type { ItemSummary } from '../definition.ts';

/** The person that examples are shown of: the first of the collection, until another is chosen. */
export function usePerson(collectionId: string) {
  const { tenantId } = useTenant();
  const [chosen, choose] = useState<ItemSummary | null>(null);
  const first = useApi('listItems', { params: { tenantId, collectionId }, query: { limit: 1 } });
  return { person: chosen ?? first.data?.items[0] ?? null, choose, isPending: first.isPending, error: first.error };
}
