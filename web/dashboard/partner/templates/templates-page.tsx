import { Button } from '@fluentui/react-components';
import { DocumentMultipleRegular } from '@fluentui/react-icons/svg/document-multiple';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { PageSkeleton } from '../../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Section } from '../../../ui/section.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { useApi } from '../../api/api.ts';
import { PartnerTabs } from '../partner-tabs.tsx';
import { NewTemplateDialog } from './new-template-dialog.tsx';
import { TemplateTable } from './template-table.tsx';

/** What was set up well once, for other tenants. */
export function TemplatesPage() {
  const { t } = useTranslation('partner');
  const templates = useApi('listTemplates', {});
  const [isMaking, setMaking] = useState(false);
  const create = (
    <Button appearance="primary" onClick={() => setMaking(true)}>
      {t('templates.new')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t('templates.title')}
        lead={t('templates.lead')}
        actions={templates.data?.items.length !== 0 && create}
      />
      <PartnerTabs />
      <Stack>
        {templates.error && <ProblemMessage problem={templates.error} onRetry={() => void templates.refetch()} />}
        {templates.isPending && <PageSkeleton label={t('loading')} rows={3} />}
        {templates.data?.items.length === 0 && (
          <EmptyState icon={DocumentMultipleRegular} title={t('templates.none')} action={create}>
            {t('templates.noneHint')}
          </EmptyState>
        )}
        {templates.data && templates.data.items.length > 0 && (
          <Section title={t('templates.title')}>
            <TemplateTable templates={templates.data.items} />
          </Section>
        )}
      </Stack>
      {isMaking && <NewTemplateDialog onClose={() => setMaking(false)} />}
    </>
  );
}
