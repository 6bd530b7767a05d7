import { makeStyles, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Facts } from '../../ui/facts.tsx';
import { useLinkStyle } from '../../ui/link-style.ts';
import { Section } from '../../ui/section.tsx';
import { Count, DateTime } from '../../ui/values.tsx';
import { useTenant } from '../api/session.ts';
import { useCodeTexts } from '../runs/use-code-texts.ts';
import { type Replica, stateOfReplica } from './mailbox.ts';
import { MailboxBadge } from './mailbox-badge.tsx';

const useStyles = makeStyles({
  why: {
    margin: `0 0 ${tokens.spacingVerticalL}`,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
});

/** A folder of ours in the mailbox: where, how much, how new. */
export function ReplicaCard({ replica }: { readonly replica: Replica }) {
  const styles = useStyles();
  const link = useLinkStyle();
  const { t } = useTranslation('mailboxes');
  const { tenantId } = useTenant();
  const textsOf = useCodeTexts();
  const { syncId, syncName, placement, failureCode, version, headVersion, items, syncedAt, lookAgainAt, lookAt } =
    replica;
  const behind = headVersion - version;
  const why = failureCode === null ? null : textsOf(failureCode);
  const at = (instant: string | null, otherwise: string) =>
    instant === null ? otherwise : <DateTime instant={instant} relative />;
  return (
    <Section
      title={syncName}
      actions={<MailboxBadge state={stateOfReplica({ state: replica.state, behind: behind > 0 })} />}
    >
      {why && (
        <p className={styles.why}>
          <strong>{why.meaning}</strong> {why.remedy}
        </p>
      )}
      <Facts
        facts={[
          {
            label: t('page.place'),
            value: (
              <Link to="/t/$tenantId/syncs/$syncId" params={{ tenantId, syncId }} className={link}>
                {placement}
              </Link>
            ),
          },
          { label: t('page.cards'), value: <Count value={items} /> },
          {
            label: t('page.version'),
            value:
              behind > 0
                ? `${t('page.versionOf', { version, head: headVersion })} (${t('page.behindBy', { count: behind })})`
                : t('page.versionHead', { version }),
          },
          { label: t('page.synced'), value: at(syncedAt, t('never')) },
          { label: t('page.look'), value: at(lookAt, t('page.noLook')) },
          ...(lookAgainAt === null ? [] : [{ label: t('page.lookAgain'), value: at(lookAgainAt, '') }]),
        ]}
      />
    </Section>
  );
}
