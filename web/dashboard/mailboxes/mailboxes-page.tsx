import { Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { MailInboxRegular } from '@fluentui/react-icons/svg/mail-inbox';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useLinkStyle } from '../../ui/link-style.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { useApiPages } from '../api/api.ts';
import { useTenant } from '../api/session.ts';
import { isMailboxFilter, mailboxStates } from './mailbox.ts';
import { MailboxTable } from './mailbox-table.tsx';

const useStyles = makeStyles({
  filters: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'end',
    gap: tokens.spacingHorizontalL,
    marginBottom: tokens.spacingVerticalL,
  },
  filter: { width: '220px', maxWidth: '100%' },
  total: {
    margin: 0,
    minHeight: '32px',
    lineHeight: '32px',
    color: tokens.colorNeutralForeground2,
    fontVariantNumeric: 'tabular-nums',
  },
});

const route = getRouteApi('/t/$tenantId/mailboxes');

export function MailboxesPage() {
  const styles = useStyles();
  const link = useLinkStyle();
  const { t } = useTranslation('mailboxes');
  const { tenantId } = useTenant();
  const { state } = route.useSearch();
  const navigate = route.useNavigate();
  const [search, setSearch] = useState('');
  const { items, first, query, readOn } = useApiPages('listMailboxes', {
    params: { tenantId },
    query: { search, ...(state === undefined ? {} : { state }) },
  });
  const isFiltered = search !== '' || state !== undefined;
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className={styles.filters}>
        <SearchBox value={search} onSearch={setSearch} label={t('search')} />
        <Field label={t('filter')} className={styles.filter}>
          <Select
            value={state ?? ''}
            onChange={(_, { value }) =>
              void navigate({ search: isMailboxFilter(value) ? { state: value } : {}, replace: true })
            }
          >
            <option value="">{t('filterAll')}</option>
            {mailboxStates.map((one) => (
              <option key={one} value={one}>
                {t(`state.${one}`)}
              </option>
            ))}
          </Select>
        </Field>
        <p className={styles.total} role="status">
          {first === null ? '' : t('total', { count: first.total })}
        </p>
      </div>
      {query.error ? (
        <ProblemMessage problem={query.error} onRetry={() => void query.refetch()} />
      ) : query.isPending ? (
        <PageSkeleton label={t('loading')} />
      ) : (
        <MailboxTable
          mailboxes={items}
          onEnd={readOn}
          {...(first === null ? {} : { totalCount: first.total })}
          empty={
            isFiltered ? (
              <EmptyState icon={MailInboxRegular} title={t('noneFits')}>
                {t('noneFitsText')}
              </EmptyState>
            ) : (
              <EmptyState
                icon={MailInboxRegular}
                title={t('empty')}
                action={
                  <Link to="/t/$tenantId/syncs" params={{ tenantId }} className={link}>
                    {t('emptyAction')}
                  </Link>
                }
              >
                {t('emptyText')}
              </EmptyState>
            )
          }
        />
      )}
    </>
  );
}
