import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../ui/page-header.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { Section } from '../../ui/section.tsx';
import { Stack } from '../../ui/stack.tsx';
import { useApi } from '../api/api.ts';
import { useTenant } from '../api/session.ts';
import { DocumentLinks } from './document-links.tsx';
import { LeaveSection } from './leave/leave-section.tsx';
import { PurgeSection } from './purge-section.tsx';
import { RetentionForm } from './retention-form.tsx';
import { StorageTable } from './storage-table.tsx';

const useStyles = makeStyles({ text: { margin: 0, maxWidth: '72ch' } });

/** What is stored of the company, until when, and how it goes. */
export function PrivacyPage() {
  const styles = useStyles();
  const { t } = useTranslation('privacy');
  const { tenantId, can } = useTenant();
  const storage = useApi('getStorage', { params: { tenantId } });
  const retention = useApi('getRetention', { params: { tenantId } });
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Stack gap="l">
        <Section title={t('storage.title')}>
          <Stack>
            <p className={styles.text}>{t('storage.lead')}</p>
            {storage.error && <ProblemMessage problem={storage.error} onRetry={() => void storage.refetch()} />}
            {storage.isPending && <PageSkeleton label={t('loading')} />}
            {storage.data && <StorageTable items={storage.data.items} />}
          </Stack>
        </Section>
        <Section title={t('retention.title')}>
          {retention.error && <ProblemMessage problem={retention.error} onRetry={() => void retention.refetch()} />}
          {retention.isPending && <PageSkeleton label={t('loading')} rows={1} />}
          {retention.data && <RetentionForm stored={retention.data} mayChange={can('own')} />}
        </Section>
        {can('own') && <PurgeSection />}
        <DocumentLinks />
        {can('own') && <LeaveSection />}
      </Stack>
    </>
  );
}
