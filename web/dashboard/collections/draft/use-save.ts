import { useMutation, useQueryClient } from '@tanstack/react-query';
import { apiQuery, call, invalidate, useApi } from '../../api/api.ts';
import { isProblem } from '../../api/client.ts';
import type { Problem } from '../../api/problem.ts';
import { useTenant } from '../../api/session.ts';
import { type Draft, isOutdated } from './draft.ts';

/** Saves a draft, if the collection is still what the draft began with; changes of other definitions don't matter. */
export function useSave(draft: Draft) {
  const { tenantId } = useTenant();
  const queryClient = useQueryClient();
  const { collectionId } = draft.base;
  const definitions = useApi('getDefinitions', { params: { tenantId } });
  const put = (ifMatch: string) =>
    call('putCollection', { params: { tenantId, collectionId }, body: draft.current, ifMatch });

  return useMutation<Awaited<ReturnType<typeof put>>, Problem>({
    mutationFn: async () => {
      try {
        return await put(definitions.data?.etag ?? '');
      } catch (error) {
        if (!isProblem(error) || error.code !== 'changed-meanwhile') throw error;
        const query = apiQuery('getDefinitions', { params: { tenantId } });
        const { data, etag } = await queryClient.fetchQuery({ ...query, staleTime: 0 });
        const saved = data.definitions.collections.find((one) => one.collectionId === collectionId);
        if (saved === undefined || isOutdated(draft, saved)) throw error;
        return put(etag);
      }
    },
    onSuccess: () => invalidate(queryClient),
  });
}
