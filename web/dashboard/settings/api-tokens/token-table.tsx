import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Api } from '../../../../src/api/contract/contract.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { StatusBadge } from '../../../ui/status-badge.tsx';
import { DateTime } from '../../../ui/values.tsx';
import { useApiMutation } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';

type Token = Api['listApiTokens']['answer']['items'][number];

export function TokenTable({ tokens }: { readonly tokens: readonly Token[] }) {
  const { t } = useTranslation('settings');
  const { tenantId } = useTenant();
  const revoke = useApiMutation('revokeApiToken', { invalidates: ['listApiTokens'] });
  const [ending, setEnding] = useState<Token | null>(null);
  return (
    <>
      <DataTable
        label={t('tokens.title')}
        rows={tokens}
        rowKey={({ tokenId }) => tokenId}
        columns={[
          {
            id: 'name',
            header: t('tokens.name'),
            cell: ({ name, createdBy }) => (
              <>
                <strong>{name}</strong>
                <br />
                {t('tokens.by', { name: createdBy })}
              </>
            ),
          },
          { id: 'scope', header: t('tokens.scope'), cell: ({ scope }) => t(`scope.${scope}`) },
          {
            id: 'used',
            header: t('tokens.lastUsed'),
            cell: ({ lastUsedAt }) => (lastUsedAt === null ? t('never') : <DateTime instant={lastUsedAt} relative />),
          },
          {
            id: 'expires',
            header: t('tokens.expires'),
            cell: ({ expiresAt }) =>
              Date.parse(expiresAt) < Date.now() ? (
                <StatusBadge tone="warning">{t('tokens.expired')}</StatusBadge>
              ) : (
                <DateTime instant={expiresAt} relative />
              ),
          },
          {
            id: 'actions',
            header: t('actions'),
            bare: true,
            align: 'end',
            cell: (token) => (
              <Button
                size="small"
                aria-label={t('tokens.revokeName', { name: token.name })}
                onClick={() => setEnding(token)}
              >
                {t('tokens.revoke')}
              </Button>
            ),
          },
        ]}
      />
      <ConfirmDialog
        open={ending !== null}
        danger
        title={t('tokens.revokeTitle', { name: ending?.name ?? '' })}
        confirm={t('tokens.revoke')}
        busy={revoke.isPending}
        onClose={() => {
          setEnding(null);
          revoke.reset();
        }}
        onConfirm={() =>
          ending &&
          revoke.mutate({ params: { tenantId, tokenId: ending.tokenId } }, { onSuccess: () => setEnding(null) })
        }
      >
        <Stack>
          <span>{t('tokens.revokeDetail')}</span>
          {revoke.error && <ProblemMessage problem={revoke.error} />}
        </Stack>
      </ConfirmDialog>
    </>
  );
}
