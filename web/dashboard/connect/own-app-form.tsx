import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeBlock } from '../../ui/code-block.tsx';
import { InputRow } from '../../ui/input-row.tsx';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { Stack } from '../../ui/stack.tsx';
import { fieldFault } from '../api/field-fault.ts';
import type { Problem } from '../api/problem.ts';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const useStyles = makeStyles({
  steps: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    margin: 0,
    paddingInlineStart: tokens.spacingHorizontalXL,
    maxWidth: '72ch',
  },
});

/** The steps to an app registration, up to the id that it gets. */
export function OwnAppForm({
  redirectUri,
  problem,
  isBusy,
  onChoose,
}: {
  readonly redirectUri: string;
  readonly problem: Problem | null;
  readonly isBusy: boolean;
  readonly onChoose: (clientId: string) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('connect');
  const [clientId, setClientId] = useState('');
  const [isTried, setTried] = useState(false);
  const isGood = guid.test(clientId.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isGood && !isBusy) onChoose(clientId.trim());
  };
  return (
    <Stack>
      <ol className={styles.steps}>
        <li>{t('ownApp.step1')}</li>
        <li>
          {t('ownApp.step2')}
          <CodeBlock label={t('ownApp.redirectUri')}>{redirectUri}</CodeBlock>
        </li>
        <li>{t('ownApp.step3')}</li>
        <li>{t('ownApp.step4')}</li>
      </ol>
      <InputRow
        onSubmit={submit}
        field={
          <Field
            label={t('ownApp.clientId')}
            required
            validationMessage={isTried && !isGood ? t('ownApp.clientIdFault') : fieldFault(problem, 'clientId')}
          >
            <Input
              value={clientId}
              placeholder="00000000-0000-0000-0000-000000000000"
              autoComplete="off"
              onChange={(_, { value }) => setClientId(value)}
            />
          </Field>
        }
        button={
          <Button type="submit" disabledFocusable={isBusy}>
            {t('ownApp.use')}
          </Button>
        }
      />
      {problem && problem.code !== 'changed-meanwhile' && <ProblemMessage problem={{ ...problem, fields: [] }} />}
    </Stack>
  );
}
