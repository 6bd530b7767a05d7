import { makeStyles, tokens } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons/svg/search';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useLinkStyle } from '../../ui/link-style.ts';
import { narrow } from '../../ui/media-query.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { type Problem, readProblem, unreachable } from '../api/problem.ts';
import { findOperations, groupOperations } from './find-operations.ts';
import { type Operation, readOperations } from './openapi.ts';
import { TagSection } from './tag-section.tsx';

const documentUrl = '/api/openapi.json';

async function readReference({ signal }: { readonly signal: AbortSignal }): Promise<readonly Operation[]> {
  const response = await window.fetch(documentUrl, { signal }).catch(() => {
    throw unreachable();
  });
  if (!response.ok) throw await readProblem(response);
  return readOperations(await response.json());
}

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gridTemplateColumns: '200px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalXXXL,
    alignItems: 'start',
    [`@media ${narrow}`]: { gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalL },
  },
  side: {
    position: 'sticky',
    top: '72px',
    maxHeight: 'calc(100dvh - 96px)',
    overflowY: 'auto',
    padding: '2px',
    [`@media ${narrow}`]: { position: 'static', maxHeight: '160px' },
  },
  tags: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    margin: 0,
    padding: 0,
    listStyle: 'none',
    [`@media ${narrow}`]: { flexDirection: 'row', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM },
  },
  main: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL, minWidth: 0 },
});

/** Every operation of the API, from its own description. */
export function ReferencePage() {
  const styles = useStyles();
  const { t } = useTranslation('reference');
  const linkStyle = useLinkStyle();
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search);
  const { data, error, refetch } = useQuery<readonly Operation[], Problem>({
    queryKey: ['openapi'],
    queryFn: readReference,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const groups = useMemo(() => groupOperations(findOperations(data ?? [], wanted)), [data, wanted]);
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={
          <>
            {t('lead')}{' '}
            <a href={documentUrl} className={linkStyle}>
              {t('document')}
            </a>
          </>
        }
        actions={<SearchBox value={search} onSearch={setSearch} label={t('search')} />}
      />
      {error && <ProblemMessage problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <PageSkeleton label={t('loading')} />}
      {data && groups.length === 0 && (
        <EmptyState icon={SearchRegular} title={t('nothing')}>
          {t('nothingHint')}
        </EmptyState>
      )}
      {data && groups.length > 0 && (
        <div className={styles.page}>
          <nav className={styles.side} aria-label={t('tags')}>
            <ul className={styles.tags}>
              {groups.map(({ tag }) => (
                <li key={tag}>
                  <a href={`#${tag}`} className={linkStyle}>
                    {tag}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <div className={styles.main} lang="en">
            {groups.map((group) => (
              <TagSection key={group.tag} {...group} />
            ))}
          </div>
        </div>
      )}
    </>
  );
}
