import { Outlet, useBlocker } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useTenant } from '../api/session.ts';
import { CollectionMenu } from './collection-menu.tsx';
import { CollectionTabs } from './collection-tabs.tsx';
import type { Collection, Source, Summary } from './definition.ts';
import { ChangedMeanwhile } from './draft/changed-meanwhile.tsx';
import { changeDraft, changedParts, type Draft, isOutdated } from './draft/draft.ts';
import { type CollectionDraft, DraftProvider } from './draft/draft-context.tsx';
import { SaveBar } from './draft/save-bar.tsx';
import { ReadLine } from './read-line.tsx';

/** The pages of a collection, which share one draft of it. */
export function CollectionEditor({
  saved,
  summary,
  allSources,
}: {
  readonly saved: Collection;
  readonly summary: Summary;
  readonly allSources: readonly Source[];
}) {
  const { t } = useTranslation('collections');
  const { tenantId, can } = useTenant();
  const [draft, setDraft] = useState<Draft | null>(null);
  const { collectionId } = saved;
  const root = `/t/${tenantId}/collections/${collectionId}`;
  const current = draft?.current ?? saved;
  const isReadOnly = !can('change');

  const value = useMemo<CollectionDraft>(
    () => ({
      saved,
      draft: current,
      isDirty: draft !== null,
      summary,
      sources: current.sourceIds.flatMap((id) => allSources.find(({ sourceId }) => sourceId === id) ?? []),
      allSources,
      isReadOnly,
      change: (change) => setDraft((before) => changeDraft(before, saved, change)),
    }),
    [saved, current, draft, summary, allSources, isReadOnly],
  );

  const leaving = useBlocker({
    shouldBlockFn: ({ next }) => next.pathname !== root && !next.pathname.startsWith(`${root}/`),
    enableBeforeUnload: () => draft !== null,
    disabled: draft === null,
    withResolver: true,
  });

  return (
    <DraftProvider value={value}>
      <PageHeader
        title={collectionId}
        lead={<ReadLine summary={summary} />}
        within={root}
        actions={<CollectionMenu summary={summary} />}
      />
      <CollectionTabs
        collectionId={collectionId}
        changed={draft === null ? [] : changedParts(draft.base, draft.current)}
      />
      {draft !== null && isOutdated(draft, saved) && (
        <ChangedMeanwhile draft={draft} saved={saved} onKeep={setDraft} onDiscard={() => setDraft(null)} />
      )}
      <Outlet />
      {draft !== null && <SaveBar draft={draft} onSaved={() => setDraft(null)} onDiscard={() => setDraft(null)} />}
      {leaving.status === 'blocked' && (
        <ConfirmDialog
          open
          title={t('leave.title')}
          confirm={t('leave.confirm')}
          danger
          onConfirm={leaving.proceed}
          onClose={leaving.reset}
        >
          {t('leave.text')}
        </ConfirmDialog>
      )}
    </DraftProvider>
  );
}
