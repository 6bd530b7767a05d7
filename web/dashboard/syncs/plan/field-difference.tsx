import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useFieldLabel } from '../../fields/use-field-label.ts';
import type { PlannedItem } from '../definition.ts';

const useStyles = makeStyles({
  list: { display: 'grid', gap: '2px', margin: 0, padding: 0, listStyle: 'none', minWidth: 0 },
  field: { color: tokens.colorNeutralForeground3 },
  before: { color: tokens.colorNeutralForeground3, textDecorationLine: 'line-through' },
  after: { fontWeight: tokens.fontWeightSemibold, textDecorationLine: 'none' },
  hidden: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
});

/** Each field of a card as it is and as it would be. */
export function FieldDifference({ item: { fields, change } }: { readonly item: PlannedItem }) {
  const styles = useStyles();
  const { t } = useTranslation('syncs');
  const label = useFieldLabel();
  if (change === 'removed') return <>–</>;
  return (
    <ul className={styles.list}>
      {fields.map(({ field, before, after }) =>
        field === 'photo' ? (
          <li key={field}>{t('plan.photoChanges')}</li>
        ) : (
          <li key={field}>
            <span className={styles.field}>{label(field)}:</span>{' '}
            {before !== null && (
              <>
                <span className={styles.hidden}>{t('plan.before')} </span>
                <del className={styles.before}>{before}</del>{' '}
              </>
            )}
            {after !== null && (
              <>
                <span className={styles.hidden}>{t('plan.after')} </span>
                <ins className={styles.after}>{after}</ins>
              </>
            )}
          </li>
        ),
      )}
    </ul>
  );
}
