import type { TenantId } from './ports.ts';

/** A group of an Entra tenant, read with the consent that a tenant of ours has there. */
export interface GroupOfTenant {
  readonly tenantId: TenantId;
  readonly entraTenantId: string;
  readonly groupId: string;
}

/** Reads who is in a group, also through groups in it. */
export interface GroupReader {
  /** @returns Object ids. @throws The group cannot be read: nobody is in it then. */
  peopleOf(group: GroupOfTenant): Promise<ReadonlySet<string>>;
}

/** Who leaves a group is out after so long at most. */
export const groupCachedMs = 5 * 60_000;
/** A group that could not be read is not asked for again so long. */
const refusalCachedMs = 30_000;

/** Whether a person is in a group, as of some minutes ago at most. */
export type IsInGroup = (group: GroupOfTenant, objectId: string) => Promise<boolean>;

/** Keeps what was read for some minutes; those who ask at the same time share one read. */
export function cachedGroups(reader: GroupReader, now: () => string): IsInGroup {
  const known = new Map<string, { readonly people: Promise<ReadonlySet<string>>; endMs: number }>();
  return async (group, objectId) => {
    const nowMs = Date.parse(now());
    for (const [key, { endMs }] of [...known]) if (endMs <= nowMs) known.delete(key);
    const key = JSON.stringify([group.tenantId, group.entraTenantId, group.groupId]);
    const cached = known.get(key);
    if (cached !== undefined) return (await cached.people).has(objectId);
    const entry = { people: nobodyIfUnreadable(), endMs: nowMs + groupCachedMs };
    known.set(key, entry);
    return (await entry.people).has(objectId);

    async function nobodyIfUnreadable(): Promise<ReadonlySet<string>> {
      try {
        return await reader.peopleOf(group);
      } catch {
        entry.endMs = Math.min(entry.endMs, nowMs + refusalCachedMs);
        return new Set();
      }
    }
  };
}
