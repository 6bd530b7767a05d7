import { makeStyles, tokens } from '@fluentui/react-components';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLinkStyle } from '../../ui/link-style.ts';
import { DateTime } from '../../ui/values.tsx';
import { type Column, VirtualTable } from '../../ui/virtual-table.tsx';
import { useTenant } from '../api/session.ts';
import type { Run } from './run.ts';
import { RunBadge } from './run-badge.tsx';
import { RunDid } from './run-did.tsx';
import { useTook } from './use-took.ts';

const useStyles = makeStyles({
  kind: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  none: { color: tokens.colorNeutralForeground3 },
});

/** Runs below each other, newest first. */
export function RunTable({
  runs,
  label,
  withSync = true,
  onEnd,
  empty,
}: {
  readonly runs: readonly Run[];
  readonly label: string;
  /** Name the sync of each: not where all are of one. */
  readonly withSync?: boolean;
  readonly onEnd?: () => void;
  readonly empty?: ReactNode;
}) {
  const styles = useStyles();
  const link = useLinkStyle();
  const { t } = useTranslation('runs');
  const { tenantId } = useTenant();
  const took = useTook();
  const navigate = useNavigate();
  const columns: readonly Column<Run>[] = [
    {
      id: 'started',
      header: t('column.started'),
      width: 'minmax(160px, 1.2fr)',
      cell: (run) => (
        <Link to="/t/$tenantId/runs/$runId" params={{ tenantId, runId: run.runId }} className={link}>
          <DateTime instant={run.startedAt} relative />
        </Link>
      ),
    },
    ...(withSync
      ? [
          {
            id: 'sync',
            header: t('column.sync'),
            width: 'minmax(140px, 1.2fr)',
            cell: (run: Run) => (
              <span>
                {run.syncName} {run.kind !== 'sync' && <span className={styles.kind}>{t(`kind.${run.kind}`)}</span>}
              </span>
            ),
          },
        ]
      : []),
    {
      id: 'state',
      header: t('column.state'),
      width: 'minmax(150px, 1fr)',
      cell: (run) => <RunBadge state={run.state} />,
    },
    { id: 'did', header: t('column.did'), width: 'minmax(200px, 2fr)', cell: (run) => <RunDid run={run} /> },
    {
      id: 'took',
      header: t('column.took'),
      width: 'minmax(100px, 0.8fr)',
      align: 'end',
      cell: (run) => took(run) ?? '–',
    },
    {
      id: 'issues',
      header: t('column.issues'),
      width: 'minmax(110px, 0.8fr)',
      align: 'end',
      cell: (run) =>
        run.totals.issues === 0 ? <span className={styles.none}>–</span> : t('issues', { count: run.totals.issues }),
    },
  ];
  return (
    <VirtualTable
      label={label}
      columns={columns}
      rows={runs}
      rowKey={({ runId }) => runId}
      onOpen={({ runId }) => void navigate({ to: '/t/$tenantId/runs/$runId', params: { tenantId, runId } })}
      {...(onEnd === undefined ? {} : { onEnd })}
      {...(empty === undefined ? {} : { empty })}
    />
  );
}
