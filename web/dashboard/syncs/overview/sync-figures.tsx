import { useTranslation } from 'react-i18next';
import { Stat, Stats } from '../../../ui/stat.tsx';
import { Count, DateTime } from '../../../ui/values.tsx';
import type { SyncSummary } from '../definition.ts';
import { behindOf, mailboxesOf } from '../sync-state.ts';

/** A sync in numbers. */
export function SyncFigures({ summary }: { readonly summary: SyncSummary }) {
  const { t } = useTranslation('syncs');
  const { items, readAt, replicas } = summary;
  const behind = behindOf(replicas);
  const ofAll = t('page.ofAll', { count: mailboxesOf(replicas) });
  return (
    <Stats>
      <Stat
        label={t('page.items')}
        value={<Count value={items} />}
        note={readAt === null ? t('page.notRead') : <DateTime instant={readAt} relative />}
      />
      <Stat label={t('page.upToDate')} value={<Count value={replicas.atHead} />} note={ofAll} />
      {behind > 0 && <Stat label={t('page.behind')} value={<Count value={behind} />} note={ofAll} tone="warning" />}
      {replicas.unavailable > 0 && (
        <Stat label={t('page.unavailable')} value={<Count value={replicas.unavailable} />} note={ofAll} />
      )}
    </Stats>
  );
}
