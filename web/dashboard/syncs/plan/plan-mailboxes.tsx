import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLinkStyle } from '../../../ui/link-style.ts';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { SearchBox } from '../../../ui/search-box.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { StatusBadge } from '../../../ui/status-badge.tsx';
import { useFormats } from '../../../ui/values.tsx';
import { type Column, VirtualTable } from '../../../ui/virtual-table.tsx';
import { useApiPages } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import type { PlannedMailbox } from '../definition.ts';

const tones = { same: 'good', changes: 'working', new: 'info', leaving: 'warning', unavailable: 'quiet' } as const;

/** What would happen in each mailbox. */
export function PlanMailboxes({ planId }: { readonly planId: string }) {
  const link = useLinkStyle();
  const { t } = useTranslation('syncs');
  const { tenantId } = useTenant();
  const { number } = useFormats();
  const navigate = useNavigate();
  const [search, setSearch] = useState('');
  const { items, query, readOn } = useApiPages('listPlanMailboxes', {
    params: { tenantId, planId },
    query: { search },
  });
  const count = (value: number) => (value === 0 ? '–' : number(value));
  const columns: readonly Column<PlannedMailbox>[] = [
    {
      id: 'mailbox',
      header: t('plan.mailbox'),
      width: 'minmax(240px, 3fr)',
      cell: ({ mailboxId, address }) => (
        <Link to="/t/$tenantId/mailboxes/$mailboxId" params={{ tenantId, mailboxId }} className={link}>
          {address ?? t('plan.unknownMailbox')}
        </Link>
      ),
    },
    {
      id: 'state',
      header: t('plan.state'),
      width: 'minmax(150px, 1fr)',
      cell: ({ state }) => <StatusBadge tone={tones[state]}>{t(`plan.mailboxState.${state}`)}</StatusBadge>,
    },
    { id: 'create', header: t('plan.create'), align: 'end', cell: ({ creates }) => count(creates) },
    { id: 'update', header: t('plan.update'), align: 'end', cell: ({ updates }) => count(updates) },
    { id: 'delete', header: t('plan.delete'), align: 'end', cell: ({ deletes }) => count(deletes) },
  ];
  return (
    <Stack>
      <SearchBox value={search} onSearch={setSearch} label={t('plan.searchMailboxes')} />
      {query.error ? (
        <ProblemMessage problem={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <VirtualTable
          label={t('plan.tab.mailboxes')}
          columns={columns}
          rows={items}
          rowKey={({ mailboxId }) => mailboxId}
          onOpen={({ mailboxId }) =>
            void navigate({ to: '/t/$tenantId/mailboxes/$mailboxId', params: { tenantId, mailboxId } })
          }
          onEnd={readOn}
          {...(query.isPending ? {} : { empty: <p>{t('plan.noMailbox')}</p> })}
        />
      )}
    </Stack>
  );
}
