import { Checkbox, Field, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ChipInput } from '../../../ui/chip-input.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { AudienceCount } from './audience-count.tsx';
import { Choice } from './choice.tsx';
import { useSyncForm } from './form-context.ts';
import { GroupList } from './group-list.tsx';
import type { AudienceForm } from './sync-form.ts';
import { WhyMailbox } from './why-mailbox.tsx';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(320px, 100%), 1fr))',
    gap: tokens.spacingHorizontalXXXL,
    alignItems: 'start',
  },
  input: { maxWidth: '480px' },
  many: { maxHeight: '280px', padding: '2px', overflowY: 'auto' },
  out: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  hint: { margin: 0, color: tokens.colorNeutralForeground2 },
});

/** Whose mailboxes, with what the choice means in numbers. @param sharedWith Other syncs with the same audience. */
export function AudienceFields({ sharedWith }: { readonly sharedWith: readonly string[] }) {
  const styles = useStyles();
  const { t } = useTranslation('syncs');
  const { form, change, faultAt, isReadOnly } = useSyncForm();
  const { audience, connectionId } = form;
  const put = (part: Partial<AudienceForm>) => change('audience', { ...audience, ...part });
  const fault = faultAt('audience');
  return (
    <div className={styles.columns}>
      <Stack>
        <Choice
          label={t('audience.who')}
          value={audience.who}
          disabled={isReadOnly}
          onChange={(who) => put({ who })}
          options={[
            { value: 'everyone', label: t('audience.everyone'), hint: t('audience.everyoneHint') },
            {
              value: 'some',
              label: t('audience.some'),
              hint: t('audience.someHint'),
              more: (
                <Stack>
                  <GroupList
                    label={t('audience.groups')}
                    hint={t('audience.groupsHint')}
                    groupIds={audience.groups}
                    connectionId={connectionId}
                    onChange={(groups) => put({ groups })}
                    disabled={isReadOnly}
                  />
                  <Field
                    className={styles.input}
                    label={t('audience.mailboxes')}
                    {...(fault === undefined ? {} : { validationMessage: fault })}
                  >
                    {() => (
                      <div className={styles.many}>
                        <ChipInput
                          label={t('audience.mailboxes')}
                          placeholder={t('audience.mailboxesHint')}
                          values={audience.mailboxes}
                          onChange={(mailboxes) => put({ mailboxes })}
                          disabled={isReadOnly}
                        />
                      </div>
                    )}
                  </Field>
                </Stack>
              ),
            },
          ]}
        />
        <h3 className={styles.out}>{t('audience.out')}</h3>
        <p className={styles.hint}>{t('audience.outHint')}</p>
        {audience.outEveryone && (
          <Checkbox
            checked
            disabled={isReadOnly}
            label={t('audience.outEveryone')}
            onChange={() => put({ outEveryone: false })}
          />
        )}
        <GroupList
          label={t('audience.outGroups')}
          groupIds={audience.outGroups}
          connectionId={connectionId}
          onChange={(outGroups) => put({ outGroups })}
          disabled={isReadOnly}
        />
        <Field className={styles.input} label={t('audience.outMailboxes')}>
          {() => (
            <div className={styles.many}>
              <ChipInput
                label={t('audience.outMailboxes')}
                placeholder={t('audience.mailboxesHint')}
                values={audience.outMailboxes}
                onChange={(outMailboxes) => put({ outMailboxes })}
                disabled={isReadOnly}
              />
            </div>
          )}
        </Field>
      </Stack>
      <Stack>
        <AudienceCount sharedWith={sharedWith} />
        <WhyMailbox />
      </Stack>
    </div>
  );
}
