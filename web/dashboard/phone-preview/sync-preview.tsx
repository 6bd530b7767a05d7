import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { listRoutes } from '../../../src/api/contract/lists.routes.ts';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { Stack } from '../../ui/stack.tsx';
import { useApi } from '../api/api.ts';
import { urlOf } from '../api/client.ts';
import { useSession, useTenant } from '../api/session.ts';
import { CardDetails } from './card-details.tsx';
import { PeoplePicker } from './people-picker.tsx';
import { firstShown, type Sync, shownName } from './preview.ts';
import { oneColumn } from './room.ts';
import { Stage } from './stage.tsx';
import type { StageSettings } from './stage-settings.ts';
import { usePeople } from './use-people.ts';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: '272px minmax(0, 1fr)',
    alignItems: 'start',
    gap: tokens.spacingHorizontalXXL,
    [`@media ${oneColumn}`]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
});

/** The people of a sync's list, and one of them as phones show them: at first whoever looks. */
export function SyncPreview({
  syncs,
  sync,
  itemId: wanted,
  settings,
  onSync,
  onChoose,
}: {
  readonly syncs: readonly Sync[];
  readonly sync: Sync;
  /** Null: nobody is chosen yet. */
  readonly itemId: string | null;
  readonly settings: StageSettings;
  readonly onSync: (syncId: string) => void;
  readonly onChoose: (itemId: string) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('phone-preview');
  const { tenantId } = useTenant();
  const { syncId, collectionId } = sync;
  const people = usePeople(collectionId);
  const { person } = useSession();
  const own = useApi(
    'listItems',
    { params: { tenantId, collectionId }, query: { search: person?.userName ?? '', limit: 1 } },
    { enabled: wanted === null },
  );
  const first = own.isPending ? null : (own.data?.items[0] ?? firstShown(people.found));
  const itemId = wanted ?? first?.itemId ?? null;
  const { data, error, isPlaceholderData, refetch } = useApi(
    'getPhonePreview',
    { params: { tenantId, syncId, itemId: itemId ?? '' } },
    { enabled: itemId !== null },
  );
  const preview = error ? undefined : data;
  const photo = preview?.item.hasPhoto
    ? urlOf(listRoutes.getItemPhoto.path, { tenantId, collectionId, itemId: preview.item.itemId })
    : null;
  const name = preview === undefined ? '' : shownName(preview);
  return (
    <Stack gap="l">
      <div className={styles.columns}>
        <PeoplePicker
          syncs={syncs}
          sync={sync}
          people={people}
          chosen={itemId === null ? null : { itemId, name }}
          onSync={onSync}
          onChoose={onChoose}
        />
        {error && <ProblemMessage problem={error} onRetry={() => void refetch()} />}
        {preview === undefined && !error && <PageSkeleton label={t('loading')} rows={10} />}
        {preview !== undefined && (
          <Stage
            preview={preview}
            photo={photo}
            people={people.found}
            search={people.search}
            collectionId={collectionId}
            settings={settings}
            isWaiting={isPlaceholderData}
          />
        )}
      </div>
      {preview !== undefined && <CardDetails preview={preview} sync={sync} />}
    </Stack>
  );
}
