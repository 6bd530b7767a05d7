import { makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle';
import { SubtractCircleRegular } from '@fluentui/react-icons/svg/subtract-circle';
import { useTranslation } from 'react-i18next';
import type { Audience, Membership } from '../definition.ts';
import { reasonName } from './out-reason.ts';
import { useRuleName } from './use-rule-name.ts';

const useStyles = makeStyles({
  text: { display: 'grid', gridTemplateColumns: '24px minmax(0, 1fr)', gap: tokens.spacingHorizontalXS, margin: 0 },
  icon: { fontSize: '20px' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  out: { color: tokens.colorNeutralForeground3 },
});

/** Why a mailbox is in or out, in a sentence. @param membership Null: there is no such mailbox. */
export function MembershipText({
  membership,
  rules,
}: {
  readonly membership: Membership | null;
  readonly rules: Pick<Audience, 'include' | 'exclude'>;
}) {
  const styles = useStyles();
  const { t } = useTranslation('syncs');
  const ruleName = useRuleName();
  if (membership === null) return <p className={styles.text}>{t('audience.whyUnknown')}</p>;
  const { kind, rule, reason } = membership;
  const by = rule === null ? undefined : (kind === 'excluded' ? rules.exclude : rules.include)[rule];
  return (
    <p className={styles.text}>
      {kind === 'in' ? (
        <CheckmarkCircleFilled className={`${styles.icon} ${styles.good}`} aria-hidden />
      ) : (
        <SubtractCircleRegular className={`${styles.icon} ${styles.out}`} aria-hidden />
      )}
      <span>{t(`audience.explain.${reasonName(kind, reason)}`, { rule: ruleName(by) })}</span>
    </p>
  );
}
