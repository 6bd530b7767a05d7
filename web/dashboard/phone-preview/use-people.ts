import { useState } from 'react';
import { useApiPages } from '../api/api.ts';
import { useTenant } from '../api/session.ts';

const readAtOnce = 200;

/** The people of a collection, by name, as far as they are looked at. */
export function usePeople(collectionId: string) {
  const { tenantId } = useTenant();
  const [search, setSearch] = useState('');
  const { items, first, query, readOn } = useApiPages('listItems', {
    params: { tenantId, collectionId },
    query: { search, limit: readAtOnce },
  });
  return { found: items, total: first?.total ?? 0, query, readOn, search, setSearch };
}
