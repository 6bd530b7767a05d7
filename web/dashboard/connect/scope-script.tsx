import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeBlock } from '../../ui/code-block.tsx';
import { InputRow } from '../../ui/input-row.tsx';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { Stack } from '../../ui/stack.tsx';
import { useApiMutation } from '../api/api.ts';
import { fieldFault } from '../api/field-fault.ts';
import { useTenant } from '../api/session.ts';

const useStyles = makeStyles({
  text: { margin: 0, maxWidth: '72ch' },
  steps: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL, maxWidth: '72ch' },
});

/** A script that limits Ringbook to the mailboxes of a group. */
export function ScopeScript() {
  const styles = useStyles();
  const { t } = useTranslation('connect');
  const { tenantId } = useTenant();
  const [group, setGroup] = useState('');
  const [isTried, setTried] = useState(false);
  const make = useApiMutation('getScopeScript', { invalidates: [] });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (group.trim() === '' || make.isPending) return;
    make.mutate({ params: { tenantId }, body: { group: group.trim(), features: ['contacts'] } });
  };
  return (
    <Stack>
      <p className={styles.text}>{t('scope.lead')}</p>
      <InputRow
        onSubmit={submit}
        field={
          <Field
            label={t('scope.group')}
            hint={t('scope.groupHint')}
            required
            validationMessage={
              isTried && group.trim() === '' ? t('scope.groupMissing') : fieldFault(make.error, 'group')
            }
          >
            <Input
              value={group}
              maxLength={320}
              placeholder="ringbook-mailboxes@company.com"
              autoComplete="off"
              onChange={(_, { value }) => setGroup(value)}
            />
          </Field>
        }
        button={
          <Button type="submit" disabledFocusable={make.isPending}>
            {t('scope.make')}
          </Button>
        }
      />
      {make.error && <ProblemMessage problem={{ ...make.error, fields: [] }} />}
      {make.data !== undefined && (
        <>
          <CodeBlock label={t('scope.script')}>{make.data.replace('\ufeff', '')}</CodeBlock>
          <ol className={styles.steps}>
            <li>{t('scope.step1')}</li>
            <li>{t('scope.step2')}</li>
            <li>{t('scope.step3')}</li>
          </ol>
        </>
      )}
    </Stack>
  );
}
