import { useApi } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';

/** Ids of all sources of the tenant; null: not known yet. */
export function useSourceIds(): readonly string[] | null {
  const { tenantId } = useTenant();
  const { data } = useApi('getDefinitions', { params: { tenantId } });
  return data?.data.definitions.sources.map(({ sourceId }) => sourceId) ?? null;
}
