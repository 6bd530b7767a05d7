import { Button, Field, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { useTranslation } from 'react-i18next';
import { moved } from '../../../ui/moved.ts';
import { SortableList } from '../../../ui/sortable-list.tsx';
import { Stack } from '../../../ui/stack.tsx';
import type { Collection, MatchBy } from '../definition.ts';
import { useDraft } from '../draft/draft-context.tsx';
import { FieldPicker } from '../pickers/field-picker.tsx';
import type { FilledField } from '../pickers/use-source-fields.ts';

const keys = ['id', 'email', 'phone'] as const satisfies readonly MatchBy[];

const useStyles = makeStyles({
  lead: { margin: 0, color: tokens.colorNeutralForeground2 },
  name: { fontWeight: tokens.fontWeightSemibold },
  note: { color: tokens.colorNeutralForeground2 },
  others: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  row: { display: 'flex', gap: tokens.spacingHorizontalS },
});

/** What the same person is recognised by, in which order. */
export function MatchKeys({
  extras,
  filled,
}: {
  readonly extras: readonly string[];
  readonly filled: ReadonlyMap<string, FilledField>;
}) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const { draft, isReadOnly, change } = useDraft();
  const { by, idFrom } = draft.match;
  const set = (match: Partial<Collection['match']>) => change({ match: { ...draft.match, ...match } });
  return (
    <Stack>
      <p className={styles.lead}>{by.length === 0 ? t('match.none') : t('match.lead')}</p>
      <SortableList
        label={t('match.title')}
        entries={by}
        keyOf={(key) => key}
        nameOf={(key) => t(`match.${key}`)}
        {...(isReadOnly
          ? {}
          : {
              onMove: (from: number, to: number) => set({ by: moved(by, from, to) }),
              actions: (key: MatchBy) => (
                <Button
                  appearance="subtle"
                  icon={<DismissRegular />}
                  aria-label={t('match.remove', { name: t(`match.${key}`) })}
                  onClick={() => set({ by: by.filter((one) => one !== key) })}
                />
              ),
            })}
      >
        {(key) => (
          <>
            <div className={styles.name}>{t(`match.${key}`)}</div>
            <div className={styles.note}>{t(`match.${key}Text`)}</div>
          </>
        )}
      </SortableList>
      {!isReadOnly && by.length < keys.length && (
        <div className={styles.others}>
          {keys
            .filter((key) => !by.includes(key))
            .map((key) => (
              <Button key={key} icon={<AddRegular />} shape="circular" onClick={() => set({ by: [...by, key] })}>
                {t(`match.${key}`)}
              </Button>
            ))}
        </div>
      )}
      {by.includes('id') && (
        <Field label={t('match.idFrom')} hint={t('match.idFromHint')}>
          <div className={styles.row}>
            <FieldPicker
              label={t('match.idFrom')}
              value={idFrom ?? ''}
              extras={extras}
              filled={filled}
              only={({ group }) => group === 'extra'}
              placeholder="employeeId"
              disabled={isReadOnly}
              onChange={(name) => set({ idFrom: name })}
            />
            {idFrom !== null && !isReadOnly && (
              <Button
                icon={<DismissRegular />}
                aria-label={t('match.removeIdFrom')}
                onClick={() => set({ idFrom: null })}
              />
            )}
          </div>
        </Field>
      )}
    </Stack>
  );
}
