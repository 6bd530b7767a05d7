import { Button, Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Stack } from '../../../ui/stack.tsx';
import type { Source } from '../definition.ts';
import { SourceCard } from '../sources/source-card.tsx';

const SourcePanel = lazy(async () => ({ default: (await import('../sources/source-panel.tsx')).SourcePanel }));

const useStyles = makeStyles({
  lead: { margin: 0, color: tokens.colorNeutralForeground2 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** Where the list comes from: sources that are there, and new ones. */
export function SourcesStep({
  sources,
  chosen,
  onChange,
  onBack,
  onNext,
}: {
  readonly sources: readonly Source[];
  readonly chosen: readonly string[];
  readonly onChange: (sourceIds: readonly string[]) => void;
  readonly onBack: () => void;
  readonly onNext: () => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const [isAdding, setAdding] = useState(false);
  return (
    <Stack>
      <p className={styles.lead}>{sources.length === 0 ? t('new.noSources') : t('new.sourcesLead')}</p>
      {sources.map((source) => {
        const { sourceId } = source;
        return (
          <SourceCard key={sourceId} source={source} counts={null}>
            <Checkbox
              label={t('sources.use')}
              aria-label={t('sources.useOf', { name: sourceId })}
              checked={chosen.includes(sourceId)}
              onChange={(_, { checked }) =>
                onChange(checked ? [...chosen, sourceId] : chosen.filter((id) => id !== sourceId))
              }
            />
          </SourceCard>
        );
      })}
      <div className={styles.buttons}>
        <Button
          icon={<AddRegular />}
          appearance={sources.length === 0 ? 'primary' : 'secondary'}
          onClick={() => setAdding(true)}
        >
          {t('sources.add')}
        </Button>
      </div>
      <div className={styles.buttons}>
        <Button appearance="primary" disabledFocusable={chosen.length === 0} onClick={onNext}>
          {t('next')}
        </Button>
        <Button onClick={onBack}>{t('back')}</Button>
      </div>
      {isAdding && (
        <Suspense>
          <SourcePanel
            source={null}
            onSaved={(sourceId) => {
              setAdding(false);
              onChange([...chosen, sourceId]);
            }}
            onClose={() => setAdding(false)}
          />
        </Suspense>
      )}
    </Stack>
  );
}
