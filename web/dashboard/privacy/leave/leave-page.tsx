import {
  Button,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Radio,
  RadioGroup,
  tokens,
} from '@fluentui/react-components';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../../ui/page-header.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { StepList } from '../../../ui/step-list.tsx';
import { useApi, useApiMutation } from '../../api/api.ts';
import { fieldFault } from '../../api/field-fault.ts';
import { useTenant } from '../../api/session.ts';

const useStyles = makeStyles({
  page: { maxWidth: '820px' },
  text: { margin: 0, maxWidth: '72ch' },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL, maxWidth: '72ch' },
  input: { maxWidth: '420px' },
});

/** Leaving, in three steps: what to do with mailboxes, the name, and then it runs. */
export function LeavePage() {
  const styles = useStyles();
  const { t } = useTranslation('privacy');
  const { tenantId, name, can } = useTenant();
  const navigate = useNavigate();
  const [step, setStep] = useState<1 | 2>(1);
  const [uninstall, setUninstall] = useState(true);
  const [typed, setTyped] = useState('');
  const storage = useApi('getStorage', { params: { tenantId } });
  const leave = useApiMutation('leave', { invalidates: ['getLeaving'] });
  const entriesOf = (kind: string) => storage.data?.items.find(({ what }) => what === kind)?.entries ?? 0;
  const contacts = entriesOf('written-contacts');
  const mailboxes = entriesOf('replicas');
  const isNameGood = typed.trim() === name.trim();
  const go = () =>
    leave.mutate(
      { params: { tenantId }, body: { confirm: typed, uninstall } },
      {
        onSuccess: () => void navigate({ to: '/leaving/$leavingId', params: { leavingId: tenantId } }),
      },
    );
  return (
    <div className={styles.page}>
      <PageHeader title={t('leave.title')} lead={t('leave.lead')} />
      {!can('own') ? (
        <MessageBar>
          <MessageBarBody>{t('ownersOnly')}</MessageBarBody>
        </MessageBar>
      ) : (
        <StepList
          label={t('leave.title')}
          steps={[
            {
              id: 'mailboxes',
              title: t('leave.step1'),
              state: step === 1 ? 'current' : 'done',
              content:
                step === 1 ? (
                  <Stack>
                    <RadioGroup
                      aria-label={t('leave.step1')}
                      value={uninstall ? 'take-out' : 'stay'}
                      onChange={(_, { value }) => setUninstall(value === 'take-out')}
                    >
                      <Radio
                        value="take-out"
                        label={t('leave.takeOut', {
                          contacts: t('leave.contacts', { count: contacts }),
                          folders: t('leave.folders', { count: mailboxes }),
                        })}
                      />
                      <Radio value="stay" label={t('leave.stay')} />
                    </RadioGroup>
                    <p className={styles.text}>{t('ownStay')}</p>
                    <div>
                      <Button appearance="primary" onClick={() => setStep(2)}>
                        {t('next')}
                      </Button>
                    </div>
                  </Stack>
                ) : (
                  <Button size="small" appearance="transparent" onClick={() => setStep(1)}>
                    {t('leave.change')}
                  </Button>
                ),
            },
            {
              id: 'name',
              title: t('leave.step2'),
              state: step === 2 ? 'current' : 'next',
              ...(step === 2
                ? {
                    content: (
                      <Stack>
                        <p className={styles.text}>{t('leave.then')}</p>
                        <ul className={styles.list}>
                          <li>{uninstall ? t('leave.first') : t('leave.firstStay')}</li>
                          <li>{t('leave.second')}</li>
                          <li>{t('leave.third')}</li>
                        </ul>
                        <Field
                          className={styles.input}
                          label={t('leave.name', { name })}
                          required
                          validationMessage={fieldFault(leave.error, 'confirm')}
                        >
                          <Input value={typed} autoComplete="off" onChange={(_, { value }) => setTyped(value)} />
                        </Field>
                        <MessageBar intent="warning" layout="multiline">
                          <MessageBarBody>{t('leave.ask')}</MessageBarBody>
                        </MessageBar>
                        {leave.error && <ProblemMessage problem={{ ...leave.error, fields: [] }} />}
                        <div>
                          <Button
                            appearance="primary"
                            disabledFocusable={!isNameGood || leave.isPending || leave.isSuccess}
                            onClick={go}
                          >
                            {t('leave.confirm')}
                          </Button>
                        </div>
                      </Stack>
                    ),
                  }
                : {}),
            },
            { id: 'progress', title: t('leave.step3'), state: 'next' },
          ]}
        />
      )}
    </div>
  );
}
