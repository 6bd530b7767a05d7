import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle';
import { useTranslation } from 'react-i18next';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { Section } from '../../ui/section.tsx';
import { Stack } from '../../ui/stack.tsx';
import { useApi } from '../api/api.ts';
import { useTenant } from '../api/session.ts';
import { IssueGroupCard } from './issue-group-card.tsx';
import { actorNames, groupsByActor } from './run.ts';

const useStyles = makeStyles({
  none: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    margin: 0,
    color: tokens.colorNeutralForeground2,
  },
  good: { color: tokens.colorStatusSuccessForeground1, fontSize: '20px' },
  actor: {
    margin: `0 0 ${tokens.spacingVerticalS}`,
    fontSize: tokens.fontSizeBase300,
    color: tokens.colorNeutralForeground2,
  },
  list: { display: 'grid', gap: tokens.spacingVerticalM, margin: 0, padding: 0, listStyle: 'none' },
});

/** What a run could not do, by who can help and how. */
export function IssueGroups({ runId }: { readonly runId: string }) {
  const styles = useStyles();
  const { t } = useTranslation('runs');
  const { tenantId } = useTenant();
  const { data, error, isPending, refetch } = useApi('getRunIssueGroups', { params: { tenantId, runId } });
  return (
    <Section title={t('issueGroups.title')}>
      {isPending && (
        <Skeleton aria-label={t('loading')}>
          <SkeletonItem size={48} />
        </Skeleton>
      )}
      {error && <ProblemMessage problem={error} onRetry={() => void refetch()} />}
      {data?.groups.length === 0 && (
        <p className={styles.none}>
          <CheckmarkCircleRegular className={styles.good} aria-hidden />
          {t('issueGroups.none')}
        </p>
      )}
      <Stack gap="l">
        {groupsByActor(data?.groups ?? []).map(({ actor, groups }) => (
          <div key={actor}>
            <h3 className={styles.actor}>{t(`issueGroups.acts.${actorNames[actor]}`)}</h3>
            <ul className={styles.list}>
              {groups.map((group) => (
                <li key={group.code}>
                  <IssueGroupCard runId={runId} group={group} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </Stack>
    </Section>
  );
}
