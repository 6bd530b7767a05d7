import { describe, expect, test } from 'vitest';
import type { StoredPhoto } from '../../../src/runs/stores.ts';
import type { OpenStores } from './open-stores.ts';
import { samplePhoto, tenant } from './sample-rows.ts';

const jpeg = Uint8Array.of(0xff, 0xd8, 0, 1);
const otherJpeg = Uint8Array.of(0xff, 0xd8, 2);

/** What every PhotoStore keeps. */
export function photoStoreContract(name: string, open: OpenStores): void {
  async function openPhotos() {
    const { photos } = await open();
    const put = (itemId: string, change: Partial<StoredPhoto> = {}, image: Uint8Array | null = jpeg, source = 'gal') =>
      photos.putPhoto(tenant, source, samplePhoto(itemId, change), image);
    const image = async (hash: string) => {
      const bytes = await photos.image(tenant, hash);
      return bytes && [...bytes];
    };
    return { photos, put, image };
  }

  describe(`photos in ${name}`, () => {
    test('an unknown photo is in no answer, an unknown image is null', async () => {
      const { photos, image } = await openPhotos();
      expect(await photos.photos(tenant, 'gal', ['a'])).toEqual(new Map());
      expect(await image('hash-1')).toBeNull();
      await photos.removePhotos(tenant, 'gal', ['a']);
    });

    test('photos of the asked items come, and the image by its hash', async () => {
      const { photos, put, image } = await openPhotos();
      await put('a');
      await put('b', { etag: null, hash: null }, null);
      await put('c', { hash: 'hash-2' }, otherJpeg);
      expect(await photos.photos(tenant, 'gal', ['a', 'b', 'unknown'])).toEqual(
        new Map([
          ['a', samplePhoto('a')],
          ['b', samplePhoto('b', { etag: null, hash: null })],
        ]),
      );
      expect(await photos.photos(tenant, 'gal', [])).toEqual(new Map());
      expect(await image('hash-1')).toEqual([...jpeg]);
      expect(await image('hash-2')).toEqual([...otherJpeg]);
    });

    test('what is put and given back belongs to the caller', async () => {
      const { photos, put, image } = await openPhotos();
      const mine = Uint8Array.from(jpeg);
      await put('a', {}, mine);
      mine.fill(0);
      (await photos.image(tenant, 'hash-1'))?.fill(0);
      expect(await image('hash-1')).toEqual([...jpeg]);
    });

    test('a look that found the same photo keeps the image', async () => {
      const { photos, put, image } = await openPhotos();
      await put('a');
      const checked = { etag: 'W/"2"', checkedAt: '2026-02-02T00:00:00.000Z' };
      await put('a', checked, null);
      expect((await photos.photos(tenant, 'gal', ['a'])).get('a')).toEqual(samplePhoto('a', checked));
      expect(await image('hash-1')).toEqual([...jpeg]);
    });

    test('another photo, or none, takes the place of the former image', async () => {
      const { put, image } = await openPhotos();
      await put('a');
      await put('a', { hash: 'hash-2' }, otherJpeg);
      expect([await image('hash-1'), await image('hash-2')]).toEqual([null, [...otherJpeg]]);
      await put('a', { hash: 'hash-3' }, null);
      expect([await image('hash-2'), await image('hash-3')]).toEqual([null, null]);
      await put('a', {}, jpeg);
      await put('a', { etag: null, hash: null }, null);
      expect(await image('hash-1')).toBeNull();
    });

    test('an image without a hash is not kept', async () => {
      const { photos, put } = await openPhotos();
      await put('a', { hash: null });
      expect((await photos.photos(tenant, 'gal', ['a'])).get('a')?.hash).toBeNull();
    });

    test('an image that several photos are stays until the last of them is gone', async () => {
      const { photos, put, image } = await openPhotos();
      await put('a');
      await put('b', {}, null);
      await put('a', {}, null, 'partners');
      await photos.removePhotos(tenant, 'gal', ['a', 'unknown']);
      expect(await image('hash-1')).toEqual([...jpeg]);
      await put('b', { hash: 'hash-2' }, otherJpeg);
      expect(await image('hash-1')).toEqual([...jpeg]);
      await photos.removePhotos(tenant, 'partners', ['a']);
      expect([await image('hash-1'), await image('hash-2')]).toEqual([null, [...otherJpeg]]);
    });

    test('sources are apart, and ids that differ only in case are different', async () => {
      const { photos, put } = await openPhotos();
      await put('a');
      await put('A', { etag: 'upper' });
      await put('a', { etag: 'other' }, jpeg, 'GAL');
      await photos.removePhotos(tenant, 'gal', ['a']);
      expect((await photos.photos(tenant, 'gal', ['a', 'A'])).size).toBe(1);
      expect((await photos.photos(tenant, 'gal', ['A'])).get('A')?.etag).toBe('upper');
      expect((await photos.photos(tenant, 'GAL', ['a'])).get('a')?.etag).toBe('other');
    });
  });
}
