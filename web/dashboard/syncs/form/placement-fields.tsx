import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { SubtractRegular } from '@fluentui/react-icons/svg/subtract';
import { useTranslation } from 'react-i18next';
import { Stack } from '../../../ui/stack.tsx';
import { Choice } from './choice.tsx';
import { useSyncForm } from './form-context.ts';
import { OutlookDrawing } from './outlook-drawing.tsx';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(320px, 100%), 1fr))',
    gap: tokens.spacingHorizontalXXXL,
    alignItems: 'start',
  },
  input: { maxWidth: '360px' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** Where in a mailbox the cards are, with a drawing of it. */
export function PlacementFields() {
  const styles = useStyles();
  const { t } = useTranslation('syncs');
  const { form, change, faultAt, isReadOnly } = useSyncForm();
  const { placement } = form;
  const { kind, path, category } = placement;
  const put = (part: Partial<typeof placement>) => change('placement', { ...placement, ...part });
  const faultOf = (place: 'placement.path' | 'placement.category') => {
    const fault = faultAt(place);
    return fault === undefined ? {} : { validationMessage: fault };
  };
  return (
    <div className={styles.columns}>
      <Choice
        label={t('place.where')}
        value={kind}
        disabled={isReadOnly}
        onChange={(chosen) => put({ kind: chosen })}
        options={[
          {
            value: 'folder',
            label: t('place.folder'),
            hint: t('place.folderHint'),
            more: (
              <Stack gap="s">
                {path.map((name, index) => (
                  <Field
                    // biome-ignore lint/suspicious/noArrayIndexKey: levels have no other name
                    key={index}
                    className={styles.input}
                    label={path.length === 1 ? t('place.names') : t('place.level', { number: index + 1 })}
                    {...(index === path.length - 1 ? { hint: t('place.nameHint'), ...faultOf('placement.path') } : {})}
                  >
                    <Input
                      value={name}
                      disabled={isReadOnly}
                      onChange={(_, { value }) => put({ path: path.with(index, value) })}
                    />
                  </Field>
                ))}
                {!isReadOnly && (
                  <div className={styles.buttons}>
                    <Button appearance="subtle" icon={<AddRegular />} onClick={() => put({ path: [...path, ''] })}>
                      {t('place.addLevel')}
                    </Button>
                    {path.length > 1 && (
                      <Button
                        appearance="subtle"
                        icon={<SubtractRegular />}
                        onClick={() => put({ path: path.slice(0, -1) })}
                      >
                        {t('place.removeLevel')}
                      </Button>
                    )}
                  </div>
                )}
              </Stack>
            ),
          },
          {
            value: 'default-folder',
            label: t('place.default'),
            hint: t('place.defaultHint'),
            more: (
              <Field
                className={styles.input}
                label={t('place.category')}
                hint={t('place.categoryHint')}
                {...faultOf('placement.category')}
              >
                <Input value={category} disabled={isReadOnly} onChange={(_, { value }) => put({ category: value })} />
              </Field>
            ),
          },
        ]}
      />
      <OutlookDrawing kind={kind} path={path} category={category} />
    </div>
  );
}
