import { Button, makeStyles, Select, tokens } from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { PeopleTeamRegular } from '@fluentui/react-icons/svg/people-team';
import { PersonRegular } from '@fluentui/react-icons/svg/person';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Api } from '../../../../src/api/contract/contract.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { StatusBadge } from '../../../ui/status-badge.tsx';
import { useToast } from '../../../ui/toasts.tsx';
import { DateTime } from '../../../ui/values.tsx';
import { useApiMutation } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import { groupRoles, isRole, roles } from './roles.ts';

type Member = Api['listMembers']['answer']['items'][number];

const useStyles = makeStyles({
  name: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM },
  icon: { flexShrink: 0, fontSize: '20px', color: tokens.colorNeutralForeground3 },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  title: { fontWeight: tokens.fontWeightSemibold },
});

/** Who may do something here; owners change roles in place. */
export function MemberTable({ members }: { readonly members: readonly Member[] }) {
  const styles = useStyles();
  const { t } = useTranslation('settings');
  const { tenantId, can } = useTenant();
  const toast = useToast();
  const update = useApiMutation('updateMember');
  const remove = useApiMutation('removeMember');
  const [removing, setRemoving] = useState<Member | null>(null);
  const titleOf = ({ displayName, name }: Member) => displayName ?? name;
  return (
    <Stack>
      {update.error && <ProblemMessage problem={update.error} />}
      <DataTable
        label={t('members.title')}
        rows={members}
        rowKey={({ memberId }) => memberId}
        columns={[
          {
            id: 'name',
            header: t('members.name'),
            cell: (member) => (
              <span className={styles.name}>
                {member.kind === 'person' ? (
                  <PersonRegular className={styles.icon} aria-hidden />
                ) : (
                  <PeopleTeamRegular className={styles.icon} aria-hidden />
                )}
                <span>
                  <span className={styles.title}>
                    {titleOf(member)}
                    {member.you && ` (${t('members.you')})`}
                  </span>
                  <br />
                  <span className={styles.quiet}>
                    {member.kind === 'group' ? t('members.groupHint', { id: member.name }) : member.name}
                  </span>
                </span>
              </span>
            ),
          },
          {
            id: 'role',
            header: t('members.role'),
            cell: (member) =>
              can('own') ? (
                <Select
                  aria-label={t('members.roleOf', { name: titleOf(member) })}
                  value={member.role}
                  disabled={update.isPending}
                  onChange={(_, { value }) => {
                    if (!isRole(value)) return;
                    update.mutate(
                      { params: { tenantId, memberId: member.memberId }, body: { role: value } },
                      {
                        onSuccess: () =>
                          toast({
                            intent: 'success',
                            title: t('members.roleChanged', { name: titleOf(member), role: t(`role.${value}`) }),
                          }),
                      },
                    );
                  }}
                >
                  {(member.kind === 'group' ? groupRoles : roles).map((role) => (
                    <option key={role} value={role}>
                      {t(`role.${role}`)}
                    </option>
                  ))}
                </Select>
              ) : (
                t(`role.${member.role}`)
              ),
          },
          {
            id: 'state',
            header: t('members.state'),
            cell: ({ state, lastSeenAt }) =>
              state === 'invited' ? (
                <StatusBadge tone="working">{t('members.invited')}</StatusBadge>
              ) : lastSeenAt === null ? (
                t('members.active')
              ) : (
                <>
                  {t('members.seen')} <DateTime instant={lastSeenAt} relative />
                </>
              ),
          },
          ...(can('own')
            ? [
                {
                  id: 'actions',
                  header: t('actions'),
                  bare: true,
                  align: 'end' as const,
                  cell: (member: Member) => (
                    <Button
                      appearance="subtle"
                      icon={<DeleteRegular />}
                      aria-label={t('members.remove', { name: titleOf(member) })}
                      onClick={() => setRemoving(member)}
                    />
                  ),
                },
              ]
            : []),
        ]}
      />
      <ConfirmDialog
        open={removing !== null}
        danger
        title={t('members.removeTitle', { name: removing ? titleOf(removing) : '' })}
        confirm={t('members.removeConfirm')}
        busy={remove.isPending}
        onClose={() => {
          setRemoving(null);
          remove.reset();
        }}
        onConfirm={() =>
          removing &&
          remove.mutate({ params: { tenantId, memberId: removing.memberId } }, { onSuccess: () => setRemoving(null) })
        }
      >
        <Stack>
          <span>{removing?.you ? t('members.removeYou') : t('members.removeDetail')}</span>
          {remove.error && <ProblemMessage problem={remove.error} />}
        </Stack>
      </ConfirmDialog>
    </Stack>
  );
}
