import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { Condition } from '../definition.ts';
import { conditionOf } from './conditions.ts';
import { entryKeys } from './entry-keys.ts';
import { useFilterFrame } from './filter-context.ts';

const useStyles = makeStyles({
  group: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'stretch',
    gap: tokens.spacingVerticalM,
    margin: 0,
    padding: `${tokens.spacingVerticalXS} 0 ${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    border: 'none',
    borderLeft: `3px solid ${tokens.colorBrandStroke2}`,
    minWidth: 0,
  },
  part: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', gap: tokens.spacingHorizontalS },
  word: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    textTransform: 'uppercase',
    letterSpacing: '0.04em',
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

export interface ConditionProps {
  readonly condition: Condition;
  /** Its place in the filter: `0.where.of.1`. */
  readonly path: string;
  readonly onChange: (condition: Condition) => void;
}

type Group = Extract<Condition, { readonly kind: 'all' | 'any' | 'not' }>;

/** Conditions that are combined, indented below what combines them. @param part Shows one of them, whatever it is made of. */
export function ConditionGroup({
  condition,
  path,
  onChange,
  part: Part,
}: Omit<ConditionProps, 'condition'> & { readonly condition: Group; readonly part: ComponentType<ConditionProps> }) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const { isReadOnly } = useFilterFrame();
  if (condition.kind === 'not') {
    return (
      <fieldset className={styles.group} aria-label={t('kind.not')}>
        <Part condition={condition.of} path={`${path}.of`} onChange={(of) => onChange({ kind: 'not', of })} />
      </fieldset>
    );
  }
  const { kind, of } = condition;
  const change = (parts: readonly Condition[]) => onChange({ kind, of: parts });
  const empty = conditionOf('field', condition);
  return (
    <fieldset className={styles.group} aria-label={t(`kind.${kind}`)}>
      {of.map((part, index) => (
        <div key={entryKeys.keyOf(part)}>
          {index > 0 && <div className={styles.word}>{t(kind === 'all' ? 'says.and' : 'says.or')}</div>}
          <div className={styles.part}>
            <Part
              condition={part}
              path={`${path}.of.${index}`}
              onChange={(after) => change(of.with(index, entryKeys.replace(part, after)))}
            />
            {!isReadOnly && of.length > 1 && (
              <Button
                appearance="subtle"
                icon={<DeleteRegular />}
                aria-label={t('filter.removeCondition', { place: index + 1 })}
                onClick={() => change(of.toSpliced(index, 1))}
              />
            )}
          </div>
        </div>
      ))}
      {!isReadOnly && (
        <div className={styles.buttons}>
          <Button size="small" icon={<AddRegular />} onClick={() => change([...of, empty])}>
            {t('filter.addCondition')}
          </Button>
          <Button
            size="small"
            icon={<AddRegular />}
            onClick={() => change([...of, { kind: kind === 'all' ? 'any' : 'all', of: [empty] }])}
          >
            {t('filter.addGroup')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
