import {
  Button,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { InputRow } from '../../ui/input-row.tsx';
import { LiveRegion } from '../../ui/live-region.tsx';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { Stack } from '../../ui/stack.tsx';
import { useFormats } from '../../ui/values.tsx';
import { useApiMutation } from '../api/api.ts';
import { fieldFault } from '../api/field-fault.ts';
import { useSession, useTenant } from '../api/session.ts';

const intents = { reachable: 'success', 'not-reachable': 'error', 'unknown-mailbox': 'warning' } as const;

const useStyles = makeStyles({
  body: { paddingBlock: tokens.spacingVerticalS, whiteSpace: 'normal' },
  text: { margin: `${tokens.spacingVerticalXXS} 0 0` },
});

/** Looks into one mailbox without writing anything. */
export function MailboxProbe({
  connectionId,
  isFirst = false,
  onReached,
}: {
  readonly connectionId: string;
  /** It is what the page is for. */
  readonly isFirst?: boolean;
  readonly onReached?: () => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('connect');
  const { tenantId } = useTenant();
  const { person } = useSession();
  const { number, duration } = useFormats();
  const [mailbox, setMailbox] = useState(person?.userName ?? '');
  const [isTried, setTried] = useState(false);
  const probe = useApiMutation('probeMailbox', { invalidates: [] });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (mailbox.trim() === '' || probe.isPending) return;
    probe.mutate(
      { params: { tenantId, connectionId }, body: { mailbox: mailbox.trim() } },
      { onSuccess: ({ state }) => state === 'reachable' && onReached?.() },
    );
  };
  const found = probe.data;
  return (
    <Stack>
      <InputRow
        onSubmit={submit}
        field={
          <Field
            label={t('probe.mailbox')}
            required
            validationMessage={
              isTried && mailbox.trim() === '' ? t('probe.missing') : fieldFault(probe.error, 'mailbox')
            }
          >
            <Input
              type="email"
              value={mailbox}
              maxLength={320}
              autoComplete="off"
              onChange={(_, { value }) => setMailbox(value)}
            />
          </Field>
        }
        button={
          <Button
            type="submit"
            appearance={isFirst && found?.state !== 'reachable' ? 'primary' : 'secondary'}
            disabledFocusable={probe.isPending}
          >
            {probe.isPending ? t('probe.running') : t('probe.go')}
          </Button>
        }
      />
      <LiveRegion>
        {found && (
          <MessageBar intent={intents[found.state]} layout="multiline">
            <MessageBarBody className={styles.body}>
              <MessageBarTitle>{t(`probe.${found.state}.title`)}</MessageBarTitle>
              <p className={styles.text}>{t(`probe.${found.state}.text`)}</p>
              {found.ownFolders !== null && (
                <p className={styles.text}>
                  {t('probe.folders', { count: found.ownFolders })} {t('probe.took', { time: tookText(found.tookMs) })}
                </p>
              )}
              {found.code !== null && <p className={styles.text}>{t('code', { code: found.code })}</p>}
            </MessageBarBody>
          </MessageBar>
        )}
      </LiveRegion>
      {probe.error && <ProblemMessage problem={{ ...probe.error, fields: [] }} />}
    </Stack>
  );

  function tookText(ms: number): string {
    return ms < 2_000 ? `${number(ms)} ms` : duration(ms);
  }
}
