import { useTranslation } from 'react-i18next';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { type ShownState, toneOf } from './run.ts';

/** State of a run in a word. */
export function RunBadge({ state }: { readonly state: ShownState }) {
  const { t } = useTranslation('runs');
  return <StatusBadge tone={toneOf(state)}>{t(`state.${state}`)}</StatusBadge>;
}
