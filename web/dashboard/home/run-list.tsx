import { makeStyles, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLinkStyle } from '../../ui/link-style.ts';
import { Section } from '../../ui/section.tsx';
import { StatusBadge, type Tone } from '../../ui/status-badge.tsx';
import { DateTime } from '../../ui/values.tsx';
import { useTenant } from '../api/session.ts';
import { type Run, writtenBy } from './home.ts';

const shown = 6;

const tones: Readonly<Record<Run['state'], Tone>> = {
  running: 'working',
  done: 'good',
  held: 'warning',
  refused: 'quiet',
  cancelled: 'quiet',
  failed: 'bad',
};

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  run: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    gap: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalL}`,
    alignItems: 'center',
    paddingBlock: tokens.spacingVerticalS,
    ':not(:first-child)': { borderTop: `1px solid ${tokens.colorNeutralStroke3}` },
    ':first-child': { paddingTop: 0 },
  },
  text: { gridColumn: '1 / -1', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  none: { margin: 0, color: tokens.colorNeutralForeground2 },
});

/** The last runs, and what each did. */
export function RunList({ runs }: { readonly runs: readonly Run[] }) {
  const styles = useStyles();
  const { t } = useTranslation('home');
  const link = useLinkStyle();
  const { tenantId } = useTenant();
  return (
    <Section
      title={t('runs.title')}
      actions={
        <Link to="/t/$tenantId/runs" params={{ tenantId }} className={link}>
          {t('runs.all')}
        </Link>
      }
    >
      {runs.length === 0 && <p className={styles.none}>{t('runs.none')}</p>}
      <ul className={styles.list}>
        {runs.slice(0, shown).map((run) => (
          <li key={run.runId} className={styles.run}>
            <Link to="/t/$tenantId/runs/$runId" params={{ tenantId, runId: run.runId }} className={link}>
              <DateTime instant={run.startedAt} />
            </Link>
            <StatusBadge tone={tones[run.state]}>{t(`runs.state.${run.state}`)}</StatusBadge>
            <span className={styles.text}>
              {[
                run.kind === 'sync' ? run.syncName : t(`runs.kind.${run.kind}`, { sync: run.syncName }),
                writtenBy(run) === 0 ? t('runs.nothing') : t('runs.written', { count: writtenBy(run) }),
                run.totals.issues === 0 ? null : t('runs.issues', { count: run.totals.issues }),
              ]
                .filter((text) => text !== null)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
