import { Field, Input, MessageBar, MessageBarBody, Radio, RadioGroup, Select } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { useToast } from '../../../ui/toasts.tsx';
import { useApiMutation } from '../../api/api.ts';
import { fieldFault } from '../../api/field-fault.ts';
import { useTenant } from '../../api/session.ts';
import { GroupPicker } from '../../collections/pickers/group-picker.tsx';
import { groupRoles, isGroupRole, isRole, type Role, roles } from './roles.ts';

const userNamePattern = /^\S+@\S+$/;

/** Invites a person by user name, or everyone in an Entra group. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('settings');
  const { tenantId, state } = useTenant();
  const toast = useToast();
  const groupFieldId = useId();
  const [kind, setKind] = useState<'person' | 'group'>('person');
  const [userName, setUserName] = useState('');
  const [groupId, setGroupId] = useState('');
  const [role, setRole] = useState<Role>('admin');
  const [isTried, setTried] = useState(false);
  const invite = useApiMutation('inviteMember');

  const isNameGood = userNamePattern.test(userName.trim());
  const body =
    kind === 'person'
      ? isNameGood
        ? { kind, userName: userName.trim(), role }
        : null
      : groupId !== '' && isGroupRole(role)
        ? { kind, groupId, role }
        : null;
  const submit = () => {
    setTried(true);
    if (body === null || invite.isPending) return;
    invite.mutate(
      { params: { tenantId }, body },
      {
        onSuccess: () => {
          toast({ intent: 'success', title: t('invite.done') });
          onClose();
        },
      },
    );
  };
  return (
    <ConfirmDialog
      open
      title={t('invite.title')}
      confirm={t('invite.confirm')}
      busy={invite.isPending}
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
          <Field label={t('invite.kind')}>
            <RadioGroup
              layout="horizontal"
              value={kind}
              onChange={(_, { value }) => {
                const chosen = value === 'group' ? 'group' : 'person';
                setKind(chosen);
                if (chosen === 'group' && role === 'owner') setRole('admin');
              }}
            >
              <Radio value="person" label={t('invite.person')} />
              <Radio value="group" label={t('invite.group')} disabled={state === 'new'} />
            </RadioGroup>
          </Field>
          {kind === 'person' ? (
            <Field
              label={t('invite.userName')}
              hint={t('invite.userNameHint')}
              required
              validationMessage={
                isTried && !isNameGood ? t('invite.userNameFault') : fieldFault(invite.error, 'userName')
              }
            >
              <Input
                type="email"
                value={userName}
                maxLength={320}
                placeholder="name@company.com"
                autoComplete="off"
                onChange={(_, { value }) => setUserName(value)}
              />
            </Field>
          ) : (
            <Field
              label={{ children: t('invite.groupName'), htmlFor: groupFieldId }}
              hint={t('invite.groupHint')}
              required
              validationMessage={
                isTried && groupId === '' ? t('invite.groupFault') : fieldFault(invite.error, 'groupId')
              }
            >
              <GroupPicker id={groupFieldId} label={t('invite.groupName')} groupId={groupId} onChange={setGroupId} />
            </Field>
          )}
          <Field label={t('members.role')} hint={t(`roleHint.${role}`)}>
            <Select value={role} onChange={(_, { value }) => isRole(value) && setRole(value)}>
              {(kind === 'group' ? groupRoles : roles).map((one) => (
                <option key={one} value={one}>
                  {t(`role.${one}`)}
                </option>
              ))}
            </Select>
          </Field>
          <MessageBar layout="multiline">
            <MessageBarBody>{t('invite.note')}</MessageBarBody>
          </MessageBar>
          {invite.error && <ProblemMessage problem={{ ...invite.error, fields: [] }} />}
        </Stack>
      </form>
    </ConfirmDialog>
  );
}
