import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronRightRegular } from '@fluentui/react-icons/svg/chevron-right';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTenant } from '../api/session.ts';
import { IssueList } from './issue-list.tsx';
import type { IssueGroup } from './run.ts';
import { useCodeTexts } from './use-code-texts.ts';

const useStyles = makeStyles({
  card: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  meaning: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  counts: { margin: 0, color: tokens.colorNeutralForeground2 },
  remedy: { margin: 0, maxWidth: '72ch' },
  button: { justifySelf: 'start', marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})` },
});

/** One remedy: what it is for, how many it concerns, and who they are. */
export function IssueGroupCard({ runId, group }: { readonly runId: string; readonly group: IssueGroup }) {
  const styles = useStyles();
  const { t } = useTranslation('runs');
  const { can } = useTenant();
  const [isOpen, setOpen] = useState(false);
  const listId = useId();
  const { meaning, remedy } = useCodeTexts()(group.code);
  const counts = [
    t('issueGroups.count', { count: group.issues }),
    ...(group.items > 0 ? [t('issueGroups.people', { count: group.items })] : []),
    ...(group.mailboxes > 0 ? [t('issueGroups.mailboxes', { count: group.mailboxes })] : []),
  ];
  return (
    <div className={styles.card}>
      <h4 className={styles.meaning}>{meaning}</h4>
      <p className={styles.counts}>
        {counts.join(' · ')} · {group.code}
      </p>
      <p className={styles.remedy}>
        <strong>{t('issueGroups.remedy')}:</strong> {remedy}
      </p>
      {can('read') && (
        <Button
          className={styles.button}
          appearance="subtle"
          icon={isOpen ? <ChevronDownRegular /> : <ChevronRightRegular />}
          aria-expanded={isOpen}
          {...(isOpen ? { 'aria-controls': listId } : {})}
          aria-label={`${isOpen ? t('issueGroups.hide') : t('issueGroups.show')}: ${meaning}`}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? t('issueGroups.hide') : t('issueGroups.show')}
        </Button>
      )}
      {isOpen && (
        <div id={listId}>
          <IssueList runId={runId} code={group.code} meaning={meaning} />
        </div>
      )}
    </div>
  );
}
