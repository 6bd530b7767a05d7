import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { MoreHorizontalRegular } from '@fluentui/react-icons/svg/more-horizontal';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { Stack } from '../../ui/stack.tsx';
import { useToast } from '../../ui/toasts.tsx';
import { useApi, useApiMutation } from '../api/api.ts';
import { useTenant } from '../api/session.ts';
import type { Summary } from './definition.ts';

/** What is done with a collection as a whole. */
export function CollectionMenu({ summary: { collectionId, items, usedBySyncs } }: { readonly summary: Summary }) {
  const { t } = useTranslation('collections');
  const { tenantId, can } = useTenant();
  const navigate = useNavigate();
  const toast = useToast();
  const [isAsking, setAsking] = useState(false);
  const definitions = useApi('getDefinitions', { params: { tenantId } });
  const remove = useApiMutation('deleteCollection', { invalidates: ['getDefinitions', 'listCollections'] });
  if (!can('change')) return null;

  const close = () => {
    setAsking(false);
    remove.reset();
  };
  const confirm = () =>
    remove.mutate(
      { params: { tenantId, collectionId }, ifMatch: definitions.data?.etag ?? '' },
      {
        onSuccess: () => {
          toast({ intent: 'success', title: t('delete.done', { name: collectionId }) });
          void navigate({ to: '/t/$tenantId/collections', params: { tenantId } });
        },
      },
    );
  const isUsed = usedBySyncs.length > 0;
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button icon={<MoreHorizontalRegular />} aria-label={t('more')} />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem icon={<DeleteRegular />} onClick={() => setAsking(true)}>
              {t('delete.open')}
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      <ConfirmDialog
        open={isAsking}
        title={t('delete.title', { name: collectionId })}
        confirm={t('delete.confirm')}
        danger
        busy={remove.isPending}
        disabled={isUsed || !definitions.data}
        onConfirm={confirm}
        onClose={close}
      >
        <Stack>
          <span>{isUsed ? t('delete.used', { count: usedBySyncs.length }) : t('delete.text', { count: items })}</span>
          {remove.error && <ProblemMessage problem={remove.error} />}
        </Stack>
      </ConfirmDialog>
    </>
  );
}
