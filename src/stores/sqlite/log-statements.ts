import { sql } from 'kysely';
import { z } from 'zod';
import { listed, param, type SqliteDatabase } from './database.ts';
import type { LogKind } from './schema.ts';

const headRow = z.object({
  version: z.number(),
  itemCount: z.number(),
  cursorSealed: z.instanceof(Uint8Array).nullable(),
  definitionHash: z.string().nullable(),
  readAt: z.string().nullable(),
  snapshotAt: z.string().nullable(),
});

const stateRow = z.object({ logKey: z.number(), version: z.number(), itemCount: z.number() });

const entryRow = z.object({
  itemId: z.string(),
  contentHash: z.string(),
  version: z.number(),
  contentSealed: z.instanceof(Uint8Array).nullable(),
  goneAt: z.string().nullable(),
});

export type EntryRow = z.infer<typeof entryRow>;

/** The statements of one kind of logs and their entries. */
export function prepareLogs(database: SqliteDatabase, kind: LogKind, pageSize: number) {
  const { query } = database;
  const log = selectLog(database, kind);
  const entries = query.selectFrom('entries').where('log_key', '=', log.select('log_key'));
  const wholeEntries = entries.select([
    'item_id as itemId',
    'content_hash as contentHash',
    'version',
    'content_sealed as contentSealed',
    'gone_at as goneAt',
  ]);

  return {
    head: database.rows(
      log.select([
        'version',
        'item_count as itemCount',
        'cursor_sealed as cursorSealed',
        'definition_hash as definitionHash',
        'read_at as readAt',
        'snapshot_at as snapshotAt',
      ]),
      headRow,
    ),
    state: database.rows(log.select(['log_key as logKey', 'version', 'item_count as itemCount']), stateRow),
    hashes: database.rows(
      entries.select(['item_id as itemId', 'content_hash as contentHash']).where('item_id', 'in', listed('itemIds')),
      entryRow.pick({ itemId: true, contentHash: true }),
    ),
    entries: database.rows(wholeEntries.where('item_id', 'in', listed('itemIds')), entryRow),
    liveIds: database.rows(
      entries
        .select('item_id as itemId')
        .where('item_id', '>', param<string>('after'))
        .where('content_hash', '<>', '')
        .orderBy('item_id')
        .limit(pageSize),
      entryRow.pick({ itemId: true }),
    ),
    changes: database.rows(
      wholeEntries
        .where('version', '>', param<number>('after'))
        .where('version', '<=', param<number>('upTo'))
        .orderBy('version')
        .limit(pageSize),
      entryRow,
    ),
    addLog: database.change(
      query
        .insertInto('logs')
        .values({
          tenant_id: param('tenantId'),
          kind: sql.lit(kind),
          log_id: param('logId'),
          version: 0,
          item_count: 0,
          history_from: 0,
        })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'kind', 'log_id']).doNothing()),
    ),
    keepFormer: database.change(
      query
        .insertInto('former_entries')
        .columns(['log_key', 'item_id', 'version', 'content_hash', 'content_sealed', 'replaced_version', 'replaced_at'])
        .expression(
          query
            .selectFrom('entries')
            .select([
              'log_key',
              'item_id',
              'version',
              'content_hash',
              'content_sealed',
              param<number>('version').as('replaced_version'),
              param<string>('at').as('replaced_at'),
            ])
            .where('log_key', '=', param<number>('logKey'))
            .where('item_id', '=', param<string>('itemId')),
        ),
    ),
    /** A tombstone of what was gone before stays as old, and as ripe, as it was. */
    putEntry: database.change(
      query
        .insertInto('entries')
        .values({
          log_key: param('logKey'),
          item_id: param('itemId'),
          version: param('version'),
          content_hash: param('contentHash'),
          content_sealed: param('contentSealed'),
          gone_at: param('goneAt'),
          ripened_days: 0,
        })
        .onConflict((conflict) =>
          conflict.columns(['log_key', 'item_id']).doUpdateSet((row) => ({
            version: row.ref('excluded.version'),
            content_hash: row.ref('excluded.content_hash'),
            content_sealed: row.ref('excluded.content_sealed'),
            gone_at: row
              .case()
              .when('excluded.gone_at', 'is not', null)
              .then(row.fn.coalesce('entries.gone_at', 'excluded.gone_at'))
              .end(),
            ripened_days: row
              .case()
              .when('excluded.gone_at', 'is not', null)
              .then(row.ref('entries.ripened_days'))
              .else(0)
              .end(),
          })),
        ),
    ),
    moveHead: database.change(
      query
        .updateTable('logs')
        .set((row) => ({
          version: param('version'),
          item_count: param('itemCount'),
          first_append_at: row.fn.coalesce('first_append_at', param<string>('at')),
        }))
        .where('log_key', '=', param<number>('logKey')),
    ),
    completeRead: database.change(
      query
        .updateTable('logs')
        .set((row) => ({
          cursor_sealed: param<Uint8Array>('cursorSealed'),
          definition_hash: param('definitionHash'),
          read_at: param('readAt'),
          snapshot_at: row.fn.coalesce(param<string>('snapshotAt'), 'snapshot_at'),
        }))
        .where('tenant_id', '=', param<string>('tenantId'))
        .where('kind', '=', sql.lit(kind))
        .where('log_id', '=', param<string>('logId')),
    ),
  };
}

