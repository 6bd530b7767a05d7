import { setBounded } from '../sync/bounded-map.ts';
import type { TenantId } from '../tenants/ports.ts';
import type { PhotoStore } from './stores.ts';

/** Images kept in memory during a run: each goes into many mailboxes. */
const imagesKept = 500;

/** Reads scaled photos by their hash, and remembers those that were last asked for. */
export function createImages(photos: Pick<PhotoStore, 'image'>, tenantId: TenantId) {
  const known = new Map<string, Promise<Uint8Array | null>>();
  return (hash: string): Promise<Uint8Array | null> => {
    const image = known.get(hash) ?? photos.image(tenantId, hash);
    setBounded(known, hash, image, imagesKept);
    return image;
  };
}
