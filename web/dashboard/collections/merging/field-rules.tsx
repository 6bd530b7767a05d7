import { Button, makeStyles, Select, tokens } from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { useTranslation } from 'react-i18next';
import { moved } from '../../../ui/moved.ts';
import { SortableList } from '../../../ui/sortable-list.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { allFields, isFieldName } from '../../fields/field-names.ts';
import { useFieldLabel } from '../../fields/use-field-label.ts';
import type { Collection } from '../definition.ts';
import { useDraft } from '../draft/draft-context.tsx';
import { FieldPicker } from '../pickers/field-picker.tsx';
import { choiceOf, choicesFor, orderOf, ruleOf, withoutRule, withRule } from './merge-rules.ts';

const useStyles = makeStyles({
  lead: { margin: 0, color: tokens.colorNeutralForeground2 },
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  rule: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1.4fr) auto',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
  },
  order: { gridColumn: '1 / -1', paddingInlineStart: tokens.spacingHorizontalL },
});

/** Fields whose value is not simply that of the first source, or of all. */
export function FieldRules() {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const labelOf = useFieldLabel();
  const { draft, isReadOnly, change } = useDraft();
  const { sourceIds, merge } = draft;
  const set = (fields: Collection['merge']['fields']) => change({ merge: { fields } });
  return (
    <Stack>
      <p className={styles.lead}>{t('merge.lead')}</p>
      <ul className={styles.list}>
        {allFields.map((field) => {
          const rule = merge.fields[field];
          if (rule === undefined) return null;
          const choice = choiceOf(rule);
          const order = orderOf(rule, sourceIds);
          return (
            <li key={field} className={styles.rule}>
              <strong>{labelOf(field)}</strong>
              <Select
                aria-label={t('merge.ruleOf', { field: labelOf(field) })}
                value={choice}
                disabled={isReadOnly}
                onChange={(_, { value }) => {
                  const chosen = choicesFor(field).find((one) => one === value);
                  if (chosen !== undefined) set(withRule(merge.fields, field, ruleOf(chosen, sourceIds)));
                }}
              >
                {choicesFor(field).map((one) => (
                  <option key={one} value={one}>
                    {t(`merge.${one}`)}
                  </option>
                ))}
              </Select>
              {!isReadOnly && (
                <Button
                  appearance="subtle"
                  icon={<DeleteRegular />}
                  aria-label={t('merge.remove', { field: labelOf(field) })}
                  onClick={() => set(withoutRule(merge.fields, field))}
                />
              )}
              {choice === 'order' && (
                <div className={styles.order}>
                  <SortableList
                    label={t('merge.orderOf', { field: labelOf(field) })}
                    entries={order}
                    keyOf={(id) => id}
                    nameOf={(id) => id}
                    {...(isReadOnly
                      ? {}
                      : {
                          onMove: (from: number, to: number) =>
                            set(withRule(merge.fields, field, { kind: 'first', order: moved(order, from, to) })),
                        })}
                  >
                    {(id) => id}
                  </SortableList>
                </div>
              )}
            </li>
          );
        })}
      </ul>
      {!isReadOnly && (
        <FieldPicker
          label={t('merge.add')}
          value=""
          extras={[]}
          only={({ group, name }) => group !== 'extra' && isFieldName(name) && merge.fields[name] === undefined}
          placeholder={t('merge.add')}
          onChange={(name) => {
            if (isFieldName(name)) set(withRule(merge.fields, name, ruleOf('order', sourceIds)));
          }}
        />
      )}
    </Stack>
  );
}
