import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { PersonAddRegular } from '@fluentui/react-icons/svg/person-add';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageSkeleton } from '../../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Section } from '../../../ui/section.tsx';
import { useApi } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import { SettingsFrame } from '../settings-frame.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { MemberTable } from './member-table.tsx';
import { RoleTable } from './role-table.tsx';

export function MembersPage() {
  const { t } = useTranslation('settings');
  const { tenantId, can } = useTenant();
  const members = useApi('listMembers', { params: { tenantId } });
  const [isInviting, setInviting] = useState(false);
  return (
    <SettingsFrame
      title={t('title')}
      lead={t('members.lead')}
      actions={
        can('own') && (
          <Button appearance="primary" icon={<PersonAddRegular />} onClick={() => setInviting(true)}>
            {t('members.invite')}
          </Button>
        )
      }
    >
      {!can('own') && (
        <MessageBar>
          <MessageBarBody>{t('ownersOnly')}</MessageBarBody>
        </MessageBar>
      )}
      <Section title={t('members.title')}>
        {members.error && <ProblemMessage problem={members.error} onRetry={() => void members.refetch()} />}
        {members.isPending && <PageSkeleton label={t('loading')} rows={3} />}
        {members.data && <MemberTable members={members.data.items} />}
      </Section>
      <Section title={t('roles.title')}>
        <RoleTable />
      </Section>
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
    </SettingsFrame>
  );
}
