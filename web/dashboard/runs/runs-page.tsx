import { Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { HistoryRegular } from '@fluentui/react-icons/svg/history';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useLinkStyle } from '../../ui/link-style.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { useApi, useApiPages } from '../api/api.ts';
import { useTenant } from '../api/session.ts';
import { isRunState, runStates } from './run.ts';
import { RunTable } from './run-table.tsx';

const useStyles = makeStyles({
  filters: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalL,
    margin: `0 0 ${tokens.spacingVerticalL}`,
    padding: 0,
    border: 'none',
  },
  filter: { width: '240px', maxWidth: '100%' },
});

const route = getRouteApi('/t/$tenantId/runs');

export function RunsPage() {
  const styles = useStyles();
  const link = useLinkStyle();
  const { t } = useTranslation('runs');
  const { tenantId } = useTenant();
  const { syncId, state } = route.useSearch();
  const navigate = route.useNavigate();
  const syncs = useApi('listSyncs', { params: { tenantId } });
  const { items, query, readOn } = useApiPages('listRuns', {
    params: { tenantId },
    query: { ...(syncId === undefined ? {} : { syncId }), ...(state === undefined ? {} : { state }) },
  });
  const isFiltered = syncId !== undefined || state !== undefined;
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <fieldset className={styles.filters} aria-label={t('filter.label')}>
        <Field label={t('filter.sync')} className={styles.filter}>
          <Select
            value={syncId ?? ''}
            onChange={(_, { value }) =>
              void navigate({ search: ({ syncId: _, ...rest }) => (value === '' ? rest : { ...rest, syncId: value }) })
            }
          >
            <option value="">{t('filter.allSyncs')}</option>
            {syncs.data?.items.map((sync) => (
              <option key={sync.syncId} value={sync.syncId}>
                {sync.name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('filter.state')} className={styles.filter}>
          <Select
            value={state ?? ''}
            onChange={(_, { value }) =>
              void navigate({
                search: ({ state: _, ...rest }) => (isRunState(value) ? { ...rest, state: value } : rest),
              })
            }
          >
            <option value="">{t('filter.all')}</option>
            {runStates.map((one) => (
              <option key={one} value={one}>
                {t(`state.${one}`)}
              </option>
            ))}
          </Select>
        </Field>
      </fieldset>
      {query.error ? (
        <ProblemMessage problem={query.error} onRetry={() => void query.refetch()} />
      ) : query.isPending ? (
        <PageSkeleton label={t('loading')} />
      ) : (
        <RunTable
          runs={items}
          label={t('title')}
          onEnd={readOn}
          empty={
            isFiltered ? (
              <EmptyState icon={HistoryRegular} title={t('empty.filtered')}>
                {t('empty.filteredText')}
              </EmptyState>
            ) : (
              <EmptyState
                icon={HistoryRegular}
                title={t('empty.title')}
                action={
                  <Link to="/t/$tenantId/syncs" params={{ tenantId }} className={link}>
                    {t('empty.action')}
                  </Link>
                }
              >
                {t('empty.text')}
              </EmptyState>
            )
          }
        />
      )}
    </>
  );
}
