import { makeStyles, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Facts } from '../../../ui/facts.tsx';
import { useLinkStyle } from '../../../ui/link-style.ts';
import { Section } from '../../../ui/section.tsx';
import { useTenant } from '../../api/session.ts';
import type { Audience, Sync, SyncSummary } from '../definition.ts';
import { NextRuns } from '../form/next-runs.tsx';
import { useSentences } from './use-sentences.ts';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(340px, 100%), 1fr))',
    gap: tokens.spacingHorizontalXXXL,
    alignItems: 'start',
  },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
});

/** What was chosen, in sentences, and the runs that come of it. */
export function SetUp({
  sync,
  audience,
  summary,
}: {
  readonly sync: Sync;
  readonly audience: Audience;
  readonly summary: SyncSummary;
}) {
  const styles = useStyles();
  const link = useLinkStyle();
  const { t } = useTranslation('syncs');
  const { tenantId } = useTenant();
  const { audienceText, placementText, scheduleText, policyTexts } = useSentences();
  return (
    <Section title={t('page.howItIs')}>
      <div className={styles.columns}>
        <Facts
          facts={[
            {
              label: t('collection'),
              value: (
                <Link
                  to="/t/$tenantId/collections/$collectionId"
                  params={{ tenantId, collectionId: sync.collectionId }}
                  className={link}
                >
                  {sync.collectionId}
                </Link>
              ),
            },
            { label: t('page.audience'), value: audienceText(audience) },
            { label: t('placement'), value: placementText(sync.placement) },
            { label: t('page.schedule'), value: scheduleText(sync.schedule) },
            {
              label: t('page.policies'),
              value: (
                <ul className={styles.list}>
                  {policyTexts(sync).map((text) => (
                    <li key={text}>{text}</li>
                  ))}
                </ul>
              ),
            },
          ]}
        />
        <NextRuns schedule={sync.schedule} isUsable isPaused={summary.paused} nextRunAt={summary.nextRunAt} />
      </div>
    </Section>
  );
}
