import { makeStyles, mergeClasses, Tab, TabList, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { SearchBox } from '../../../ui/search-box.tsx';
import { Section } from '../../../ui/section.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { Count } from '../../../ui/values.tsx';
import type { Collection } from '../definition.ts';
import { PeopleList } from '../people/people-list.tsx';
import { usePreview } from '../use-preview.ts';
import { outsideOf } from './conditions.ts';

const useStyles = makeStyles({
  sticky: { '@media (min-width: 1100px)': { position: 'sticky', top: '80px' } },
  tabs: { flexWrap: 'wrap' },
  old: { opacity: 0.8 },
  numbers: { display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', gap: tokens.spacingHorizontalS },
  many: {
    fontSize: tokens.fontSizeHero800,
    lineHeight: tokens.lineHeightHero800,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
    color: tokens.colorBrandForeground1,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** How many are on the list by a filter as it is now, and who is in and who is out. */
export function FilterResult({
  collection,
  preview,
}: {
  readonly collection: Collection;
  readonly preview: ReturnType<typeof usePreview>;
}) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const [side, setSide] = useState<'in' | 'out'>('in');
  const [search, setSearch] = useState('');
  const outside = outsideOf(collection.filter);
  const shown = side === 'in' || outside === null ? collection : { ...collection, filter: outside };
  const people = usePreview(shown, search);
  const isWrong = preview.error !== null && preview.error.fields.length > 0;
  const { data } = preview;
  const listed = data?.steps.at(-1)?.listedAfter ?? data?.records ?? 0;
  return (
    <Section title={t('result.title')} className={styles.sticky}>
      <Stack>
        {preview.error && !isWrong && <ProblemMessage problem={preview.error} onRetry={() => void preview.refetch()} />}
        {isWrong && <p className={styles.quiet}>{t('result.wrong')}</p>}
        {data && (
          <div className={mergeClasses(styles.numbers, preview.isFetching && styles.old)} role="status">
            <span className={styles.many}>
              <Count value={data.items} />
            </span>
            <span className={styles.quiet}>{t('result.of', { count: data.records, out: data.records - listed })}</span>
          </div>
        )}
        <TabList
          className={styles.tabs}
          selectedValue={side}
          onTabSelect={(_, { value }) => setSide(value === 'out' ? 'out' : 'in')}
        >
          <Tab value="in">{t('result.in')}</Tab>
          <Tab value="out">{t('result.out')}</Tab>
        </TabList>
        <SearchBox value={search} onSearch={setSearch} label={t('result.search')} />
        {side === 'out' && outside === null ? (
          <p className={styles.quiet}>{t('result.nobodyOut')}</p>
        ) : (
          <div className={mergeClasses(people.isFetching && styles.old)} aria-busy={people.isFetching}>
            <PeopleList people={(people.data?.sample ?? []).slice(0, 8)} empty={t('nobodyFound')} />
          </div>
        )}
      </Stack>
    </Section>
  );
}
