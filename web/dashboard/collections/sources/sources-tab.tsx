import { Button, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Stack } from '../../../ui/stack.tsx';
import { useFormats } from '../../../ui/values.tsx';
import { useApi } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import type { Source } from '../definition.ts';
import { useDraft } from '../draft/draft-context.tsx';
import { usePreview } from '../use-preview.ts';
import { DeleteSource } from './delete-source.tsx';
import { SourceCard } from './source-card.tsx';

const SourcePanel = lazy(async () => ({ default: (await import('./source-panel.tsx')).SourcePanel }));

const useStyles = makeStyles({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
  },
  heading: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500 },
  lead: { margin: 0, color: tokens.colorNeutralForeground2, maxWidth: '72ch' },
});

/** Where the entries of the list come from. */
export function SourcesTab() {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const { list } = useFormats();
  const { tenantId } = useTenant();
  const { draft, sources, allSources, isReadOnly, change } = useDraft();
  const [open, setOpen] = useState<Source | 'new' | null>(null);
  const definitions = useApi('getDefinitions', { params: { tenantId } });
  const preview = usePreview({ ...draft, filter: [] });
  const { sourceIds } = draft;
  const others = allSources.filter(({ sourceId }) => !sourceIds.includes(sourceId));
  const usersOf = (id: string) =>
    (definitions.data?.data.definitions.collections ?? []).filter((one) => one.sourceIds.includes(id));
  const countsOf = (id: string) =>
    preview.data?.unread.includes(id) ? null : (preview.data?.sources.find(({ sourceId }) => sourceId === id) ?? null);
  const use = (sourceId: string) => {
    if (!sourceIds.includes(sourceId)) change({ sourceIds: [...sourceIds, sourceId] });
  };

  return (
    <Stack gap="l">
      <Stack>
        <div className={styles.head}>
          <h2 className={styles.heading}>{t('sources.title')}</h2>
          {!isReadOnly && (
            <Button appearance="primary" icon={<AddRegular />} onClick={() => setOpen('new')}>
              {t('sources.add')}
            </Button>
          )}
        </div>
        <p className={styles.lead}>{t('sources.lead')}</p>
        {preview.data && preview.data.unread.length > 0 && (
          <MessageBar intent="info" layout="multiline">
            <MessageBarBody>{t('unread', { sources: list(preview.data.unread) })}</MessageBarBody>
          </MessageBar>
        )}
        {sources.map((source) => (
          <SourceCard key={source.sourceId} source={source} counts={countsOf(source.sourceId)}>
            {!isReadOnly && (
              <>
                <Button aria-label={t('sources.editOf', { name: source.sourceId })} onClick={() => setOpen(source)}>
                  {t('sources.edit')}
                </Button>
                <Button
                  appearance="subtle"
                  aria-label={t('sources.removeOf', { name: source.sourceId })}
                  disabledFocusable={sourceIds.length === 1}
                  onClick={() => change({ sourceIds: sourceIds.filter((id) => id !== source.sourceId) })}
                >
                  {t('sources.remove')}
                </Button>
              </>
            )}
          </SourceCard>
        ))}
      </Stack>
      {others.length > 0 && (
        <Stack>
          <h2 className={styles.heading}>{t('sources.others')}</h2>
          <p className={styles.lead}>{t('sources.othersLead')}</p>
          {others.map((source) => (
            <SourceCard key={source.sourceId} source={source} counts={null}>
              {!isReadOnly && (
                <>
                  <Button
                    aria-label={t('sources.useOf', { name: source.sourceId })}
                    onClick={() => use(source.sourceId)}
                  >
                    {t('sources.use')}
                  </Button>
                  <DeleteSource
                    sourceId={source.sourceId}
                    usedBy={usersOf(source.sourceId).map(({ collectionId }) => collectionId)}
                  />
                </>
              )}
            </SourceCard>
          ))}
        </Stack>
      )}
      {open !== null && (
        <Suspense>
          <SourcePanel
            source={open === 'new' ? null : open}
            onSaved={(sourceId) => {
              setOpen(null);
              use(sourceId);
            }}
            onClose={() => setOpen(null)}
          />
        </Suspense>
      )}
    </Stack>
  );
}
