import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../ui/values.tsx';
import type { Audience, AudienceRule, Placement, Schedule, Sync } from '../definition.ts';
import { minutesPer, unitOf } from '../form/interval.ts';
import { allDays } from '../form/sync-form.ts';
import { useGroupName } from '../form/use-group-name.ts';
import { dayName } from '../form/weekdays.ts';

/** What was chosen in a sync, in words. */
export function useSentences() {
  const { t, i18n } = useTranslation('syncs');
  const { list } = useFormats();
  const groupName = useGroupName();

  const ruleText = (rule: AudienceRule): string => {
    switch (rule.kind) {
      case 'everyone':
        return t('sentence.everyone');
      case 'group':
        return groupName(rule.groupId);
      case 'mailboxes':
        return t('sentence.mailboxes', { count: rule.mailboxes.length });
    }
  };
  const rulesText = (rules: readonly AudienceRule[]) => list(rules.map(ruleText));

  const audienceText = ({ include, exclude }: Pick<Audience, 'include' | 'exclude'>) =>
    exclude.length === 0
      ? rulesText(include)
      : t('sentence.except', { who: rulesText(include), out: rulesText(exclude) });

  const placementText = (placement: Placement) =>
    placement.kind === 'folder' ? placement.path.join(' / ') : t('category', { name: placement.category });

  const scheduleText = (schedule: Schedule): string => {
    switch (schedule.kind) {
      case 'manual':
        return t('sentence.scheduleManual');
      case 'every': {
        const unit = unitOf(schedule.minutes);
        const count = schedule.minutes / minutesPer[unit];
        if (unit === 'days') return t('sentence.scheduleDays', { count });
        return unit === 'hours' ? t('sentence.scheduleHours', { count }) : t('sentence.scheduleMinutes', { count });
      }
      case 'daily': {
        const times = list([...schedule.at].sort());
        if (schedule.days.length === allDays.length) return t('sentence.scheduleDaily', { times });
        const days = list([...schedule.days].sort().map((day) => dayName(day, i18n.language, 'short')));
        return t('sentence.scheduleOn', { days, times });
      }
    }
  };

  const deletesText = (deletes: Sync['deletes']): string => {
    switch (deletes.kind) {
      case 'delete':
        return t('sentence.deletesDelete');
      case 'keep':
        return t('sentence.deletesKeep');
      case 'keep-days':
        return t('sentence.deletesDays', { count: deletes.days });
    }
  };

  const policyTexts = ({ deletes, drift, leavers, ownCard }: Sync): readonly string[] => [
    deletesText(deletes),
    t(drift.edited === 'restore' ? 'sentence.editedRestore' : 'sentence.editedLeave'),
    t(drift.deleted === 'restore' ? 'sentence.deletedRestore' : 'sentence.deletedLeave'),
    t(leavers === 'keep' ? 'sentence.leaversKeep' : 'sentence.leaversClean'),
    t(ownCard === 'keep' ? 'sentence.ownKeep' : 'sentence.ownOut'),
  ];

  return { audienceText, placementText, scheduleText, policyTexts };
}
