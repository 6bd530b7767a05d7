import { makeStyles, tokens } from '@fluentui/react-components';
import { ShieldCheckmarkRegular } from '@fluentui/react-icons/svg/shield-checkmark';
import { useTranslation } from 'react-i18next';
import { Stack } from '../../../ui/stack.tsx';
import { Stat, Stats } from '../../../ui/stat.tsx';
import { Count } from '../../../ui/values.tsx';
import type { PlanTotals } from '../definition.ts';

const useStyles = makeStyles({
  own: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    margin: 0,
    color: tokens.colorNeutralForeground2,
  },
  icon: { fontSize: '20px', color: tokens.colorStatusSuccessForeground1 },
  nothing: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
});

/** What would happen, in numbers. */
export function PlanFigures({ totals }: { readonly totals: PlanTotals }) {
  const styles = useStyles();
  const { t } = useTranslation('syncs');
  const { creates, updates, deletes, items, itemsAdded, itemsChanged, itemsRemoved, mailboxes } = totals;
  const notes = [
    ...(totals.mailboxesJoining > 0 ? [t('plan.joining', { count: totals.mailboxesJoining })] : []),
    ...(totals.mailboxesLeaving > 0 ? [t('plan.leaving', { count: totals.mailboxesLeaving })] : []),
    ...(totals.foldersToMake > 0 ? [t('plan.folders', { count: totals.foldersToMake })] : []),
    ...(totals.foldersUnavailable > 0 ? [t('plan.unavailable', { count: totals.foldersUnavailable })] : []),
  ];
  const isNothing = creates + updates + deletes + totals.mailboxesLeaving === 0;
  return (
    <Stack>
      {isNothing && <p className={styles.nothing}>{t('plan.nothing')}</p>}
      <Stats>
        <Stat label={t('plan.creates')} value={<Count value={creates} />} />
        <Stat label={t('plan.updates')} value={<Count value={updates} />} />
        <Stat
          label={t('plan.deletes')}
          value={<Count value={deletes} />}
          {...(deletes > 0 ? { tone: 'warning' as const } : {})}
        />
        <Stat label={t('plan.mailboxes')} value={<Count value={mailboxes} />} note={notes.join(', ')} />
        <Stat
          label={t('plan.items')}
          value={<Count value={items} />}
          note={t('plan.itemsNote', { added: itemsAdded, changed: itemsChanged, removed: itemsRemoved })}
        />
      </Stats>
      <p className={styles.own}>
        <ShieldCheckmarkRegular className={styles.icon} aria-hidden />
        {t('plan.own')} {totals.mappingIssues > 0 && t('plan.issues', { count: totals.mappingIssues })}
      </p>
    </Stack>
  );
}
