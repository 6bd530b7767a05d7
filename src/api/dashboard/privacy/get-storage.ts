import { goneAfter, type RetentionSettings, retentionSettings } from '../../../tenants/retention-settings.ts';
import type { StoredAmount, StoredKind } from '../../../tenants/tenant-data.ts';
import type { Api } from '../../contract/contract.ts';
import type { Handler } from '../../endpoint/handler.ts';

type StoredItem = Api['getStorage']['answer']['items'][number];

export const getStorage: Handler<'getStorage'> = async ({ params: { tenantId } }, { privacy }) => {
  const { settings } = await retentionSettings(privacy.documents, tenantId);
  const rows = await privacy.data.amounts(tenantId);
  const links = rows.find(({ what }) => what === 'links');
  const written: StoredAmount = { what: 'written-contacts', entries: links?.entries ?? 0, oldestAt: null };
  const amounts: readonly StoredAmount[] = [...rows, ...(await privacy.files(tenantId)), written];
  return { items: amounts.map((amount) => toItem(amount, settings)) };
};

interface Manner {
  readonly where: StoredItem['where'];
  readonly sealed: boolean;
  readonly personal: boolean;
  /** `cached`: as long as the tenant keeps what is cached; `days`: as many; `kept`: until the tenant removes it or leaves. */
  readonly goes: 'cached' | 'kept' | { readonly days: number };
}

const cache = { where: 'database', sealed: true, personal: true, goes: 'cached' } as const;
/** Ids and counts of which only who can look into Microsoft 365 knows whose they are. */
const ids = { where: 'database', sealed: false, personal: true, goes: 'cached' } as const;
const setUp = { where: 'database', sealed: true, personal: true, goes: 'kept' } as const;

const manners: Readonly<Record<StoredKind, Manner>> = {
  'address-list': cache,
  collections: cache,
  photos: cache,
  mailboxes: cache,
  links: ids,
  issues: ids,
  runs: { ...ids, personal: false },
  replicas: { ...ids, goes: 'kept' },
  members: setUp,
  sessions: { ...setUp, goes: { days: 7 } },
  'api-tokens': setUp,
  'audit-trail': setUp,
  definitions: setUp,
  documents: setUp,
  connections: { ...setUp, sealed: false, personal: false },
  notifications: { ...setUp, goes: { days: 1 } },
  'written-contacts': { where: 'mailboxes', sealed: false, personal: true, goes: 'kept' },
  'csv-files': { where: 'files', sealed: true, personal: true, goes: 'kept' },
};

function toItem({ what, entries, oldestAt }: StoredAmount, settings: RetentionSettings): StoredItem {
  const { goes, ...manner } = manners[what];
  return { what, ...manner, entries, oldestAt, goneAt: oldestAt === null ? null : goneAt(goes, settings, oldestAt) };
}

function goneAt(goes: Manner['goes'], settings: RetentionSettings, oldestAt: string): string | null {
  if (goes === 'kept') return null;
  return goneAfter(goes === 'cached' ? settings : goes, oldestAt);
}
