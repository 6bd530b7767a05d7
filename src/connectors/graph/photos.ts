import { z } from 'zod';
import { ConnectorError } from '../../runs/connector-error.ts';
import type { PhotoReader } from '../../runs/ports.ts';
import type { FailureCode } from '../../sync/failure.ts';
import type { ItemId } from '../../sync/items.ts';
import { maxIdCharacters, maxPhotoCharacters } from './answer-limits.ts';
import type { Dispatcher } from './dispatcher.ts';

const metadataSchema = z.object({
  '@odata.mediaEtag': z.string().min(1).max(maxIdCharacters),
  width: z.number().nullish(),
});

const base64 = /^[\w+/-]+={0,2}$/;

/** Where there is no mailbox, or no such person any more, there is no photo. */
const noPhoto: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'not-found',
  'mailbox-not-enabled',
  'mailbox-on-premises',
  'mailbox-not-found',
]);

/**
 * Photos of people, the largest that is kept of each. A look at one that is unchanged is a part of a batch and carries
 * no picture.
 * @see https://learn.microsoft.com/graph/api/profilephoto-get
 */
export function createPhotoReader(dispatcher: Dispatcher): PhotoReader {
  /** Undefined: there is none. */
  async function get(itemId: ItemId, rest: string, signal: AbortSignal): Promise<unknown> {
    const path = `/users/${encodeURIComponent(itemId)}/photo${rest}`;
    const request = { mailboxId: itemId, operation: 'photo.read', method: 'GET', path, repeatable: true } as const;
    const outcome = await dispatcher.send(request, signal);
    if (outcome.kind === 'answered') {
      const { body } = outcome.answer;
      if (body === undefined) throw invalid('a photo without a body');
      return body;
    }
    if (noPhoto.has(outcome.failure.code)) return undefined;
    throw new ConnectorError(outcome.failure);
  }

  return {
    async photo(itemId, etag, signal) {
      const described = await get(itemId, '', signal);
      if (described === undefined) return { kind: 'none' };
      const metadata = metadataSchema.safeParse(described);
      if (!metadata.success) throw invalid('a photo that is described without an etag');
      const { '@odata.mediaEtag': current, width } = metadata.data;
      // A picture of one pixel stands for none.
      if (width === 1) return { kind: 'none' };
      if (current === etag) return { kind: 'unchanged' };
      const picture = await get(itemId, '/$value', signal);
      if (picture === undefined) return { kind: 'none' };
      if (typeof picture !== 'string' || !base64.test(picture)) throw invalid('a photo that is not in base64');
      if (picture.length > maxPhotoCharacters) throw invalid('a photo larger than the service takes');
      return { kind: 'photo', etag: current, image: Buffer.from(picture, 'base64') };
    },
  };
}

function invalid(detail: string): ConnectorError {
  return new ConnectorError({ code: 'invalid-answer', detail });
}
