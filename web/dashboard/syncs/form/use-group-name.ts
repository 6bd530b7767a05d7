import { useTranslation } from 'react-i18next';
import { groupNames } from '../../collections/pickers/group-names.ts';

/** What a group is called, as far as it was chosen here; otherwise the beginning of its id. */
export function useGroupName(): (groupId: string) => string {
  const { t } = useTranslation('syncs');
  return (groupId) => groupNames.get(groupId) ?? t('audience.unnamedGroup', { start: groupId.slice(0, 8) });
}
