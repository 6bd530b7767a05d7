import { makeStyles, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Api } from '../../../src/api/contract/contract.ts';
import { useLinkStyle } from '../../ui/link-style.ts';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { type Column, VirtualTable } from '../../ui/virtual-table.tsx';
import { useApiPages } from '../api/api.ts';
import { useTenant } from '../api/session.ts';

type Issue = Api['listRunIssues']['answer']['items'][number];

interface Row extends Issue {
  readonly key: string;
}

const useStyles = makeStyles({ quiet: { color: tokens.colorNeutralForeground3 } });

/** Whom one kind of issue concerns. */
export function IssueList({
  runId,
  code,
  meaning,
}: {
  readonly runId: string;
  readonly code: string;
  readonly meaning: string;
}) {
  const styles = useStyles();
  const link = useLinkStyle();
  const { t } = useTranslation('runs');
  const { tenantId } = useTenant();
  const { items, query, readOn } = useApiPages('listRunIssues', { params: { tenantId, runId }, query: { code } });
  const columns: readonly Column<Row>[] = [
    {
      id: 'entry',
      header: t('issueGroups.entry'),
      width: 'minmax(160px, 1fr)',
      cell: ({ itemId, displayName }) =>
        displayName ?? (itemId === null ? <span className={styles.quiet}>–</span> : t('issueGroups.unknownItem')),
    },
    {
      id: 'mailbox',
      header: t('issueGroups.mailbox'),
      width: 'minmax(160px, 1fr)',
      cell: ({ mailboxId, address }) =>
        mailboxId === null ? (
          <span className={styles.quiet}>–</span>
        ) : (
          <Link to="/t/$tenantId/mailboxes/$mailboxId" params={{ tenantId, mailboxId }} className={link}>
            {address ?? mailboxId}
          </Link>
        ),
    },
    {
      id: 'detail',
      header: t('issueGroups.detail'),
      width: 'minmax(200px, 2fr)',
      cell: ({ detail }) => <span className={styles.quiet}>{detail}</span>,
    },
  ];
  if (query.error) return <ProblemMessage problem={query.error} onRetry={() => void query.refetch()} />;
  return (
    <VirtualTable
      label={t('issueGroups.list', { meaning })}
      columns={columns}
      rows={numbered(items)}
      rowKey={({ key }) => key}
      onEnd={readOn}
    />
  );
}

/** Issues have no id: the same may come twice. */
function numbered(issues: readonly Issue[]): readonly Row[] {
  return issues.map((issue, index) => ({ ...issue, key: String(index) }));
}
