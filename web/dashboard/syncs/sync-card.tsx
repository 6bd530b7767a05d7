import { makeStyles, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLinkStyle } from '../../ui/link-style.ts';
import { DateTime } from '../../ui/values.tsx';
import { useTenant } from '../api/session.ts';
import type { SyncSummary } from './definition.ts';
import { ReplicaBar } from './replica-bar.tsx';
import { StartButton } from './start-button.tsx';
import { SyncBadge } from './sync-badge.tsx';

const useStyles = makeStyles({
  card: {
    display: 'grid',
    gap: tokens.spacingVerticalL,
    minWidth: 0,
    padding: tokens.spacingHorizontalXL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
  },
  names: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM, minWidth: 0 },
  name: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
  },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(150px, 100%), 1fr))',
    gap: tokens.spacingHorizontalL,
    margin: 0,
  },
  label: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  value: { margin: 0, overflowWrap: 'anywhere' },
});

/** One sync: what goes where, how far it is, and the button that starts it. */
export function SyncCard({ summary }: { readonly summary: SyncSummary }) {
  const styles = useStyles();
  const link = useLinkStyle();
  const { t } = useTranslation('syncs');
  const { tenantId, can } = useTenant();
  const { syncId, name, collectionId, placement, items, nextRunAt, lastRun, paused } = summary;
  return (
    <div className={styles.card}>
      <div className={styles.head}>
        <div className={styles.names}>
          <h2 className={styles.name}>
            {can('read') ? (
              <Link to="/t/$tenantId/syncs/$syncId" params={{ tenantId, syncId }} className={link}>
                {name}
              </Link>
            ) : (
              name
            )}
          </h2>
          <SyncBadge summary={summary} />
        </div>
        {can('change') && <StartButton summary={summary} />}
      </div>
      <dl className={styles.facts}>
        <div>
          <dt className={styles.label}>{t('collection')}</dt>
          <dd className={styles.value}>
            {collectionId}, {t('people', { count: items })}
          </dd>
        </div>
        <div>
          <dt className={styles.label}>{t('placement')}</dt>
          <dd className={styles.value}>{placement}</dd>
        </div>
        <div>
          <dt className={styles.label}>{t('lastRun')}</dt>
          <dd className={styles.value}>
            {lastRun === null ? (
              t('never')
            ) : (
              <Link to="/t/$tenantId/runs/$runId" params={{ tenantId, runId: lastRun.runId }} className={link}>
                <DateTime instant={lastRun.startedAt} relative />
              </Link>
            )}
          </dd>
        </div>
        <div>
          <dt className={styles.label}>{t('nextRun')}</dt>
          <dd className={styles.value}>
            {nextRunAt !== null && !paused ? (
              <DateTime instant={nextRunAt} relative />
            ) : (
              t(paused ? 'isPaused' : 'byHand')
            )}
          </dd>
        </div>
      </dl>
      <ReplicaBar replicas={summary.replicas} />
    </div>
  );
}
