import { Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { PeopleRegular } from '@fluentui/react-icons/svg/people';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { SearchBox } from '../../../ui/search-box.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { StatusBadge } from '../../../ui/status-badge.tsx';
import { type Column, VirtualTable } from '../../../ui/virtual-table.tsx';
import { useApiPages } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import type { PlannedItem } from '../definition.ts';
import { FieldDifference } from './field-difference.tsx';

const kinds = ['added', 'changed', 'removed'] as const;
const tones = { added: 'good', changed: 'working', removed: 'warning' } as const;

const useStyles = makeStyles({
  filters: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalL },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
});

/** Who would join the list, change, or leave it, and how. */
export function PlanPeople({
  planId,
  isCut,
  changes,
}: {
  readonly planId: string;
  readonly isCut: boolean;
  readonly changes: number;
}) {
  const styles = useStyles();
  const { t } = useTranslation('syncs');
  const { tenantId } = useTenant();
  const [search, setSearch] = useState('');
  const [change, setChange] = useState<PlannedItem['change'] | null>(null);
  const { items, query, readOn } = useApiPages('listPlanItems', {
    params: { tenantId, planId },
    query: { search, ...(change === null ? {} : { change }) },
  });
  if (changes === 0) {
    return (
      <EmptyState icon={PeopleRegular} title={t('plan.noChanges')}>
        {t('plan.noChangesText')}
      </EmptyState>
    );
  }
  const columns: readonly Column<PlannedItem>[] = [
    {
      id: 'name',
      header: t('plan.tab.people'),
      width: 'minmax(180px, 1fr)',
      cell: ({ displayName }) => displayName ?? t('plan.unnamed'),
    },
    {
      id: 'change',
      header: t('plan.state'),
      width: 'minmax(130px, 0.6fr)',
      cell: (item) => <StatusBadge tone={tones[item.change]}>{t(`plan.change.${item.change}`)}</StatusBadge>,
    },
    {
      id: 'fields',
      header: `${t('plan.before')} → ${t('plan.after')}`,
      width: 'minmax(280px, 3fr)',
      cell: (item) => <FieldDifference item={item} />,
    },
  ];
  return (
    <Stack>
      <div className={styles.filters}>
        <SearchBox value={search} onSearch={setSearch} label={t('plan.searchPeople')} />
        <Field label={t('plan.whichChange')}>
          <Select
            value={change ?? ''}
            onChange={(_, { value }) => setChange(kinds.find((kind) => kind === value) ?? null)}
          >
            <option value="">{t('plan.change.all')}</option>
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`plan.change.${kind}`)}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      {isCut && <p className={styles.note}>{t('plan.cut')}</p>}
      {query.error ? (
        <ProblemMessage problem={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <VirtualTable
          label={t('plan.tab.people')}
          columns={columns}
          rows={items}
          rowKey={({ itemId }) => itemId}
          onEnd={readOn}
          {...(query.isPending ? {} : { empty: <p>{t('plan.noPeople')}</p> })}
        />
      )}
    </Stack>
  );
}
