import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { HistoryRegular } from '@fluentui/react-icons/svg/history';
import { useTranslation } from 'react-i18next';
import type { Api } from '../../../src/api/contract/contract.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { DateTime } from '../../ui/values.tsx';
import { VirtualTable } from '../../ui/virtual-table.tsx';
import { useActionText } from './use-action-text.ts';

export type AuditEntry = Api['listAuditEntries']['answer']['items'][number];

const useStyles = makeStyles({
  what: { justifyContent: 'flex-start', paddingInline: 0, minWidth: 0, textAlign: 'start' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

export function EntryTable({
  entries,
  isFiltered,
  onOpen,
  onEnd,
}: {
  readonly entries: readonly AuditEntry[];
  readonly isFiltered: boolean;
  readonly onOpen: (entry: AuditEntry) => void;
  readonly onEnd: () => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('audit-trail');
  const actionText = useActionText();
  return (
    <VirtualTable
      label={t('title')}
      rows={entries}
      rowKey={({ entryId }) => String(entryId)}
      onOpen={onOpen}
      onEnd={onEnd}
      empty={
        <EmptyState icon={HistoryRegular} title={isFiltered ? t('empty.filtered') : t('empty.title')}>
          {isFiltered ? t('empty.filteredHint') : t('empty.hint')}
        </EmptyState>
      }
      columns={[
        {
          id: 'action',
          header: t('column.action'),
          width: 'minmax(200px, 2fr)',
          cell: (entry) => (
            <Button appearance="transparent" className={styles.what} onClick={() => onOpen(entry)}>
              {actionText(entry.action)}
            </Button>
          ),
        },
        {
          id: 'actor',
          header: t('column.actor'),
          width: 'minmax(180px, 2fr)',
          cell: ({ actor, actorKind }) => (
            <>
              {actorKind === 'system' ? t('actor.system') : actor}
              {actorKind === 'token' && <span className={styles.quiet}> ({t('actor.token')})</span>}
            </>
          ),
        },
        {
          id: 'changes',
          header: t('column.changes'),
          width: 'minmax(140px, 2fr)',
          cell: ({ changes }) => (changes.length === 0 ? '–' : changes.map(({ field }) => field).join(', ')),
        },
        {
          id: 'at',
          header: t('column.at'),
          width: 'minmax(184px, 1fr)',
          cell: ({ at }) => <DateTime instant={at} />,
        },
      ]}
    />
  );
}
