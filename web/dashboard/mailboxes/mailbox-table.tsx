import { makeStyles, tokens } from '@fluentui/react-components';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLinkStyle } from '../../ui/link-style.ts';
import { DateTime, useFormats } from '../../ui/values.tsx';
import { type Column, VirtualTable } from '../../ui/virtual-table.tsx';
import { useApi } from '../api/api.ts';
import { useTenant } from '../api/session.ts';
import { useCodeTexts } from '../runs/use-code-texts.ts';
import { excludedName, type MailboxRow, stateOfMailbox, syncedAtOf } from './mailbox.ts';
import { MailboxBadge } from './mailbox-badge.tsx';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground3 },
  why: { display: 'block', color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** Mailboxes with what of ours is in them. */
export function MailboxTable({
  mailboxes,
  totalCount,
  onEnd,
  empty,
}: {
  readonly mailboxes: readonly MailboxRow[];
  readonly totalCount?: number;
  readonly onEnd: () => void;
  readonly empty: ReactNode;
}) {
  const styles = useStyles();
  const link = useLinkStyle();
  const { t } = useTranslation('mailboxes');
  const { tenantId } = useTenant();
  const { list } = useFormats();
  const navigate = useNavigate();
  const textsOf = useCodeTexts();
  const syncs = useApi('listSyncs', { params: { tenantId } }).data?.items ?? [];
  const names = new Map(syncs.map(({ syncId, name }) => [syncId, name]));
  const whyOf = ({ replicas, excluded }: MailboxRow): string | null => {
    const code = replicas.find(({ failureCode }) => failureCode !== null)?.failureCode ?? null;
    if (code !== null) return textsOf(code).meaning;
    return excluded === null ? null : t(`excluded.${excludedName(excluded)}`);
  };
  const columns: readonly Column<MailboxRow>[] = [
    {
      id: 'mailbox',
      header: t('column.mailbox'),
      width: 'minmax(240px, 2.5fr)',
      cell: ({ mailboxId, address }) => (
        <Link to="/t/$tenantId/mailboxes/$mailboxId" params={{ tenantId, mailboxId }} className={link}>
          {address ?? t('unknownAddress')}
        </Link>
      ),
    },
    {
      id: 'state',
      header: t('column.state'),
      width: 'minmax(240px, 2fr)',
      cell: (row) => {
        const why = whyOf(row);
        return (
          <span>
            <MailboxBadge state={stateOfMailbox(row)} />
            {why !== null && <span className={styles.why}>{why}</span>}
          </span>
        );
      },
    },
    {
      id: 'syncs',
      header: t('column.syncs'),
      width: 'minmax(160px, 1.5fr)',
      cell: ({ replicas }) =>
        replicas.length === 0 ? (
          <span className={styles.quiet}>–</span>
        ) : (
          list(replicas.map(({ syncId }) => names.get(syncId) ?? '…'))
        ),
    },
    {
      id: 'synced',
      header: t('column.synced'),
      width: 'minmax(150px, 1fr)',
      cell: (row) => {
        const at = syncedAtOf(row);
        return at === null ? <span className={styles.quiet}>–</span> : <DateTime instant={at} relative />;
      },
    },
  ];
  return (
    <VirtualTable
      label={t('title')}
      columns={columns}
      rows={mailboxes}
      rowKey={({ mailboxId }) => mailboxId}
      onOpen={({ mailboxId }) =>
        void navigate({ to: '/t/$tenantId/mailboxes/$mailboxId', params: { tenantId, mailboxId } })
      }
      onEnd={onEnd}
      empty={empty}
      {...(totalCount === undefined ? {} : { totalCount })}
    />
  );
}
