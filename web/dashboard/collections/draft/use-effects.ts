import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import type { EffectName } from '../../effects/effect-names.ts';
import type { Definitions } from '../definition.ts';
import type { Draft } from './draft.ts';
import { useDraft } from './draft-context.tsx';
import { mailboxesOf } from './mailboxes-of.ts';

const nothing: Definitions = { sources: [], collections: [], audiences: [], syncs: [] };

/** What saving a draft does: as the server tells, and in numbers. */
export function useEffects({ base, current }: Draft) {
  const { t } = useTranslation('collections');
  const { tenantId } = useTenant();
  const { summary } = useDraft();
  const params = { tenantId };
  const definitions = useApi('getDefinitions', { params });
  const syncs = useApi('listSyncs', { params });
  const all = definitions.data?.data.definitions ?? nothing;
  const collections = all.collections.map((one) => (one.collectionId === current.collectionId ? current : one));
  const check = useApi(
    'checkDefinitions',
    { params, body: { definitions: { ...all, collections } } },
    { enabled: definitions.data !== undefined },
  );
  const before = useApi('previewCollection', { params, body: { collection: base } });
  const after = useApi('previewCollection', { params, body: { collection: current } });
  const mailboxes = syncs.data ? mailboxesOf(syncs.data.items, summary.usedBySyncs) : null;

  const numberOf = (effect: EffectName): string | null => {
    if (mailboxes === null || mailboxes === 0) return null;
    const places = t('inMailboxes', { count: mailboxes });
    if (effect === 'cards-written-again') return t('upTo', { count: summary.items, places });
    if (effect === 'people-combined-anew') return t('upTo', { count: summary.items, places });
    return null;
  };
  return {
    check,
    before: before.data?.items ?? null,
    after: after.data?.items ?? null,
    unread: after.data?.unread ?? [],
    numberOf,
    mailboxes,
  };
}
