import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Api } from '../../../../src/api/contract/contract.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import { useLinkStyle } from '../../../ui/link-style.ts';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { useQuietButtonLinkStyle } from '../../../ui/quiet-button-link-style.ts';
import { Stack } from '../../../ui/stack.tsx';
import { DateTime, useFormats } from '../../../ui/values.tsx';
import { useApiMutation } from '../../api/api.ts';

type Template = Api['listTemplates']['answer']['items'][number];

const useStyles = makeStyles({
  buttons: { display: 'flex', justifyContent: 'flex-end', gap: tokens.spacingHorizontalXS },
});

export function TemplateTable({ templates }: { readonly templates: readonly Template[] }) {
  const styles = useStyles();
  const { t } = useTranslation('partner');
  const { list } = useFormats();
  const linkStyle = useLinkStyle();
  const quietLink = useQuietButtonLinkStyle();
  const remove = useApiMutation('deleteTemplate', { invalidates: ['listTemplates'] });
  const [removing, setRemoving] = useState<Template | null>(null);
  return (
    <>
      <DataTable
        label={t('templates.title')}
        rows={templates}
        rowKey={({ templateId }) => templateId}
        columns={[
          {
            id: 'name',
            header: t('templates.name'),
            cell: ({ templateId, name }) => (
              <Link to="/templates/$templateId" params={{ templateId }} className={linkStyle}>
                {name}
              </Link>
            ),
          },
          { id: 'from', header: t('templates.from'), cell: ({ fromTenant }) => fromTenant },
          {
            id: 'parts',
            header: t('templates.parts'),
            cell: ({ parts }) => list(parts.map((part) => t(`part.${part}`))),
          },
          {
            id: 'created',
            header: t('templates.created'),
            cell: ({ createdAt }) => <DateTime instant={createdAt} relative />,
          },
          {
            id: 'actions',
            header: t('actions'),
            bare: true,
            align: 'end',
            cell: (template) => (
              <span className={styles.buttons}>
                <Link
                  to="/templates/$templateId"
                  params={{ templateId: template.templateId }}
                  className={quietLink}
                  aria-label={t('templates.applyName', { name: template.name })}
                >
                  {t('templates.apply')}
                </Link>
                <Button
                  appearance="subtle"
                  icon={<DeleteRegular />}
                  aria-label={t('templates.removeName', { name: template.name })}
                  onClick={() => setRemoving(template)}
                />
              </span>
            ),
          },
        ]}
      />
      <ConfirmDialog
        open={removing !== null}
        danger
        title={t('templates.removeTitle', { name: removing?.name ?? '' })}
        confirm={t('templates.remove')}
        busy={remove.isPending}
        onClose={() => {
          setRemoving(null);
          remove.reset();
        }}
        onConfirm={() =>
          removing &&
          remove.mutate({ params: { templateId: removing.templateId } }, { onSuccess: () => setRemoving(null) })
        }
      >
        <Stack>
          <span>{t('templates.removeDetail')}</span>
          {remove.error && <ProblemMessage problem={remove.error} />}
        </Stack>
      </ConfirmDialog>
    </>
  );
}
