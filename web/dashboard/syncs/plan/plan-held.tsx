import { makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { useLinkStyle } from '../../../ui/link-style.ts';
import { useTenant } from '../../api/session.ts';
import { useCodeTexts } from '../../runs/use-code-texts.ts';
import type { PlanTotals } from '../definition.ts';

const useStyles = makeStyles({
  box: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalXL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorStatusWarningBorder1}`,
    borderInlineStartWidth: '4px',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0, maxWidth: '72ch' },
  parts: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL, maxWidth: '72ch' },
});

/** What would wait for a person, and why. */
export function PlanHeld({ totals, syncId }: { readonly totals: PlanTotals; readonly syncId: string }) {
  const styles = useStyles();
  const link = useLinkStyle();
  const { t } = useTranslation('syncs');
  const { tenantId } = useTenant();
  const textsOf = useCodeTexts();
  const { heldBy, deletesHeld, changesHeld, leaversHeld } = totals;
  if (heldBy === null) {
    return (
      <EmptyState icon={CheckmarkCircleRegular} title={t('plan.heldNone')}>
        {t('plan.heldNoneText')}
      </EmptyState>
    );
  }
  const { meaning, remedy } = textsOf(heldBy);
  const parts = [
    ...(leaversHeld > 0 ? [t('plan.heldLeavers', { count: leaversHeld })] : []),
    ...(deletesHeld > 0 ? [t('plan.heldDeletes', { count: deletesHeld })] : []),
    ...(changesHeld > 0 ? [t('plan.heldChanges', { count: changesHeld })] : []),
  ];
  return (
    <div className={styles.box}>
      <h2 className={styles.title}>{meaning}</h2>
      <ul className={styles.parts}>
        {parts.map((part) => (
          <li key={part}>{part}</li>
        ))}
      </ul>
      {heldBy !== 'refused' && <p className={styles.text}>{t('plan.heldText')}</p>}
      <p className={styles.text}>{remedy}</p>
      <p className={styles.text}>
        <Link to="/t/$tenantId/syncs/$syncId/edit" params={{ tenantId, syncId }} hash="guards" className={link}>
          {t('plan.changeLimits')}
        </Link>
      </p>
    </div>
  );
}
