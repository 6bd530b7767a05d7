import { Field, Input, Select } from '@fluentui/react-components';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckList } from '../../../ui/check-list.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { useApiMutation } from '../../api/api.ts';
import { fieldFault } from '../../api/field-fault.ts';
import { useSession } from '../../api/session.ts';

const allParts = ['collections', 'mapping', 'policies', 'syncs'] as const;

export function NewTemplateDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('partner');
  const navigate = useNavigate();
  const tenants = useSession().memberships.filter(({ permissions }) => permissions.includes('read'));
  const [name, setName] = useState('');
  const [tenantId, setTenantId] = useState(tenants[0]?.tenantId ?? '');
  const [parts, setParts] = useState<readonly (typeof allParts)[number][]>(allParts);
  const [isTried, setTried] = useState(false);
  const create = useApiMutation('saveTemplate', { invalidates: ['listTemplates'] });
  const submit = () => {
    setTried(true);
    if (name.trim() === '' || parts.length === 0 || tenantId === '' || create.isPending) return;
    create.mutate(
      { body: { name: name.trim(), tenantId, parts: [...parts] } },
      { onSuccess: ({ templateId }) => void navigate({ to: '/templates/$templateId', params: { templateId } }) },
    );
  };
  return (
    <ConfirmDialog
      open
      title={t('templates.newTitle')}
      confirm={t('templates.make')}
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
            label={t('templates.from')}
            hint={t('templates.fromHint')}
            validationMessage={fieldFault(create.error, 'tenantId')}
          >
            <Select value={tenantId} onChange={(_, { value }) => setTenantId(value)}>
              {tenants.map((tenant) => (
                <option key={tenant.tenantId} value={tenant.tenantId}>
                  {tenant.name}
                </option>
              ))}
            </Select>
          </Field>
          <Field
            label={t('templates.name')}
            required
            validationMessage={
              isTried && name.trim() === '' ? t('templates.nameMissing') : fieldFault(create.error, 'name')
            }
          >
            <Input value={name} maxLength={200} autoComplete="off" onChange={(_, { value }) => setName(value)} />
          </Field>
          <Field
            label={t('templates.parts')}
            hint={t('templates.partsHint')}
            validationMessage={isTried && parts.length === 0 ? t('templates.partsMissing') : null}
          >
            <CheckList
              label={t('templates.parts')}
              options={allParts.map((part) => ({ id: part, text: t(`part.${part}`) }))}
              chosen={parts}
              onChange={(ids) => setParts(allParts.filter((part) => ids.includes(part)))}
            />
          </Field>
          {create.error && <ProblemMessage problem={{ ...create.error, fields: [] }} />}
        </Stack>
      </form>
    </ConfirmDialog>
  );
}
