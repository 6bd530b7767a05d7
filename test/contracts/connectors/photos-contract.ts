import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { jpegOf } from './contract-photos.ts';
import { expectFailure, never } from './contract-reads.ts';
import type { ContractSetting, OutsideWorld } from './outside-world.ts';

/** What every `PhotoReader` keeps. */
export function photosContract(name: string, setting: ContractSetting): void {
  describe(`${name}: photos of people`, () => {
    let world: OutsideWorld;
    let itemId: string;

    beforeEach(async () => {
      world = await setting.open();
      itemId = await world.addPerson({ displayName: 'Anna' });
    });
    afterEach(() => world.close());

    const photo = (etag: string | null, signal: AbortSignal = never) =>
      world.connector.photos.photo(itemId, etag, signal);
    async function known(): Promise<{ readonly etag: string; readonly image: Uint8Array }> {
      const answer = await photo(null);
      if (answer.kind !== 'photo') throw new Error(`expected a photo, got ${answer.kind}`);
      return { etag: answer.etag, image: Uint8Array.from(answer.image) };
    }

    test('there is none', async () => {
      expect(await photo(null)).toEqual({ kind: 'none' });
    });

    test('there is one, as it was put there', async () => {
      await world.setPhoto(itemId, jpegOf(96, 96));
      expect((await known()).image).toEqual(jpegOf(96, 96));
    });

    test('what is known is unchanged', async () => {
      await world.setPhoto(itemId, jpegOf(96, 96));
      const { etag } = await known();
      expect(await photo(etag)).toEqual({ kind: 'unchanged' });
      expect(await photo('"something else"')).toMatchObject({ kind: 'photo', etag });
    });

    test('a new one has a new etag', async () => {
      await world.setPhoto(itemId, jpegOf(96, 96));
      const { etag } = await known();
      await world.setPhoto(itemId, jpegOf(120, 120));
      const next = await photo(etag);
      expect(next.kind).toBe('photo');
      if (next.kind !== 'photo') return;
      expect(next.etag).not.toBe(etag);
      expect(Uint8Array.from(next.image)).toEqual(jpegOf(120, 120));
    });

    test('it can be taken away, and the person can leave', async () => {
      await world.setPhoto(itemId, jpegOf(96, 96));
      const { etag } = await known();
      await world.setPhoto(itemId, null);
      expect(await photo(etag)).toEqual({ kind: 'none' });
      await world.setPhoto(itemId, jpegOf(96, 96));
      await world.removePerson(itemId);
      expect(await photo(etag)).toEqual({ kind: 'none' });
    });

    test('everybody has their own', async () => {
      const other = await world.addPerson({ displayName: 'Ben' });
      await world.setPhoto(other, jpegOf(96, 96));
      expect(await photo(null)).toEqual({ kind: 'none' });
      expect(await world.connector.photos.photo(other, null, never)).toMatchObject({ kind: 'photo' });
    });

    test('cancelled', async () => {
      await expectFailure(photo(null, AbortSignal.abort()), 'cancelled');
    });
  });
}
