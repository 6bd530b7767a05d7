import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { Stat, Stats } from '../../../ui/stat.tsx';
import { Count } from '../../../ui/values.tsx';
import { apiQuery } from '../../api/api.ts';
import type { Problem } from '../../api/problem.ts';
import { useTenant } from '../../api/session.ts';
import type { Source } from '../definition.ts';

const useStyles = makeStyles({
  lead: { margin: 0, color: tokens.colorNeutralForeground2, maxWidth: '64ch' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** What the list will be made of, before it is there. */
export function CheckStep({
  collectionId,
  sources,
  isBusy,
  error,
  onBack,
  onCreate,
}: {
  readonly collectionId: string;
  readonly sources: readonly Source[];
  readonly isBusy: boolean;
  readonly error: Problem | null;
  readonly onBack: () => void;
  readonly onCreate: () => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const { tenantId } = useTenant();
  const previews = useQueries({
    queries: sources.map((source) => apiQuery('previewSource', { params: { tenantId }, body: { source } })),
  });
  return (
    <Stack>
      <Stats>
        {sources.map(({ sourceId }, index) => {
          const preview = previews[index];
          const found = preview?.data;
          return (
            <Stat
              key={sourceId}
              label={sourceId}
              value={found === undefined ? '…' : <Count value={found.byRule.listed ?? 0} />}
              note={
                preview?.error
                  ? t('new.unreadable')
                  : found === undefined
                    ? t('sourcePreview.reading')
                    : t(found.complete ? 'funnel.entries' : 'sourcePreview.ofFirst', { count: found.entries })
              }
            />
          );
        })}
      </Stats>
      <p className={styles.lead}>{t('new.checkLead')}</p>
      {error && <ProblemMessage problem={error} />}
      <div className={styles.buttons}>
        <Button appearance="primary" disabledFocusable={isBusy} onClick={onCreate}>
          {t('new.create', { name: collectionId })}
        </Button>
        <Button onClick={onBack}>{t('back')}</Button>
      </div>
    </Stack>
  );
}
