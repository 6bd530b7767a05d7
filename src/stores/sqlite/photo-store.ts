import { z } from 'zod';
import type { PhotoStore, StoredPhoto } from '../../runs/stores.ts';
import type { Vault } from '../../tenants/ports.ts';
import { listed, param, type SqliteDatabase } from './database.ts';

const photoRow: z.ZodType<StoredPhoto> = z.object({
  itemId: z.string(),
  etag: z.string().nullable(),
  hash: z.string().nullable(),
  checkedAt: z.string(),
});

const imageRow = z.object({ jpegSealed: z.instanceof(Uint8Array) });

/** An image is kept once, by its hash, for as long as a photo of any source is it. */
export function createPhotoStore(database: SqliteDatabase, vault: Vault): PhotoStore {
  const statements = preparePhotos(database);

  return {
    async photos(tenantId, sourceId, itemIds) {
      const photos = statements.photos({ tenantId, sourceId, itemIds: JSON.stringify(itemIds) });
      return new Map(photos.map((photo) => [photo.itemId, photo]));
    },
    async putPhoto(tenantId, sourceId, { itemId, etag, hash, checkedAt }, jpeg) {
      const jpegSealed =
        hash === null || jpeg === null ? null : (await vault.forTenant(tenantId)).seal(imageContext(hash), jpeg);
      database.transaction(() => {
        const itemIds = JSON.stringify([itemId]);
        const former = statements.photos({ tenantId, sourceId, itemIds })[0]?.hash ?? null;
        statements.putPhoto({ tenantId, sourceId, itemId, etag, hash, checkedAt });
        if (jpegSealed) statements.putImage({ tenantId, hash, jpegSealed });
        if (former !== null && former !== hash) statements.forgetImages({ tenantId, hashes: JSON.stringify([former]) });
      });
    },
    async image(tenantId, hash) {
      const [row] = statements.image({ tenantId, hash });
      return row ? (await vault.forTenant(tenantId)).open(imageContext(hash), row.jpegSealed) : null;
    },
    async removePhotos(tenantId, sourceId, itemIds) {
      database.transaction(() => {
        const values = { tenantId, sourceId, itemIds: JSON.stringify(itemIds) };
        const hashes = statements.photos(values).map(({ hash }) => hash);
        statements.removePhotos(values);
        statements.forgetImages({ tenantId, hashes: JSON.stringify(hashes) });
      });
    },
  };
}

function preparePhotos(database: SqliteDatabase) {
  const { query } = database;
  const tenantId = param<string>('tenantId');
  const sourceId = param<string>('sourceId');

  return {
    photos: database.rows(
      query
        .selectFrom('photos')
        .select(['item_id as itemId', 'etag', 'hash', 'checked_at as checkedAt'])
        .where('tenant_id', '=', tenantId)
        .where('source_id', '=', sourceId)
        .where('item_id', 'in', listed('itemIds')),
      photoRow,
    ),
    putPhoto: database.change(
      query
        .insertInto('photos')
        .values({
          tenant_id: tenantId,
          source_id: sourceId,
          item_id: param('itemId'),
          etag: param('etag'),
          hash: param('hash'),
          checked_at: param('checkedAt'),
        })
        .onConflict((conflict) =>
          conflict.columns(['tenant_id', 'source_id', 'item_id']).doUpdateSet((row) => ({
            etag: row.ref('excluded.etag'),
            hash: row.ref('excluded.hash'),
            checked_at: row.ref('excluded.checked_at'),
          })),
        ),
    ),
    removePhotos: database.change(
      query
        .deleteFrom('photos')
        .where('tenant_id', '=', tenantId)
        .where('source_id', '=', sourceId)
        .where('item_id', 'in', listed('itemIds')),
    ),
    image: database.rows(
      query
        .selectFrom('images')
        .select('jpeg_sealed as jpegSealed')
        .where('tenant_id', '=', tenantId)
        .where('hash', '=', param<string>('hash')),
      imageRow,
    ),
    putImage: database.change(
      query
        .insertInto('images')
        .values({ tenant_id: tenantId, hash: param('hash'), jpeg_sealed: param('jpegSealed') })
        .onConflict((conflict) =>
          conflict
            .columns(['tenant_id', 'hash'])
            .doUpdateSet((row) => ({ jpeg_sealed: row.ref('excluded.jpeg_sealed') })),
        ),
    ),
    /** Of the given ones, those that no photo is any more. */
    forgetImages: database.change(deleteUnusedImages(database).where('hash', 'in', listed('hashes'))),
  };
}

/** A tenant's images that no photo is. */
export function deleteUnusedImages({ query }: SqliteDatabase) {
  return query
    .deleteFrom('images')
    .where('tenant_id', '=', param<string>('tenantId'))
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('photos')
            .select('photos.hash')
            .whereRef('photos.tenant_id', '=', 'images.tenant_id')
            .whereRef('photos.hash', '=', 'images.hash'),
        ),
      ),
    );
}

/** As the place of a sealed text. */
function imageContext(hash: string): string {
  return JSON.stringify(['images.jpeg', hash]);
}
