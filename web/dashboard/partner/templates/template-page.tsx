import { Button, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { useLinkStyle } from '../../../ui/link-style.ts';
import { LiveRegion } from '../../../ui/live-region.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { PageSkeleton } from '../../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Section } from '../../../ui/section.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { DateTime, useFormats } from '../../../ui/values.tsx';
import { useApi, useApiMutation } from '../../api/api.ts';
import { ResultTable } from './result-table.tsx';
import { TenantChoice } from './tenant-choice.tsx';

const route = getRouteApi('/signed-in/templates/$templateId');

const useStyles = makeStyles({
  buttons: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
});

/** A template, and what it would change in chosen tenants; then it is applied, each for itself. */
export function TemplatePage() {
  const styles = useStyles();
  const { t } = useTranslation('partner');
  const { templateId } = route.useParams();
  const { list } = useFormats();
  const linkStyle = useLinkStyle();
  const params = { templateId };
  const templates = useApi('listTemplates', {});
  const template = templates.data?.items.find((one) => one.templateId === templateId);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [isAsking, setAsking] = useState(false);
  const preview = useApiMutation('previewTemplate', { invalidates: [] });
  const apply = useApiMutation('applyTemplate');
  const choose = (ids: readonly string[]) => {
    setChosen(ids);
    preview.reset();
    apply.reset();
  };
  const changing = preview.data?.items.filter(({ outcome }) => outcome === 'would-change') ?? [];
  const shown = apply.data ?? preview.data;

  if (templates.error) return <ProblemMessage problem={templates.error} onRetry={() => void templates.refetch()} />;
  if (!templates.data) return <PageSkeleton label={t('loading')} />;
  if (!template) {
    return (
      <>
        <PageHeader title={t('templates.gone')} lead={t('templates.goneHint')} />
        <Link to="/templates" className={linkStyle}>
          {t('templates.all')}
        </Link>
      </>
    );
  }
  return (
    <>
      <PageHeader title={template.name} lead={t('templates.applyLead')} />
      <Stack gap="l">
        <Facts
          facts={[
            { label: t('templates.from'), value: template.fromTenant },
            { label: t('templates.parts'), value: list(template.parts.map((part) => t(`part.${part}`))) },
            { label: t('templates.created'), value: <DateTime instant={template.createdAt} /> },
          ]}
        />
        <Section title={t('templates.choose')}>
          <Stack>
            <TenantChoice chosen={chosen} onChange={choose} />
            <div className={styles.buttons}>
              <Button
                appearance={preview.data ? 'secondary' : 'primary'}
                disabledFocusable={chosen.length === 0 || preview.isPending}
                onClick={() => preview.mutate({ params, body: { tenantIds: [...chosen] } })}
              >
                {preview.isPending ? t('templates.looking') : t('templates.preview')}
              </Button>
              <span>{t('templates.chosen', { count: chosen.length })}</span>
            </div>
            {preview.error && <ProblemMessage problem={preview.error} />}
          </Stack>
        </Section>
        <LiveRegion>
          {shown && (
            <Section title={apply.data ? t('templates.applied') : t('templates.wouldChange')}>
              <Stack>
                <ResultTable results={shown.items} />
                {!apply.data && (
                  <>
                    <MessageBar layout="multiline">
                      <MessageBarBody>{t('templates.note')}</MessageBarBody>
                    </MessageBar>
                    <div>
                      <Button
                        appearance="primary"
                        disabledFocusable={changing.length === 0 || apply.isPending}
                        onClick={() => setAsking(true)}
                      >
                        {t('templates.applyTo', { count: changing.length })}
                      </Button>
                    </div>
                  </>
                )}
              </Stack>
            </Section>
          )}
        </LiveRegion>
        {apply.error && <ProblemMessage problem={apply.error} />}
      </Stack>
      <ConfirmDialog
        open={isAsking}
        title={t('templates.askTitle', { count: changing.length })}
        confirm={t('templates.applyTo', { count: changing.length })}
        busy={apply.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          apply.mutate(
            { params, body: { tenantIds: changing.map(({ tenantId }) => tenantId) } },
            { onSettled: () => setAsking(false) },
          )
        }
      >
        {t('templates.ask', { names: list(changing.map(({ name }) => name)) })}
      </ConfirmDialog>
    </>
  );
}
