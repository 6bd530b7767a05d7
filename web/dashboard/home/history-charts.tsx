import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Chart } from '../../ui/chart.tsx';
import type { ChartData } from '../../ui/chart-data.ts';
import { Section } from '../../ui/section.tsx';
import type { Home } from './home.ts';

const useStyles = makeStyles({
  charts: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(400px, 100%), 1fr))',
    gap: tokens.spacingHorizontalXXXL,
  },
});

/** What happened on each of the last 30 days. */
export function HistoryCharts({ history }: Pick<Home, 'history'>) {
  const styles = useStyles();
  const { t } = useTranslation('home');
  const days = history.map(({ day }) => day);
  const axis = t('history.day');
  const written: ChartData = {
    kind: 'lines',
    axis,
    days,
    series: [
      { name: t('history.created'), tone: 'brand', values: history.map(({ created }) => created) },
      { name: t('history.updated'), tone: 'quiet', values: history.map(({ updated }) => updated) },
      { name: t('history.deleted'), tone: 'bad', values: history.map(({ deleted }) => deleted) },
    ],
  };
  const runs: ChartData = {
    kind: 'lines',
    axis,
    days,
    series: [
      { name: t('history.runs'), tone: 'brand', values: history.map((day) => day.runs) },
      { name: t('history.failed'), tone: 'bad', values: history.map(({ failedRuns }) => failedRuns) },
      { name: t('history.issues'), tone: 'warning', values: history.map(({ issues }) => issues) },
    ],
  };
  return (
    <Section title={t('history.title')}>
      <div className={styles.charts}>
        <Chart title={t('history.written')} data={written} heightPx={220} />
        <Chart title={t('history.runsAndIssues')} data={runs} heightPx={220} />
      </div>
    </Section>
  );
}
