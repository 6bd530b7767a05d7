import type { OpenFolder } from '../../runs/ports.ts';
import type { Failure } from '../../sync/failure.ts';
import type { MailItemId, PhotoWrite } from '../../sync/operations.ts';
import { contactPath } from './contact-paths.ts';
import type { Dispatcher } from './dispatcher.ts';

/** Photos on contacts in mailboxes. */
export interface ContactPhotos {
  /**
   * Puts a photo, or takes it away; one that is gone already is no failure.
   * @returns Why it could not be written; null: it was.
   * @throws {ConnectorError} `cancelled`
   */
  write(folder: OpenFolder, mailItemId: MailItemId, photo: PhotoWrite, signal: AbortSignal): Promise<Failure | null>;
}

/** A batch may have 4 MB, in which a photo takes a third more than it has. */
const maxPhotoBytes = 2_000_000;

/** @see https://learn.microsoft.com/graph/api/profilephoto-update */
export function createContactPhotos(dispatcher: Dispatcher): ContactPhotos {
  /** One photo goes into many mailboxes. */
  const encoded = new WeakMap<Uint8Array, string>();

  function encode(jpeg: Uint8Array): string {
    const known = encoded.get(jpeg);
    if (known !== undefined) return known;
    const body = `"${Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength).toString('base64')}"`;
    encoded.set(jpeg, body);
    return body;
  }

  async function send(
    folder: OpenFolder,
    mailItemId: MailItemId,
    request:
      | { readonly method: 'PUT'; readonly body: string; readonly contentType: 'image/jpeg' }
      | { method: 'DELETE' },
    signal: AbortSignal,
  ): Promise<Failure | null> {
    const { mailboxId } = folder;
    const path = `${contactPath(folder, mailItemId)}/photo/$value`;
    const outcome = await dispatcher.send(
      { ...request, mailboxId, operation: 'contact-photo.write', path, repeatable: true },
      signal,
    );
    return outcome.kind === 'answered' ? null : outcome.failure;
  }

  return {
    async write(folder, mailItemId, photo, signal) {
      switch (photo.kind) {
        case 'put': {
          const { jpeg } = photo;
          if (jpeg.byteLength > maxPhotoBytes) return { code: 'invalid-item', detail: 'a photo of more than 2 MB' };
          return await send(
            folder,
            mailItemId,
            { method: 'PUT', body: encode(jpeg), contentType: 'image/jpeg' },
            signal,
          );
        }
        case 'remove': {
          const failure = await send(folder, mailItemId, { method: 'DELETE' }, signal);
          return failure?.code === 'not-found' ? null : failure;
        }
      }
    },
  };
}
