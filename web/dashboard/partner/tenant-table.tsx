import { makeStyles, tokens } from '@fluentui/react-components';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Api } from '../../../src/api/contract/contract.ts';
import { useLinkStyle } from '../../ui/link-style.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { DateTime, useFormats } from '../../ui/values.tsx';
import { VirtualTable } from '../../ui/virtual-table.tsx';

export type TenantRow = Api['listTenants']['answer']['items'][number];

const tones = { good: 'good', attention: 'warning', bad: 'bad', new: 'quiet' } as const;

const useStyles = makeStyles({ quiet: { color: tokens.colorNeutralForeground2 } });

export function TenantTable({
  tenants,
  onEnd,
  empty,
}: {
  readonly tenants: readonly TenantRow[];
  readonly onEnd: () => void;
  readonly empty: ReactNode;
}) {
  const styles = useStyles();
  const { t } = useTranslation('partner');
  const { number } = useFormats();
  const navigate = useNavigate();
  const linkStyle = useLinkStyle();
  return (
    <VirtualTable
      label={t('title')}
      rows={tenants}
      rowKey={({ tenantId }) => tenantId}
      onEnd={onEnd}
      onOpen={({ tenantId }) => void navigate({ to: '/t/$tenantId', params: { tenantId } })}
      empty={empty}
      columns={[
        {
          id: 'name',
          header: t('column.name'),
          width: 'minmax(180px, 2fr)',
          cell: ({ tenantId, name }) => (
            <Link to="/t/$tenantId" params={{ tenantId }} className={linkStyle}>
              {name}
            </Link>
          ),
        },
        {
          id: 'health',
          header: t('column.health'),
          width: 'minmax(184px, 1fr)',
          cell: ({ health }) => <StatusBadge tone={tones[health]}>{t(`health.${health}`)}</StatusBadge>,
        },
        {
          id: 'attention',
          header: t('column.attention'),
          width: 'minmax(200px, 2fr)',
          cell: ({ attention: [first, ...others] }) =>
            first ? (
              <>
                {t(`attention.${first.code}`)}
                {others.length > 0 && <span className={styles.quiet}> {t('andMore', { count: others.length })}</span>}
              </>
            ) : (
              <span className={styles.quiet}>–</span>
            ),
        },
        {
          id: 'inStep',
          header: t('column.inStep'),
          width: 'minmax(120px, 1fr)',
          align: 'end',
          cell: ({ inStep, mailboxes }) =>
            mailboxes === 0 ? '–' : t('inStep', { inStep: number(inStep), mailboxes: number(mailboxes) }),
        },
        {
          id: 'lastRun',
          header: t('column.lastRun'),
          width: 'minmax(130px, 1fr)',
          cell: ({ lastRunAt }) => (lastRunAt === null ? t('never') : <DateTime instant={lastRunAt} relative />),
        },
        { id: 'role', header: t('column.role'), width: 'minmax(110px, 1fr)', cell: ({ role }) => t(`role.${role}`) },
      ]}
    />
  );
}
