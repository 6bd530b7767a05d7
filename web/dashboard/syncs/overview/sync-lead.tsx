import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { DateTime } from '../../../ui/values.tsx';
import type { SyncSummary } from '../definition.ts';
import { SyncBadge } from '../sync-badge.tsx';

const useStyles = makeStyles({
  lead: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalM },
});

/** How a sync is, and when it goes on. */
export function SyncLead({ summary }: { readonly summary: SyncSummary }) {
  const styles = useStyles();
  const { t } = useTranslation('syncs');
  const { nextRunAt, paused } = summary;
  return (
    <span className={styles.lead}>
      <SyncBadge summary={summary} />
      {!paused && (
        <span>
          {t('nextRun')}: {nextRunAt === null ? t('byHand') : <DateTime instant={nextRunAt} relative />}
        </span>
      )}
    </span>
  );
}
