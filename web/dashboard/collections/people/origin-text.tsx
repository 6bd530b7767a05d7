import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useFieldLabel } from '../../fields/use-field-label.ts';
import type { Provenance } from '../definition.ts';

const useStyles = makeStyles({
  origin: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

/** Where a value comes from: the rule that made it, and what each source says. */
export function OriginText({
  origin: { field, rule, inputs },
  value,
}: {
  readonly origin: Provenance;
  readonly value: string;
}) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const labelOf = useFieldLabel();
  if (rule === 'fixed') return <div className={styles.origin}>{t('origin.fixed')}</div>;
  return (
    <>
      {(rule === 'template' || rule === 'shown-by') && <div className={styles.origin}>{t(`origin.${rule}`)}</div>}
      {inputs.flatMap(({ name, origins }) =>
        origins.map(({ sourceId, recordId, value: said }) => {
          const from = name === field ? sourceId : `${sourceId}, ${labelOf(name)}`;
          return (
            <div key={`${name} ${sourceId} ${recordId}`} className={styles.origin}>
              {said === null || said === value ? t('origin.from', { from }) : t('origin.says', { from, value: said })}
            </div>
          );
        }),
      )}
    </>
  );
}
