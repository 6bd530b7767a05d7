import { Field, Input, Radio, RadioGroup, Select } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { useApiMutation } from '../../api/api.ts';
import { fieldFault } from '../../api/field-fault.ts';
import { useTenant } from '../../api/session.ts';

const scopes = ['see', 'read', 'change'] as const;
const lifetimesDays = [7, 30, 90, 180, 365];

export function NewTokenDialog({
  onMade,
  onClose,
}: {
  readonly onMade: (secret: string) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('settings');
  const { tenantId } = useTenant();
  const [name, setName] = useState('');
  const [scope, setScope] = useState<(typeof scopes)[number]>('read');
  const [expiresInDays, setDays] = useState(90);
  const [isTried, setTried] = useState(false);
  const create = useApiMutation('createApiToken', { invalidates: ['listApiTokens'] });
  const submit = () => {
    setTried(true);
    if (name.trim() === '' || create.isPending) return;
    create.mutate(
      { params: { tenantId }, body: { name: name.trim(), scope, expiresInDays } },
      { onSuccess: ({ secret }) => onMade(secret) },
    );
  };
  return (
    <ConfirmDialog
      open
      title={t('tokens.newTitle')}
      confirm={t('tokens.create')}
      busy={create.isPending}
      onConfirm={submit}
      onClose={onClose}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
        noValidate
      >
        <Stack>
          <Field
            label={t('tokens.name')}
            hint={t('tokens.nameHint')}
            required
            validationMessage={
              isTried && name.trim() === '' ? t('tokens.nameMissing') : fieldFault(create.error, 'name')
            }
          >
            <Input value={name} maxLength={100} autoComplete="off" onChange={(_, { value }) => setName(value)} />
          </Field>
          <Field label={t('tokens.scope')}>
            <RadioGroup
              value={scope}
              onChange={(_, { value }) => setScope(scopes.find((one) => one === value) ?? scope)}
            >
              {scopes.map((one) => (
                <Radio key={one} value={one} label={`${t(`scope.${one}`)}: ${t(`scopeHint.${one}`)}`} />
              ))}
            </RadioGroup>
          </Field>
          <Field label={t('tokens.lifetime')} hint={t('tokens.lifetimeHint')}>
            <Select value={String(expiresInDays)} onChange={(_, { value }) => setDays(Number(value))}>
              {lifetimesDays.map((days) => (
                <option key={days} value={days}>
                  {t('days', { count: days })}
                </option>
              ))}
            </Select>
          </Field>
          {create.error && <ProblemMessage problem={{ ...create.error, fields: [] }} />}
        </Stack>
      </form>
    </ConfirmDialog>
  );
}
