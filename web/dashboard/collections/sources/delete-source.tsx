import { Button } from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { useFormats } from '../../../ui/values.tsx';
import { useApi, useApiMutation } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';

/** Removes a source that no collection uses. */
export function DeleteSource({ sourceId, usedBy }: { readonly sourceId: string; readonly usedBy: readonly string[] }) {
  const { t } = useTranslation('collections');
  const { list } = useFormats();
  const { tenantId } = useTenant();
  const [isAsking, setAsking] = useState(false);
  const definitions = useApi('getDefinitions', { params: { tenantId } });
  const remove = useApiMutation('deleteSource', { invalidates: ['getDefinitions'] });
  const isUsed = usedBy.length > 0;
  return (
    <>
      <Button
        appearance="subtle"
        icon={<DeleteRegular />}
        aria-label={t('sources.deleteOf', { name: sourceId })}
        onClick={() => setAsking(true)}
      />
      <ConfirmDialog
        open={isAsking}
        title={t('sources.deleteTitle', { name: sourceId })}
        confirm={t('sources.deleteConfirm')}
        danger
        busy={remove.isPending}
        disabled={isUsed || !definitions.data}
        onConfirm={() =>
          remove.mutate(
            { params: { tenantId, sourceId }, ifMatch: definitions.data?.etag ?? '' },
            { onSuccess: () => setAsking(false) },
          )
        }
        onClose={() => {
          setAsking(false);
          remove.reset();
        }}
      >
        <Stack>
          <span>{isUsed ? t('sources.deleteUsed', { collections: list(usedBy) }) : t('sources.deleteText')}</span>
          {remove.error && <ProblemMessage problem={remove.error} />}
        </Stack>
      </ConfirmDialog>
    </>
  );
}
