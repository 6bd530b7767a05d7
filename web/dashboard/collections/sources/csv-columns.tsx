import { makeStyles, Select, tokens } from '@fluentui/react-components';
import { useFormContext } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { narrow } from '../../../ui/media-query.ts';
import { addressFields, addressParts, fieldGroups, fieldsByGroup, isAddressField } from '../../fields/field-names.ts';
import { useFieldLabel } from '../../fields/use-field-label.ts';
import { ignored, type SourceValues } from './source-values.ts';

const useStyles = makeStyles({
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  list: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, listStyle: 'none' },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalXS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    [`@media ${narrow}`]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  column: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  example: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  fault: { color: tokens.colorStatusDangerForeground1 },
});

/** Where each column of a file goes, with what stands in its first rows. */
export function CsvColumns({
  headers,
  sample,
  fault,
}: {
  readonly headers: readonly string[];
  readonly sample: readonly (readonly string[])[];
  readonly fault: string | null;
}) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const { t: tFields } = useTranslation('fields');
  const labelOf = useFieldLabel();
  const { watch, setValue } = useFormContext<SourceValues>();
  const columns = watch('columns');
  const parts = [...addressFields, 'address'].flatMap((address) => addressParts.map((part) => `${address}.${part}`));
  const plain = fieldGroups.flatMap((group) => fieldsByGroup[group].filter((name) => !isAddressField(name)));
  const nameOf = (target: string) => {
    const free = addressParts.find((part) => target === `address.${part}`);
    return free === undefined ? labelOf(target) : t('csv.freeAddress', { part: tFields(`part.${free}`) });
  };

  return (
    <>
      <h3 className={styles.heading}>{t('csv.columns')}</h3>
      {fault !== null && (
        <span className={styles.fault} role="alert">
          {fault}
        </span>
      )}
      <ul className={styles.list}>
        {columns.map(({ column, target }, index) => {
          const at = headers.indexOf(column);
          const examples = sample.map((row) => row[at] ?? '').filter((text) => text !== '');
          const extra = `extra.${extraName(column)}`;
          const isOther = ![ignored, extra, ...plain, ...parts].includes(target);
          return (
            <li key={column} className={styles.row}>
              <div>
                <div className={styles.column}>{column}</div>
                <div className={styles.example}>{examples.slice(0, 3).join(' · ')}</div>
              </div>
              <Select
                aria-label={t('csv.targetOf', { column })}
                value={target}
                onChange={(_, { value }) =>
                  setValue('columns', columns.with(index, { column, target: value }), { shouldDirty: true })
                }
              >
                <option value={ignored}>{t('csv.ignore')}</option>
                {isOther && (
                  <option value={target}>
                    {target.startsWith('extra.')
                      ? target.slice('extra.'.length)
                      : target.split(', ').map(nameOf).join(', ')}
                  </option>
                )}
                {fieldGroups.map((group) => (
                  <optgroup key={group} label={tFields(`group.${group}`)}>
                    {(group === 'address' ? parts : fieldsByGroup[group]).map((name) => (
                      <option key={name} value={name}>
                        {nameOf(name)}
                      </option>
                    ))}
                  </optgroup>
                ))}
                <optgroup label={tFields('group.extra')}>
                  <option value={extra}>{t('csv.extra', { name: extraName(column) })}</option>
                </optgroup>
              </Select>
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** Name of a value that is no contact field: letters and digits, a letter first. */
function extraName(column: string): string {
  const words = column
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  const name = words.map((word, index) => (index === 0 ? word.toLowerCase() : capital(word))).join('');
  return /^[A-Za-z]/.test(name) ? name : `value${name}`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}
