import { MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Facts } from '../../../ui/facts.tsx';
import { useLinkStyle } from '../../../ui/link-style.ts';
import { PageSkeleton } from '../../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Section } from '../../../ui/section.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { Count, DateTime, useFormats } from '../../../ui/values.tsx';
import { useApi } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import { useDraft } from '../draft/draft-context.tsx';
import { mailboxesOf } from '../draft/mailboxes-of.ts';
import { PeopleList } from '../people/people-list.tsx';
import { usePreview } from '../use-preview.ts';
import { Funnel } from './funnel.tsx';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(420px, 100%), 1fr))',
    gap: tokens.spacingHorizontalXXL,
    alignItems: 'start',
    '@media (min-width: 1200px)': { gridTemplateColumns: 'minmax(0, 1.6fr) minmax(0, 1fr)' },
  },
  syncs: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
});

/** How the list comes about, and where it goes. */
export function OverviewTab() {
  const styles = useStyles();
  const linkStyle = useLinkStyle();
  const { t } = useTranslation('collections');
  const { list } = useFormats();
  const { tenantId } = useTenant();
  const { draft, isDirty, summary } = useDraft();
  const preview = usePreview(draft);
  const syncs = useApi('listSyncs', { params: { tenantId } });
  const usedBy = (syncs.data?.items ?? []).filter(({ syncId }) => summary.usedBySyncs.includes(syncId));
  const { collectionId } = summary;

  return (
    <Stack gap="l">
      {preview.error && <ProblemMessage problem={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.data && preview.data.unread.length > 0 && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{t('unread', { sources: list(preview.data.unread) })}</MessageBarBody>
        </MessageBar>
      )}
      <div className={styles.columns}>
        <Section title={isDirty ? t('funnel.titleDraft') : t('funnel.title')}>
          {preview.data ? (
            <Funnel preview={preview.data} filter={draft.filter} />
          ) : (
            !preview.error && <PageSkeleton label={t('loading')} rows={3} />
          )}
        </Section>
        <Stack gap="l">
          <Section title={t('facts.title')}>
            <Facts
              facts={[
                { label: t('facts.people'), value: <Count value={summary.items} /> },
                {
                  label: t('facts.read'),
                  value: summary.readAt === null ? t('neverRead') : <DateTime instant={summary.readAt} />,
                },
                { label: t('facts.version'), value: <Count value={summary.version} /> },
                {
                  label: t('facts.syncs'),
                  value:
                    summary.usedBySyncs.length === 0 ? (
                      t('facts.noSync')
                    ) : (
                      <span className={styles.syncs}>
                        {usedBy.map(({ syncId, name }) => (
                          <Link
                            key={syncId}
                            to="/t/$tenantId/syncs/$syncId"
                            params={{ tenantId, syncId }}
                            className={linkStyle}
                          >
                            {name}
                          </Link>
                        ))}
                      </span>
                    ),
                },
                {
                  label: t('facts.mailboxes'),
                  value: syncs.data ? <Count value={mailboxesOf(syncs.data.items, summary.usedBySyncs)} /> : '–',
                },
              ]}
            />
          </Section>
          <Section
            title={t('sample.title')}
            actions={
              <Link
                to="/t/$tenantId/collections/$collectionId/people"
                params={{ tenantId, collectionId }}
                className={linkStyle}
              >
                {t('sample.all')}
              </Link>
            }
          >
            <PeopleList people={(preview.data?.sample ?? []).slice(0, 6)} empty={t('nobody')} />
          </Section>
        </Stack>
      </div>
    </Stack>
  );
}
