import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../ui/values.tsx';
import type { PlanTotals } from '../definition.ts';
import { PlanHeld } from './plan-held.tsx';
import { PlanMailboxes } from './plan-mailboxes.tsx';
import { PlanPeople } from './plan-people.tsx';

const parts = ['mailboxes', 'people', 'held'] as const;
type Part = (typeof parts)[number];

const useStyles = makeStyles({ panel: { marginTop: tokens.spacingVerticalL } });

/** What would happen, one by one: by mailbox, by person, and what would wait. */
export function PlanTabs({
  planId,
  syncId,
  totals,
  itemsCut,
}: {
  readonly planId: string;
  readonly syncId: string;
  readonly totals: PlanTotals;
  readonly itemsCut: boolean;
}) {
  const styles = useStyles();
  const { t } = useTranslation('syncs');
  const { number } = useFormats();
  const id = useId();
  const [part, setPart] = useState<Part>(totals.heldBy === null ? 'mailboxes' : 'held');
  const changes = totals.itemsAdded + totals.itemsChanged + totals.itemsRemoved;
  // Those that leave are listed beside those of the audience.
  const counts = { mailboxes: totals.mailboxes + totals.mailboxesLeaving, people: changes, held: null };
  return (
    <div>
      <TabList
        aria-label={t('plan.tabs')}
        selectedValue={part}
        onTabSelect={(_, { value }) => setPart(parts.find((one) => one === value) ?? 'mailboxes')}
      >
        {parts.map((one) => {
          const count = counts[one];
          return (
            <Tab key={one} value={one} id={`${id}-${one}`} aria-controls={`${id}-panel`}>
              {t(`plan.tab.${one}`)}
              {count === null ? '' : ` (${number(count)})`}
            </Tab>
          );
        })}
      </TabList>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${part}`} className={styles.panel}>
        {part === 'mailboxes' && <PlanMailboxes planId={planId} />}
        {part === 'people' && <PlanPeople planId={planId} isCut={itemsCut} changes={changes} />}
        {part === 'held' && <PlanHeld totals={totals} syncId={syncId} />}
      </div>
    </div>
  );
}
