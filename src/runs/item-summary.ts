import type { Item, ItemId } from '../sync/items.ts';

/** An item in a line of a list. */
export interface ItemSummary {
  readonly itemId: ItemId;
  /** Empty: it has none. */
  readonly displayName: string;
  readonly jobTitle: string | null;
  readonly department: string | null;
  readonly company: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly hasPhoto: boolean;
}

export function summarizeItem({ itemId, fields, photo }: Item): ItemSummary {
  return {
    itemId,
    displayName: fields.displayName ?? '',
    jobTitle: fields.jobTitle ?? null,
    department: fields.department ?? null,
    company: fields.companyName ?? null,
    email: fields.emailAddresses?.[0]?.address ?? null,
    phone: fields.mobilePhone ?? fields.businessPhones?.[0] ?? fields.homePhones?.[0] ?? null,
    hasPhoto: photo !== undefined,
  };
}
