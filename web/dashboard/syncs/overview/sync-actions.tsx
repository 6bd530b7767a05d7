import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { ArrowExitRegular } from '@fluentui/react-icons/svg/arrow-exit';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { EditRegular } from '@fluentui/react-icons/svg/edit';
import { EyeRegular } from '@fluentui/react-icons/svg/eye';
import { MoreHorizontalRegular } from '@fluentui/react-icons/svg/more-horizontal';
import { PauseRegular } from '@fluentui/react-icons/svg/pause';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTenant } from '../../api/session.ts';
import type { SyncSummary } from '../definition.ts';
import { usePlan } from '../plan/use-plan.ts';
import { StartButton } from '../start-button.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { PauseDialog } from './pause-dialog.tsx';
import { UninstallDialog } from './uninstall-dialog.tsx';

/** What can be done with a sync: what is done often in sight, what takes away in a menu. */
export function SyncActions({ summary, etag }: { readonly summary: SyncSummary; readonly etag: string }) {
  const { t } = useTranslation('syncs');
  const { tenantId, can } = useTenant();
  const navigate = useNavigate();
  const [asks, setAsks] = useState<'pause' | 'uninstall' | 'delete' | null>(null);
  const { look, isStarting } = usePlan(summary.syncId);
  const close = () => setAsks(null);
  if (!can('change')) return null;
  return (
    <>
      <StartButton summary={summary} primary />
      <Button icon={<EyeRegular />} disabledFocusable={isStarting} onClick={look}>
        {t('page.plan')}
      </Button>
      <Button
        icon={<EditRegular />}
        onClick={() =>
          void navigate({ to: '/t/$tenantId/syncs/$syncId/edit', params: { tenantId, syncId: summary.syncId } })
        }
      >
        {t('page.edit')}
      </Button>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button icon={<MoreHorizontalRegular />} aria-label={t('page.more')} />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {!summary.paused && (
              <MenuItem icon={<PauseRegular />} onClick={() => setAsks('pause')}>
                {t('pause.button')}
              </MenuItem>
            )}
            <MenuItem icon={<ArrowExitRegular />} onClick={() => setAsks('uninstall')}>
              {t('page.uninstall')}
            </MenuItem>
            <MenuItem icon={<DeleteRegular />} onClick={() => setAsks('delete')}>
              {t('page.delete')}
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      {asks === 'pause' && <PauseDialog summary={summary} onClose={close} />}
      {asks === 'uninstall' && <UninstallDialog summary={summary} onClose={close} />}
      {asks === 'delete' && <DeleteDialog summary={summary} etag={etag} onClose={close} />}
    </>
  );
}
