import { useTranslation } from 'react-i18next';
import { StatusBadge } from '../../ui/status-badge.tsx';
import type { SyncSummary } from './definition.ts';
import { syncState, toneOfSync } from './sync-state.ts';

/** State of a sync in a word. */
export function SyncBadge({ summary }: { readonly summary: SyncSummary }) {
  const { t } = useTranslation('syncs');
  const state = syncState(summary);
  return <StatusBadge tone={toneOfSync[state]}>{t(`state.${state}`)}</StatusBadge>;
}
