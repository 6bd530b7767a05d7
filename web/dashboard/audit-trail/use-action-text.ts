import { useTranslation } from 'react-i18next';
import { isAction } from './actions.ts';

/** What was done, in words. */
export function useActionText(): (action: string) => string {
  const { t } = useTranslation('audit-trail');
  return (action) => (isAction(action) ? t(`action.${action}`) : action);
}
