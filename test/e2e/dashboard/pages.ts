import type { Page } from 'playwright-core';
import { z } from 'zod';

/** Ids of the demo that addresses of pages need. */
export interface PageIds {
  readonly tenantId: string;
  readonly collectionId: string;
  readonly syncId: string;
  readonly runId: string;
  readonly mailboxId: string;
}

/** Every page that a person who is signed in can open, by a name for tests and pictures. */
export const pages: Readonly<Record<string, (ids: PageIds) => string>> = {
  home: ({ tenantId }) => `/t/${tenantId}`,
  collections: ({ tenantId }) => `/t/${tenantId}/collections`,
  'collection-overview': ({ tenantId, collectionId }) => `/t/${tenantId}/collections/${collectionId}`,
  'collection-people': ({ tenantId, collectionId }) => `/t/${tenantId}/collections/${collectionId}/people`,
  'collection-sources': ({ tenantId, collectionId }) => `/t/${tenantId}/collections/${collectionId}/sources`,
  'collection-filter': ({ tenantId, collectionId }) => `/t/${tenantId}/collections/${collectionId}/filter`,
  'collection-merging': ({ tenantId, collectionId }) => `/t/${tenantId}/collections/${collectionId}/merging`,
  'collection-mapping': ({ tenantId, collectionId }) => `/t/${tenantId}/collections/${collectionId}/mapping`,
  'collection-phones': ({ tenantId, collectionId }) => `/t/${tenantId}/collections/${collectionId}/phones`,
  'collection-limits': ({ tenantId, collectionId }) => `/t/${tenantId}/collections/${collectionId}/limits`,
  'phone-preview': ({ tenantId }) => `/t/${tenantId}/phone-preview`,
  syncs: ({ tenantId }) => `/t/${tenantId}/syncs`,
  sync: ({ tenantId, syncId }) => `/t/${tenantId}/syncs/${syncId}`,
  runs: ({ tenantId }) => `/t/${tenantId}/runs`,
  run: ({ tenantId, runId }) => `/t/${tenantId}/runs/${runId}`,
  mailboxes: ({ tenantId }) => `/t/${tenantId}/mailboxes`,
  mailbox: ({ tenantId, mailboxId }) => `/t/${tenantId}/mailboxes/${mailboxId}`,
  privacy: ({ tenantId }) => `/t/${tenantId}/privacy`,
  settings: ({ tenantId }) => `/t/${tenantId}/settings`,
  'audit-trail': ({ tenantId }) => `/t/${tenantId}/audit-trail`,
  connect: ({ tenantId }) => `/t/${tenantId}/connect`,
  tenants: () => '/tenants',
  reference: () => '/reference',
};

const items = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item) });

/** Reads the ids as the page's own person: from the API, in the page. */
export async function readIds(page: Page): Promise<PageIds> {
  const get = async <Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> =>
    schema.parse(await page.evaluate(async (url) => (await fetch(url)).json(), `/api/v1${path}`));
  const { memberships } = await get(
    '/session',
    z.object({ memberships: z.array(z.object({ tenantId: z.string(), state: z.string() })) }),
  );
  const tenantId = memberships.find(({ state }) => state === 'connected')?.tenantId ?? '';
  const base = `/tenants/${tenantId}`;
  const [sync] = (await get(`${base}/syncs`, items(z.object({ syncId: z.string(), collectionId: z.string() })))).items;
  const [run] = (await get(`${base}/runs`, items(z.object({ runId: z.string() })))).items;
  const [mailbox] = (await get(`${base}/mailboxes?state=ready`, items(z.object({ mailboxId: z.string() })))).items;
  return {
    tenantId,
    collectionId: sync?.collectionId ?? '',
    syncId: sync?.syncId ?? '',
    runId: run?.runId ?? '',
    mailboxId: mailbox?.mailboxId ?? '',
  };
}
