import { Button, Field, Input, makeStyles } from '@fluentui/react-components';
import { Controller, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Stack } from '../../../ui/stack.tsx';
import { slugOf } from '../slug.ts';

const useStyles = makeStyles({ input: { maxWidth: '400px' } });

/** What the list is called. */
export function NameStep({
  collectionId,
  taken,
  onNext,
}: {
  readonly collectionId: string;
  readonly taken: readonly string[];
  readonly onNext: (collectionId: string) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const { control, handleSubmit, watch } = useForm({
    defaultValues: { name: collectionId === '' && taken.length === 0 ? t('new.firstName') : collectionId },
    mode: 'onTouched',
  });
  const id = slugOf(watch('name'));
  return (
    <form onSubmit={(event) => void handleSubmit(({ name }) => onNext(slugOf(name)))(event)} noValidate>
      <Stack>
        <Controller
          control={control}
          name="name"
          rules={{
            validate: (name) =>
              slugOf(name) === '' ? t('new.nameFault') : !taken.includes(slugOf(name)) || t('new.nameTaken'),
          }}
          render={({ field, fieldState: { error } }) => (
            <Field
              label={t('new.nameLabel')}
              required
              hint={id === '' ? t('new.nameHint') : t('new.nameBecomes', { id })}
              {...(error?.message === undefined ? {} : { validationMessage: error.message })}
            >
              <Input className={styles.input} autoComplete="off" {...field} />
            </Field>
          )}
        />
        <div>
          <Button appearance="primary" type="submit">
            {t('next')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
