import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { fieldGroups, fieldsByGroup } from '../../fields/field-names.ts';
import { linesOf, plainText } from '../../fields/field-value.ts';
import { useFieldLabel } from '../../fields/use-field-label.ts';
import type { Item, Provenance } from '../definition.ts';
import { OriginText } from './origin-text.tsx';

const useStyles = makeStyles({
  heading: {
    margin: `0 0 ${tokens.spacingVerticalXS}`,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
  },
  list: { margin: 0 },
  field: {
    display: 'grid',
    gridTemplateColumns: '140px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalS,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  label: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
  value: { margin: 0, overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
});

/** Every value of a person with its origin, where people look for it. */
export function ProvenanceList({ person: { fields, sources, provenance } }: { readonly person: Item }) {
  const styles = useStyles();
  const { t } = useTranslation('fields');
  const labelOf = useFieldLabel();
  return (
    <>
      {fieldGroups.map((group) => {
        const names = fieldsByGroup[group].filter((name) => linesOf(fields[name]).length > 0);
        if (names.length === 0) return null;
        return (
          <section key={group} aria-label={t(`group.${group}`)}>
            <h3 className={styles.heading}>{t(`group.${group}`)}</h3>
            <dl className={styles.list}>
              {names.map((name) => {
                const found = provenance.find(({ field }) => field === name);
                const said = plainText(fields[name]);
                // Of one source only what it says otherwise is worth a line.
                const origin = sources.length === 1 && isAsSaid(found, said) ? undefined : found;
                return (
                  <div key={name} className={styles.field}>
                    <dt className={styles.label}>{labelOf(name)}</dt>
                    <dd className={styles.value}>
                      {linesOf(fields[name]).map((line) => (
                        <div key={line}>{line}</div>
                      ))}
                      {origin !== undefined && <OriginText origin={origin} value={said} />}
                    </dd>
                  </div>
                );
              })}
            </dl>
          </section>
        );
      })}
    </>
  );
}

function isAsSaid(origin: Provenance | undefined, value: string): boolean {
  if (origin?.rule !== 'taken') return false;
  return origin.inputs.every(({ name, origins }) => {
    return name === origin.field && origins.every((one) => one.value === null || one.value === value);
  });
}