/** The statements of what only collections have: what was there before, and tombstones that are appended again. */
export function prepareHistory(database: SqliteDatabase, pageSize: number) {
  const { query } = database;
  const collection = selectLog(database, 'collection');

  return {
    state: database.rows(
      collection.select(['log_key as logKey', 'version', 'history_from as historyFrom']),
      stateRow.omit({ itemCount: true }).extend({ historyFrom: z.number() }),
    ),
    // By item id, with a look at every entry, once in all: the plus keeps SQLite from sorting all changes for each page.
    asOf: database.rows(
      query
        .selectFrom('entries')
        .leftJoin('former_entries as former', (join) =>
          join
            .onRef('former.log_key', '=', 'entries.log_key')
            .onRef('former.item_id', '=', 'entries.item_id')
            .on('former.version', '<=', param<number>('version'))
            .on('former.replaced_version', '>', param<number>('version')),
        )
        .select([
          'entries.item_id as itemId',
          'former.content_hash as contentHash',
          'former.content_sealed as contentSealed',
        ])
        .where('entries.log_key', '=', param<number>('logKey'))
        .where('entries.item_id', '>', param<string>('after'))
        .where(sql<number>`+entries.version`, '>', param<number>('version'))
        .orderBy('entries.item_id')
        .limit(pageSize),
      z.object({
        itemId: z.string(),
        contentHash: z.string().nullable(),
        contentSealed: z.instanceof(Uint8Array).nullable(),
      }),
    ),
    ripe: database.rows(
      query
        .selectFrom('entries')
        .select('item_id as itemId')
        .where('log_key', '=', param<number>('logKey'))
        .where('gone_at', '<', param<string>('goneBefore'))
        .where('ripened_days', '<', param<number>('days'))
        .orderBy('version'),
      entryRow.pick({ itemId: true }),
    ),
    ripen: database.change(
      query
        .updateTable('entries')
        .set({ version: param('version'), ripened_days: param('days') })
        .where('log_key', '=', param<number>('logKey'))
        .where('item_id', '=', param<string>('itemId')),
    ),
    moveVersion: database.change(
      query
        .updateTable('logs')
        .set({ version: param('version') })
        .where('log_key', '=', param<number>('logKey')),
    ),
  };
}

function selectLog({ query }: SqliteDatabase, kind: LogKind) {
  return query
    .selectFrom('logs')
    .where('tenant_id', '=', param<string>('tenantId'))
    .where('kind', '=', sql.lit(kind))
    .where('log_id', '=', param<string>('logId'));
}
