import type { PhotoStore } from '../../runs/stores.ts';
import { getOrAdd, type Rows, type TenantRows } from './tenant-rows.ts';

export function createPhotoStore(rows: Rows): PhotoStore {
  return {
    async photos(tenantId, sourceId, itemIds) {
      const photos = rows(tenantId).photos.get(sourceId);
      return new Map(
        itemIds.flatMap((itemId) => {
          const photo = photos?.get(itemId);
          return photo ? [[itemId, photo] as const] : [];
        }),
      );
    },
    async putPhoto(tenantId, sourceId, { itemId, etag, hash, checkedAt }, jpeg) {
      const tenant = rows(tenantId);
      const photos = getOrAdd(tenant.photos, sourceId, () => new Map());
      const former = photos.get(itemId)?.hash ?? null;
      photos.set(itemId, { itemId, etag, hash, checkedAt });
      if (hash !== null && jpeg !== null) tenant.images.set(hash, Uint8Array.from(jpeg));
      if (former !== null && former !== hash) forgetUnusedImages(tenant);
    },
    async image(tenantId, hash) {
      const image = rows(tenantId).images.get(hash);
      return image ? Uint8Array.from(image) : null;
    },
    async removePhotos(tenantId, sourceId, itemIds) {
      const tenant = rows(tenantId);
      for (const itemId of itemIds) tenant.photos.get(sourceId)?.delete(itemId);
      forgetUnusedImages(tenant);
    },
  };
}

/** An image stays for as long as a photo of any source is it. */
export function forgetUnusedImages({ photos, images }: TenantRows): void {
  const used = new Set([...photos.values()].flatMap((ofSource) => [...ofSource.values()].map(({ hash }) => hash)));
  for (const hash of images.keys()) if (!used.has(hash)) images.delete(hash);
}
