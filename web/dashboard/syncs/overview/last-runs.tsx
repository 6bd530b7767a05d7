import { makeStyles, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLinkStyle } from '../../../ui/link-style.ts';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { useApi } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import { RunTable } from '../../runs/run-table.tsx';

const shown = 5;

const useStyles = makeStyles({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'baseline',
    gap: tokens.spacingHorizontalM,
    marginBottom: tokens.spacingVerticalM,
  },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
  },
  none: { margin: 0, color: tokens.colorNeutralForeground2 },
});

/** The newest runs of a sync. */
export function LastRuns({ syncId }: { readonly syncId: string }) {
  const styles = useStyles();
  const link = useLinkStyle();
  const { t } = useTranslation('syncs');
  const { tenantId } = useTenant();
  const { data, error, refetch } = useApi('listRuns', { params: { tenantId }, query: { syncId, limit: shown } });
  return (
    <section aria-labelledby="last-runs">
      <div className={styles.head}>
        <h2 id="last-runs" className={styles.title}>
          {t('page.runs')}
        </h2>
        <Link to="/t/$tenantId/runs" params={{ tenantId }} search={{ syncId }} className={link}>
          {t('page.allRuns')}
        </Link>
      </div>
      {error && <ProblemMessage problem={error} onRetry={() => void refetch()} />}
      {data && (
        <RunTable
          runs={data.items}
          label={t('page.runs')}
          withSync={false}
          empty={<p className={styles.none}>{t('page.noRuns')}</p>}
        />
      )}
    </section>
  );
}
