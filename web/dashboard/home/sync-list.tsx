import { makeStyles, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLinkStyle } from '../../ui/link-style.ts';
import { Section } from '../../ui/section.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { DateTime, useFormats } from '../../ui/values.tsx';
import { useTenant } from '../api/session.ts';
import { folderCount, type SyncState } from './home.ts';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  sync: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    gap: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalL}`,
    alignItems: 'center',
    paddingBlock: tokens.spacingVerticalM,
    ':not(:first-child)': { borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
    ':first-child': { paddingTop: 0 },
  },
  name: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  text: { gridColumn: '1 / -1', color: tokens.colorNeutralForeground2 },
});

/** Each sync: whom it brings where, and when it runs next. */
export function SyncList({ syncs }: { readonly syncs: readonly SyncState[] }) {
  const styles = useStyles();
  const { t } = useTranslation('home');
  const link = useLinkStyle();
  const { number } = useFormats();
  const { tenantId } = useTenant();
  return (
    <Section
      title={t('syncs.title')}
      actions={
        <Link to="/t/$tenantId/syncs" params={{ tenantId }} className={link}>
          {t('syncs.all')}
        </Link>
      }
    >
      <ul className={styles.list}>
        {syncs.map(({ syncId, name, paused, items, replicas, nextRunAt, readAt }) => {
          const folders = folderCount(replicas);
          return (
            <li key={syncId} className={styles.sync}>
              <span className={styles.name}>
                <Link to="/t/$tenantId/syncs/$syncId" params={{ tenantId, syncId }} className={link}>
                  {name}
                </Link>
              </span>
              <StatusBadge tone={paused ? 'quiet' : replicas.atHead === folders ? 'good' : 'working'}>
                {paused
                  ? t('syncs.paused')
                  : t('syncs.inStep', { inStep: number(replicas.atHead), folders: number(folders) })}
              </StatusBadge>
              <span className={styles.text}>
                {t('syncs.people', { count: items })} ·{' '}
                {readAt === null ? (
                  t('syncs.never')
                ) : (
                  <>
                    {t('syncs.read')} <DateTime instant={readAt} relative />
                  </>
                )}
                {!paused && nextRunAt !== null && (
                  <>
                    {' '}
                    · {t('syncs.next')} <DateTime instant={nextRunAt} relative />
                  </>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
