import { useApi } from '../api/api.ts';
import { useTenant } from '../api/session.ts';
import type { Collection } from './definition.ts';
import { useDebounced } from './use-debounced.ts';
import { useLastData } from './use-last-data.ts';

/** What a collection gives as it is described, counted once it has not changed for a moment. */
export function usePreview(collection: Collection, search = '') {
  const { tenantId } = useTenant();
  const described = useDebounced(collection);
  const searched = search.trim();
  const preview = useApi('previewCollection', {
    params: { tenantId },
    body: { collection: described, search: searched },
  });
  return { ...preview, data: useLastData(preview.data) };
}
