import { makeStyles, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLinkStyle } from '../../ui/link-style.ts';
import { Section } from '../../ui/section.tsx';
import { DateTime } from '../../ui/values.tsx';
import { useTenant } from '../api/session.ts';
import { useCodeTexts } from '../runs/use-code-texts.ts';
import type { MailboxIssue } from './mailbox.ts';

const useStyles = makeStyles({
  list: { display: 'grid', gap: tokens.spacingVerticalM, margin: 0, padding: 0, listStyle: 'none' },
  issue: { display: 'grid', gap: '2px' },
  meaning: { fontWeight: tokens.fontWeightSemibold },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
  none: { margin: 0, color: tokens.colorNeutralForeground2 },
});

/** What could not be done in the mailbox lately, and what helps. */
export function MailboxIssues({ issues }: { readonly issues: readonly MailboxIssue[] }) {
  const styles = useStyles();
  const link = useLinkStyle();
  const { t } = useTranslation('mailboxes');
  const { tenantId } = useTenant();
  const textsOf = useCodeTexts();
  return (
    <Section title={t('page.issues')}>
      {issues.length === 0 && <p className={styles.none}>{t('page.noIssues')}</p>}
      <ul className={styles.list}>
        {issues.map(({ runId, at, code, detail, itemId }) => {
          const { meaning, remedy } = textsOf(code);
          return (
            <li key={`${runId} ${code} ${itemId} ${detail}`} className={styles.issue}>
              <span className={styles.meaning}>{meaning}</span>
              <span>{remedy}</span>
              <p className={styles.quiet}>
                <DateTime instant={at} /> · {code} · {detail} ·{' '}
                <Link to="/t/$tenantId/runs/$runId" params={{ tenantId, runId }} className={link}>
                  {t('page.showRun')}
                </Link>
              </p>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
