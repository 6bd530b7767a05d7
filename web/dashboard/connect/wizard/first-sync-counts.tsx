import { SkeletonItem } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Api } from '../../../../src/api/contract/contract.ts';
import { LiveRegion } from '../../../ui/live-region.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { Stat, Stats } from '../../../ui/stat.tsx';
import { Count } from '../../../ui/values.tsx';
import { useApi } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import { newValues, sourceOf } from '../../collections/sources/source-values.ts';

type Rule = Api['previewAudience']['body']['include'][number];

/** How many people are in the list, and how many mailboxes get it. @param rule Null: not chosen yet. */
export function FirstSyncCounts({ connectionId, rule }: { readonly connectionId: string; readonly rule: Rule | null }) {
  const { t } = useTranslation('connect');
  const { tenantId } = useTenant();
  const params = { tenantId };
  const source = sourceOf(newValues('gal', 'people', connectionId), null);
  const people = useApi('previewSource', { params, body: { source } }, { enabled: source !== null });
  const mailboxes = useApi(
    'previewAudience',
    { params, body: { connectionId, include: rule === null ? [] : [rule], exclude: [] } },
    { enabled: rule !== null },
  );
  const error = people.error ?? mailboxes.error;
  return (
    <Stack>
      <LiveRegion>
        <Stats>
          <Stat
            label={t('first.people')}
            value={people.data ? <Count value={people.data.entries} /> : <SkeletonItem size={40} />}
            note={people.data && !people.data.complete ? t('first.peopleMore') : t('first.peopleNote')}
          />
          <Stat
            label={t('first.mailboxes')}
            value={
              rule === null ? '–' : mailboxes.data ? <Count value={mailboxes.data.in} /> : <SkeletonItem size={40} />
            }
            note={t('first.mailboxesNote')}
          />
        </Stats>
      </LiveRegion>
      {error && (
        <ProblemMessage
          problem={error}
          onRetry={() => {
            void people.refetch();
            if (rule !== null) void mailboxes.refetch();
          }}
        />
      )}
    </Stack>
  );
}
