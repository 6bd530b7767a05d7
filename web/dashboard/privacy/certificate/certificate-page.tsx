import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { DocumentSearchRegular } from '@fluentui/react-icons/svg/document-search';
import { PrintRegular } from '@fluentui/react-icons/svg/print';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { PageSkeleton } from '../../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Section } from '../../../ui/section.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { Count, DateTime } from '../../../ui/values.tsx';
import { useApi } from '../../api/api.ts';

const route = getRouteApi('/public/certificates/$certificateId');

const useStyles = makeStyles({
  page: { maxWidth: '820px', marginInline: 'auto' },
  print: { '@media print': { display: 'none' } },
  hash: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
  text: { margin: 0 },
});

/** What was deleted when a tenant left. Only who has its address sees it. */
export function CertificatePage() {
  const styles = useStyles();
  const { t } = useTranslation('privacy');
  const { certificateId } = route.useParams();
  const { data, error, refetch } = useApi('getCertificate', { params: { certificateId } });
  if (error?.code === 'not-found') {
    return (
      <div className={styles.page}>
        <PageHeader title={t('certificate.title')} />
        <EmptyState
          icon={DocumentSearchRegular}
          title={t('certificate.none')}
          action={<Button onClick={() => void refetch()}>{t('certificate.again')}</Button>}
        >
          {t('certificate.noneDetail')}
        </EmptyState>
      </div>
    );
  }
  if (error) return <ProblemMessage problem={error} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton label={t('loading')} />;
  return (
    <Stack gap="l" className={styles.page}>
      <PageHeader
        title={t('certificate.title')}
        lead={t('certificate.lead', { name: data.tenantName })}
        actions={
          <Button className={styles.print} icon={<PrintRegular />} onClick={() => window.print()}>
            {t('print')}
          </Button>
        }
      />
      <Section title={t('certificate.facts')}>
        <Facts
          facts={[
            { label: t('certificate.tenant'), value: data.tenantName },
            { label: t('certificate.requested'), value: <DateTime instant={data.requestedAt} /> },
            { label: t('certificate.deleted'), value: <DateTime instant={data.deletedAt} /> },
            { label: t('certificate.cleaned'), value: <Count value={data.mailboxesCleaned} /> },
            { label: t('certificate.left'), value: <Count value={data.mailboxesLeft} /> },
          ]}
        />
      </Section>
      <Section title={t('certificate.what')}>
        <DataTable
          label={t('certificate.what')}
          rows={data.deleted}
          rowKey={({ what }) => what}
          columns={[
            { id: 'what', header: t('storage.what'), cell: ({ what }) => t(`kind.${what}.name`) },
            {
              id: 'entries',
              header: t('storage.entries'),
              align: 'end',
              cell: ({ entries }) => <Count value={entries} />,
            },
          ]}
        />
      </Section>
      <Section title={t('certificate.proof')}>
        <Stack>
          <p className={styles.text}>{t('certificate.key')}</p>
          <p className={styles.text}>
            SHA-256: <span className={styles.hash}>{data.hash}</span>
          </p>
          <p className={styles.text}>{t('certificate.check')}</p>
        </Stack>
      </Section>
      <p className={styles.text}>{t('certificate.consent')}</p>
    </Stack>
  );
}
