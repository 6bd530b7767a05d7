import { makeStyles, tokens } from '@fluentui/react-components';
import { ConditionGroup, type ConditionProps } from './condition-group.tsx';
import { ConditionValues } from './condition-values.tsx';
import { useFaultsAt } from './filter-context.ts';
import { KindSelect } from './kind-select.tsx';

const useStyles = makeStyles({
  condition: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: 0 },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: tokens.spacingHorizontalS,
    minWidth: 0,
  },
  values: { flex: '1 1 280px', minWidth: 0 },
  fault: { color: tokens.colorStatusDangerForeground1, overflowWrap: 'anywhere' },
});

/** One condition, with those that it is made of. */
export function ConditionEditor({ condition, path, onChange }: ConditionProps) {
  const styles = useStyles();
  const faults = useFaultsAt(path);
  const faultsId = `faults-${path}`;
  const isGroup = condition.kind === 'all' || condition.kind === 'any' || condition.kind === 'not';
  return (
    <div className={styles.condition} {...(faults.length > 0 ? { 'aria-describedby': faultsId } : {})}>
      <div className={styles.row}>
        <KindSelect condition={condition} onChange={onChange} />
        {!isGroup && (
          <div className={styles.values}>
            <ConditionValues
              condition={condition}
              isWrong={faults.length > 0}
              faultsId={faultsId}
              onChange={onChange}
            />
          </div>
        )}
      </div>
      {faults.length > 0 && (
        <div id={faultsId} className={styles.fault} role="alert">
          {faults.join(' ')}
        </div>
      )}
      {isGroup && <ConditionGroup condition={condition} path={path} onChange={onChange} part={ConditionEditor} />}
    </div>
  );
}
