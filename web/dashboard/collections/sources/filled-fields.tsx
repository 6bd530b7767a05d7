import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../ui/values.tsx';
import { useFieldLabel } from '../../fields/use-field-label.ts';
import type { SourcePreview } from '../definition.ts';

const useStyles = makeStyles({
  table: { width: '100%', borderCollapse: 'collapse', tableLayout: 'fixed' },
  cell: {
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    textAlign: 'start',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontWeight: tokens.fontWeightRegular,
  },
  number: { width: '96px', fontVariantNumeric: 'tabular-nums' },
  example: { color: tokens.colorNeutralForeground3 },
});

/** Which fields the entries of a source have. */
export function FilledFields({ fields, of }: { readonly fields: SourcePreview['fields']; readonly of: number }) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const { percent } = useFormats();
  const labelOf = useFieldLabel();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th className={styles.cell}>{t('column.field')}</th>
          <th className={mergeClasses(styles.cell, styles.number)}>{t('column.filled')}</th>
          <th className={styles.cell}>{t('column.example')}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ name, filled, example }) => (
          <tr key={name}>
            <th scope="row" className={styles.cell}>
              {labelOf(name)}
            </th>
            <td className={styles.cell}>{percent(of === 0 ? 0 : filled / of)}</td>
            <td className={mergeClasses(styles.cell, styles.example)}>{example}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
