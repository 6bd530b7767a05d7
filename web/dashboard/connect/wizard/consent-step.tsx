import { Button, Field, Input, Link, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Api } from '../../../../src/api/contract/contract.ts';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { StatusBadge } from '../../../ui/status-badge.tsx';
import { useApiMutation } from '../../api/api.ts';
import { fieldFault } from '../../api/field-fault.ts';
import { useTenant } from '../../api/session.ts';
import { AskAdministrator } from './ask-administrator.tsx';

type Connection = Api['listConnections']['answer']['items'][number];

const useStyles = makeStyles({
  text: { margin: 0, maxWidth: '72ch' },
  input: { maxWidth: '420px' },
  buttons: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
});

/** Leads to Microsoft's page, where an administrator agrees for the company. */
export function ConsentStep({
  connection,
  onNext,
}: {
  readonly connection: Connection | null;
  readonly onNext: () => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('connect');
  const { tenantId, can } = useTenant();
  const [domain, setDomain] = useState('');
  const [isOpen, setOpen] = useState(false);
  const begin = useApiMutation('beginConnect', { invalidates: [] });
  const go = () =>
    begin.mutate(
      { params: { tenantId }, body: { entraTenant: domain.trim() === '' ? null : domain.trim() } },
      { onSuccess: ({ consentUrl }) => window.location.assign(consentUrl) },
    );
  return (
    <Stack>
      {connection?.state === 'connected' && (
        <>
          <div>
            <StatusBadge tone="good">{t('consent.given')}</StatusBadge>
          </div>
          <div>
            <Button appearance="primary" onClick={onNext}>
              {t('next')}
            </Button>
          </div>
        </>
      )}
      <p className={styles.text}>{t('consent.lead')}</p>
      <p className={styles.text}>{t('consent.then')}</p>
      {isOpen ? (
        <Field
          className={styles.input}
          label={t('consent.domain')}
          hint={t('consent.domainHint')}
          validationMessage={fieldFault(begin.error, 'entraTenant')}
        >
          <Input
            value={domain}
            maxLength={253}
            placeholder="company.com"
            autoComplete="off"
            onChange={(_, { value }) => setDomain(value)}
          />
        </Field>
      ) : (
        <div>
          <Link as="button" onClick={() => setOpen(true)}>
            {t('consent.several')}
          </Link>
        </div>
      )}
      <div className={styles.buttons}>
        <Button
          appearance={connection?.state === 'connected' ? 'secondary' : 'primary'}
          size="large"
          disabled={!can('own')}
          disabledFocusable={begin.isPending || begin.isSuccess}
          onClick={go}
        >
          {begin.isPending || begin.isSuccess
            ? t('consent.going')
            : connection === null
              ? t('consent.go')
              : t('consent.goAgain')}
        </Button>
      </div>
      {begin.error && <ProblemMessage problem={{ ...begin.error, fields: [] }} onRetry={go} />}
      {can('own') ? (
        <AskAdministrator />
      ) : (
        <MessageBar>
          <MessageBarBody>{t('ownersOnly')}</MessageBarBody>
        </MessageBar>
      )}
    </Stack>
  );
}
