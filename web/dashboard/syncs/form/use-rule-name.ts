import { useTranslation } from 'react-i18next';
import type { AudienceRule } from '../definition.ts';
import { useGroupName } from './use-group-name.ts';

/** What a rule of an audience is called. */
export function useRuleName(): (rule: AudienceRule | undefined) => string {
  const { t } = useTranslation('syncs');
  const groupName = useGroupName();
  return (rule) => {
    if (rule === undefined) return '';
    switch (rule.kind) {
      case 'everyone':
        return t('audience.rule.everyone');
      case 'group':
        return groupName(rule.groupId);
      case 'mailboxes':
        return t('audience.rule.mailboxes');
    }
  };
}
