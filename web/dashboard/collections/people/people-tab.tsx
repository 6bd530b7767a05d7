import { Avatar, makeStyles, tokens } from '@fluentui/react-components';
import { PeopleListRegular } from '@fluentui/react-icons/svg/people-list';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { PageSkeleton } from '../../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { SearchBox } from '../../../ui/search-box.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { type Column, VirtualTable } from '../../../ui/virtual-table.tsx';
import { useApiPages } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import type { ItemSummary } from '../definition.ts';
import { useDraft } from '../draft/draft-context.tsx';

const PersonPanel = lazy(async () => ({ default: (await import('./person-panel.tsx')).PersonPanel }));
const route = getRouteApi('/t/$tenantId/collections/$collectionId/people');

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalL },
  count: { margin: 0, color: tokens.colorNeutralForeground2 },
  name: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM, minWidth: 0 },
  text: { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  cell: { display: 'block', minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
});

/** Everybody on the list as it was last read, and what is known of them. */
export function PeopleTab() {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const { tenantId } = useTenant();
  const { saved, summary, isDirty } = useDraft();
  const { collectionId } = saved;
  const { item } = route.useSearch();
  const navigate = route.useNavigate();
  const [search, setSearch] = useState('');
  const { items, first, query, readOn } = useApiPages('listItems', {
    params: { tenantId, collectionId },
    query: { search, limit: 200 },
  });
  const open = (itemId: string | undefined) =>
    void navigate({ search: itemId === undefined ? {} : { item: itemId }, resetScroll: false });

  const columns: readonly Column<ItemSummary>[] = [
    {
      id: 'name',
      header: t('column.name'),
      width: 'minmax(200px, 1.6fr)',
      cell: ({ itemId, displayName }) => (
        <span className={styles.name}>
          <Avatar name={displayName} size={28} color="colorful" idForColor={itemId} aria-hidden />
          <span className={styles.text}>{displayName === '' ? t('noName') : displayName}</span>
        </span>
      ),
    },
    {
      id: 'jobTitle',
      header: t('column.jobTitle'),
      cell: ({ jobTitle }) => <span className={styles.cell}>{jobTitle ?? '–'}</span>,
    },
    {
      id: 'department',
      header: t('column.department'),
      cell: ({ department }) => <span className={styles.cell}>{department ?? '–'}</span>,
    },
    {
      id: 'phone',
      header: t('column.phone'),
      width: 'minmax(150px, 1fr)',
      cell: ({ phone }) => <span className={styles.cell}>{phone ?? '–'}</span>,
    },
    {
      id: 'email',
      header: t('column.email'),
      width: 'minmax(200px, 1.4fr)',
      cell: ({ email }) => <span className={styles.cell}>{email ?? '–'}</span>,
    },
  ];

  return (
    <Stack>
      <div className={styles.bar}>
        <SearchBox value={search} onSearch={setSearch} label={t('searchPeople')} />
        <p className={styles.count} role="status">
          {first === null ? t('loading') : t('people', { count: first.total })}
        </p>
        {isDirty && <p className={styles.count}>{t('asSaved')}</p>}
      </div>
      {query.error && <ProblemMessage problem={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending ? (
        <PageSkeleton label={t('loading')} />
      ) : (
        !query.error && (
          <VirtualTable
            label={t('tabs.people')}
            columns={columns}
            rows={items}
            rowKey={({ itemId }) => itemId}
            {...(first === null ? {} : { totalCount: first.total })}
            onOpen={({ itemId }) => open(itemId)}
            onEnd={readOn}
            empty={
              <EmptyState icon={PeopleListRegular} title={search === '' ? t('nobody') : t('nobodyFound')}>
                {search === '' ? (summary.readAt === null ? t('nobodyYet') : t('nobodyLeft')) : t('nobodyFoundText')}
              </EmptyState>
            }
          />
        )
      )}
      {item !== undefined && (
        <Suspense>
          <PersonPanel itemId={item} onClose={() => open(undefined)} />
        </Suspense>
      )}
    </Stack>
  );
}
