import { Combobox, Field, makeStyles, Option, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { useApi } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import { useDebounced } from '../../collections/use-debounced.ts';
import { useSyncForm } from './form-context.ts';
import { MembershipText } from './membership-text.tsx';
import { rulesOf } from './sync-form.ts';

const useStyles = makeStyles({
  box: { display: 'grid', gap: tokens.spacingVerticalS },
  answer: { minHeight: '44px' },
});

/** Finds a mailbox and says why it is in or out, by what the form says now. */
export function WhyMailbox() {
  const styles = useStyles();
  const { t } = useTranslation('syncs');
  const { tenantId } = useTenant();
  const { form } = useSyncForm();
  const { connectionId } = form;
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<{ readonly mailbox: string; readonly shown: string } | null>(null);
  const search = useDebounced(typed.trim());
  const rules = useDebounced(rulesOf(form.audience));
  const found = useApi(
    'listMailboxes',
    { params: { tenantId }, query: { search, limit: 10 } },
    { enabled: search !== '' && chosen === null },
  );
  const explained = useApi(
    'explainMailbox',
    {
      params: { tenantId },
      body: { connectionId, include: [...rules.include], exclude: [...rules.exclude], mailbox: chosen?.mailbox ?? '-' },
    },
    { enabled: chosen !== null && connectionId !== '' },
  );
  const options = search === '' ? [] : (found.data?.items ?? []);
  return (
    <div className={styles.box}>
      <Field label={t('audience.why')}>
        <Combobox
          freeform
          placeholder={t('audience.whyHint')}
          value={chosen?.shown ?? typed}
          selectedOptions={chosen === null ? [] : [chosen.mailbox]}
          onChange={(event) => {
            setChosen(null);
            setTyped(event.target.value);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && chosen === null && typed.includes('@')) {
              setChosen({ mailbox: typed.trim(), shown: typed.trim() });
            }
          }}
          onOptionSelect={(_, { optionValue, optionText }) => {
            if (optionValue) setChosen({ mailbox: optionValue, shown: optionText ?? optionValue });
          }}
        >
          {options.map(({ mailboxId, address }) => (
            <Option key={mailboxId} value={mailboxId}>
              {address ?? mailboxId}
            </Option>
          ))}
          {options.length === 0 && (
            <Option disabled value="" text="">
              {search === '' ? t('audience.whyEmpty') : t('audience.whyNone')}
            </Option>
          )}
        </Combobox>
      </Field>
      <div className={styles.answer} role="status">
        {chosen !== null && explained.error && (
          <ProblemMessage problem={explained.error} onRetry={() => void explained.refetch()} />
        )}
        {chosen !== null && explained.data && !explained.isPlaceholderData && (
          <MembershipText membership={explained.data.membership} rules={rules} />
        )}
      </div>
    </div>
  );
}
