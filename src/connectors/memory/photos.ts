import type { PhotoAnswer, PhotoReader } from '../../runs/ports.ts';
import { callOf } from './requests.ts';
import type { Request, WorldState } from './world-state.ts';

/** Photos of the people of the world. */
export function createMemoryPhotos(state: WorldState, request: Request): PhotoReader {
  return {
    photo(itemId, etag, signal) {
      const look = (): PhotoAnswer => {
        const photo = state.people.current.has(itemId) ? state.photos.get(itemId) : undefined;
        if (photo === undefined) return { kind: 'none' };
        if (photo.etag === etag) return { kind: 'unchanged' };
        return { kind: 'photo', etag: photo.etag, image: Uint8Array.from(photo.image) };
      };
      return request(callOf('photo.read', null, itemId), look, signal);
    },
  };
}
