import { makeStyles, Select, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { CollectionPreview, FilterStep } from '../definition.ts';
import { useFilterFrame } from './filter-context.ts';

const useStyles = makeStyles({
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  counts: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
  open: { color: tokens.colorStatusWarningForeground1 },
});

/** What a step does with those that match, in numbers. */
export function FilterStepHead({
  step: { action, where },
  index,
  counts,
  isCounted,
  onChange,
}: {
  readonly step: FilterStep;
  readonly index: number;
  readonly counts: CollectionPreview['steps'][number] | null;
  readonly isCounted: boolean;
  readonly onChange: (step: FilterStep) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const { isReadOnly } = useFilterFrame();
  return (
    <div className={styles.head}>
      <Select
        aria-label={t('filter.action', { place: index + 1 })}
        value={action}
        disabled={isReadOnly}
        onChange={(_, { value }) => onChange({ action: value === 'include' ? 'include' : 'exclude', where })}
      >
        <option value="include">{t('filter.include')}</option>
        <option value="exclude">{t('filter.exclude')}</option>
      </Select>
      {isCounted ? (
        counts !== null && (
          <span className={styles.counts} role="status">
            {t('filter.matched', { count: counts.matched })} · {t('filter.listedAfter', { count: counts.listedAfter })}
          </span>
        )
      ) : (
        <span className={styles.open} role="status">
          {t('filter.incomplete')}
        </span>
      )}
    </div>
  );
}
