import { Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useEffect } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Section } from '../../../ui/section.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { useDraft } from '../draft/draft-context.tsx';
import { sameJson } from '../draft/same-json.ts';
import { guardsOf, type LimitName, type LimitValues, shares, valuesOf } from './limit-values.ts';

const useStyles = makeStyles({
  lead: { margin: 0, color: tokens.colorNeutralForeground2, maxWidth: '72ch' },
  fields: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalXXL,
    alignItems: 'flex-start',
  },
  now: { margin: 0, fontWeight: tokens.fontWeightSemibold },
  input: { width: '200px', maxWidth: '100%' },
});

const groups = {
  leave: ['maxDeleteShare', 'freeDeletes', 'maxDeletes'],
  change: ['maxChangeShare', 'freeChanges'],
  size: ['maxItems'],
} as const satisfies Record<string, readonly LimitName[]>;

/** What a read may change in the list without a person. */
export function LimitsTab() {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const { draft, summary, isReadOnly, change } = useDraft();
  const { guards } = draft;
  const form = useForm<LimitValues>({ defaultValues: valuesOf(guards), mode: 'onChange' });
  const { reset } = form;
  const values = form.watch();
  const next = guardsOf(values, guards);

  // What is discarded or comes from elsewhere is shown; what is half typed stays.
  useEffect(() => {
    const shown = guardsOf(form.getValues(), guards);
    if (shown !== null && !sameJson(shown, guards)) reset(valuesOf(guards));
  }, [guards, reset, form]);

  const many = summary.items;
  const leave =
    next === null
      ? null
      : Math.min(next.maxDeletes, Math.max(next.freeDeletes, Math.floor(next.maxDeleteShare * many)));
  const changed = next === null ? null : Math.max(next.freeChanges, Math.floor(next.maxChangeShare * many));
  const sentences = {
    leave: leave === null ? null : t('limits.leaveNow', { count: leave, of: many }),
    change: changed === null ? null : t('limits.changeNow', { count: changed, of: many }),
    size: next === null ? null : t('limits.sizeNow', { count: next.maxItems, of: many }),
  };

  return (
    <Stack gap="l">
      <p className={styles.lead}>{t('limits.lead')}</p>
      {(['leave', 'change', 'size'] as const).map((group) => (
        <Section key={group} title={t(`limits.${group}`)}>
          <Stack>
            <p className={styles.lead}>{t(`limits.${group}Text`)}</p>
            <div className={styles.fields}>
              {groups[group].map((name) => (
                <Controller
                  key={name}
                  control={form.control}
                  name={name}
                  rules={{
                    validate: (text) => guardsOf({ ...values, [name]: text }, guards) !== null || t('limits.fault'),
                  }}
                  render={({ field, fieldState: { error } }) => (
                    <Field
                      label={t(`limit.${name}`)}
                      {...(error?.message === undefined ? {} : { validationMessage: error.message })}
                    >
                      <Input
                        className={styles.input}
                        ref={field.ref}
                        name={field.name}
                        type="number"
                        inputMode="numeric"
                        min={0}
                        {...(shares.has(name) ? { max: 100, contentAfter: '%' } : {})}
                        value={field.value}
                        disabled={isReadOnly}
                        onBlur={field.onBlur}
                        onChange={(_, { value }) => {
                          field.onChange(value);
                          const after = guardsOf({ ...form.getValues(), [name]: value }, guards);
                          if (after !== null) change({ guards: after });
                        }}
                      />
                    </Field>
                  )}
                />
              ))}
            </div>
            {sentences[group] !== null && (
              <p className={styles.now} role="status">
                {sentences[group]}
              </p>
            )}
          </Stack>
        </Section>
      ))}
    </Stack>
  );
}
