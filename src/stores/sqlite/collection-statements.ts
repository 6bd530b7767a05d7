import { z } from 'zod';
import { listed, param, type SqliteDatabase } from './database.ts';

const headRow = z.object({
  version: z.number(),
  itemCount: z.number(),
  cursorSealed: z.instanceof(Uint8Array).nullable(),
  definitionHash: z.string().nullable(),
  readAt: z.string().nullable(),
  snapshotAt: z.string().nullable(),
});

const stateRow = z.object({ collectionKey: z.number(), version: z.number(), itemCount: z.number() });

const entryRow = z.object({
  itemId: z.string(),
  contentHash: z.string(),
  version: z.number(),
  itemSealed: z.instanceof(Uint8Array).nullable(),
});

/** The statements of collections and their items. */
export function prepareCollections(database: SqliteDatabase, pageSize: number) {
  const { query } = database;
  const collection = query
    .selectFrom('collections')
    .where('tenant_id', '=', param<string>('tenantId'))
    .where('collection_id', '=', param<string>('collectionId'));
  const items = query.selectFrom('items').where('collection_key', '=', collection.select('collection_key'));

  return {
    head: database.rows(
      collection.select([
        'version',
        'item_count as itemCount',
        'cursor_sealed as cursorSealed',
        'definition_hash as definitionHash',
        'read_at as readAt',
        'snapshot_at as snapshotAt',
      ]),
      headRow,
    ),
    state: database.rows(
      collection.select(['collection_key as collectionKey', 'version', 'item_count as itemCount']),
      stateRow,
    ),
    hashes: database.rows(
      items.select(['item_id as itemId', 'content_hash as contentHash']).where('item_id', 'in', listed('itemIds')),
      entryRow.pick({ itemId: true, contentHash: true }),
    ),
    liveIds: database.rows(
      items
        .select('item_id as itemId')
        .where('item_id', '>', param<string>('after'))
        .where('content_hash', '<>', '')
        .orderBy('item_id')
        .limit(pageSize),
      entryRow.pick({ itemId: true }),
    ),
    changes: database.rows(
      items
        .select(['item_id as itemId', 'content_hash as contentHash', 'version', 'item_sealed as itemSealed'])
        .where('version', '>', param<number>('after'))
        .where('version', '<=', param<number>('upTo'))
        .orderBy('version')
        .limit(pageSize),
      entryRow,
    ),
    addCollection: database.change(
      query
        .insertInto('collections')
        .values({ tenant_id: param('tenantId'), collection_id: param('collectionId'), version: 0, item_count: 0 })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'collection_id']).doNothing()),
    ),
    putEntry: database.change(
      query
        .insertInto('items')
        .values({
          collection_key: param('collectionKey'),
          item_id: param('itemId'),
          version: param('version'),
          content_hash: param('contentHash'),
          item_sealed: param('itemSealed'),
        })
        .onConflict((conflict) =>
          conflict.columns(['collection_key', 'item_id']).doUpdateSet((row) => ({
            version: row.ref('excluded.version'),
            content_hash: row.ref('excluded.content_hash'),
            item_sealed: row.ref('excluded.item_sealed'),
          })),
        ),
    ),
    moveHead: database.change(
      query
        .updateTable('collections')
        .set((row) => ({
          version: param('version'),
          item_count: param('itemCount'),
          first_append_at: row.fn.coalesce('first_append_at', param<string>('appendedAt')),
        }))
        .where('collection_key', '=', param<number>('collectionKey')),
    ),
    completeRead: database.change(
      query
        .updateTable('collections')
        .set((row) => ({
          cursor_sealed: param<Uint8Array>('cursorSealed'),
          definition_hash: param('definitionHash'),
          read_at: param('readAt'),
          snapshot_at: row.fn.coalesce(param<string>('snapshotAt'), 'snapshot_at'),
        }))
        .where('tenant_id', '=', param<string>('tenantId'))
        .where('collection_id', '=', param<string>('collectionId')),
    ),
  };
}
