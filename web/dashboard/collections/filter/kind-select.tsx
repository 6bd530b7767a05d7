import { makeStyles, Select } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Condition } from '../definition.ts';
import { type ConditionKind, conditionOf, kindGroupNames, kindGroups } from './conditions.ts';
import { useFilterFrame } from './filter-context.ts';

const useStyles = makeStyles({ select: { flex: '0 1 168px', minWidth: '140px' } });

/** What a condition looks at. */
export function KindSelect({
  condition,
  onChange,
}: {
  readonly condition: Condition;
  readonly onChange: (condition: Condition) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const { isReadOnly } = useFilterFrame();
  const kinds: readonly ConditionKind[] = kindGroupNames.flatMap((group) => kindGroups[group]);
  return (
    <Select
      className={styles.select}
      aria-label={t('filter.kind')}
      value={condition.kind}
      disabled={isReadOnly}
      onChange={(_, { value }) => {
        const kind = kinds.find((one) => one === value);
        if (kind !== undefined && kind !== condition.kind) onChange(conditionOf(kind, condition));
      }}
    >
      {kindGroupNames.map((group) => (
        <optgroup key={group} label={t(`kindGroup.${group}`)}>
          {kindGroups[group].map((kind) => (
            <option key={kind} value={kind}>
              {t(`kind.${kind}`)}
            </option>
          ))}
        </optgroup>
      ))}
    </Select>
  );
}
