import { createHmac } from 'node:crypto';
import type { Failure } from '../sync/failure.ts';
import { hashRecord } from '../sync/hashing.ts';
import type { SourceRecord } from '../sync/source-record.ts';
import { ConnectorError } from './connector-error.ts';
import type { RunContext } from './context.ts';
import type { SourceDefinition } from './definition.ts';
import { forEachConcurrent, onePage } from './for-each-concurrent.ts';
import { photoPixelsOf } from './ingest-source.ts';
import { nextLookAt } from './look-at.ts';
import type { PhotoReader } from './ports.ts';
import type { Issue, StoredPhoto } from './stores.ts';

/** How often a photo is looked at: no delta tells of a new one. */
const lookEveryHours = 24;

const photosInFlight = 16;

/**
 * Looks at the photos of a source's people that are due, and notes in the source's log those that changed.
 *
 * Each photo has its own time of the day, so that looks are spread; new people's are looked at at once.
 * @param note Takes photos that cannot be had: those that are known stay.
 * @throws {ConnectorError} What concerns more than one photo.
 */
export async function refreshPhotos(
  context: RunContext,
  source: SourceDefinition,
  note: (issues: readonly Issue[]) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const pixels = photoPixelsOf(source);
  const reader = pixels === null ? null : context.photosOf(source);
  if (pixels === null || reader === null) return;
  const { tenantId, stores } = context;
  const { sourceId } = source;
  const vault = await context.vault.forTenant(tenantId);
  const work: PhotoWork = {
    context,
    sourceId,
    reader,
    pixels,
    recordKey: vault.deriveKey('content-hash'),
    photoKey: vault.deriveKey('photo-hash'),
  };
  const { version } = await stores.sources.head(tenantId, sourceId);
  for await (const page of stores.sources.changes(tenantId, sourceId, 0, version)) {
    const people = page.flatMap(({ item }) => (item === null || item.kind === 'contact' ? [] : [item]));
    const known = await stores.photos.photos(
      tenantId,
      sourceId,
      people.map((person) => person.itemId),
    );
    const due = people.filter(({ itemId }) => isDue(known.get(itemId), pixels, context.now()));
    const goOn = () => !signal.aborted;
    await forEachConcurrent(
      onePage(due),
      () => photosInFlight,
      goOn,
      async (person) => {
        const failure = await refreshOne(work, person, known.get(person.itemId) ?? null, signal);
        if (failure === null) return;
        await note([{ mailboxId: null, itemId: person.itemId, code: failure.code, detail: failure.detail }]);
      },
    );
    signal.throwIfAborted();
  }
}

interface PhotoWork {
  readonly context: RunContext;
  readonly sourceId: string;
  readonly reader: PhotoReader;
  readonly pixels: number;
  readonly recordKey: Uint8Array;
  readonly photoKey: Uint8Array;
}

/** The size is part of what is remembered: asked for in another one, a photo is scaled anew. */
const inSize = (pixels: number, etag: string) => `${pixels} ${etag}`;

function etagInSize({ etag }: StoredPhoto, pixels: number): string | null {
  return etag?.startsWith(inSize(pixels, '')) ? etag.slice(inSize(pixels, '').length) : null;
}

function isDue(known: StoredPhoto | undefined, pixels: number, now: string): boolean {
  if (known === undefined) return true;
  if (known.etag !== null && etagInSize(known, pixels) === null) return true;
  const next = nextLookAt(known.itemId, lookEveryHours, known.checkedAt);
  return next !== null && next <= now;
}

/** @returns Why the photo cannot be had; null: it can. */
async function refreshOne(
  { context, sourceId, reader, pixels, recordKey, photoKey }: PhotoWork,
  person: SourceRecord,
  known: StoredPhoto | null,
  signal: AbortSignal,
): Promise<Failure | null> {
  const { tenantId, stores } = context;
  const { itemId } = person;
  const checkedAt = context.now();
  const answer = await photoOrFailure(reader, itemId, known === null ? null : etagInSize(known, pixels), signal);
  if ('failure' in answer) return answer.failure;
  if (answer.kind === 'unchanged') {
    if (known !== null) await stores.photos.putPhoto(tenantId, sourceId, { ...known, checkedAt }, null);
    return null;
  }
  const jpeg = answer.kind === 'none' ? null : await context.scalePhoto(answer.image, pixels);
  // It may have been damaged on its way, so it is asked for again.
  if (answer.kind === 'photo' && jpeg === null) return unreadable;
  const etag = answer.kind === 'none' ? null : inSize(pixels, answer.etag);
  const hash = jpeg === null ? null : createHmac('sha256', photoKey).update(jpeg).digest('base64url').slice(0, 22);
  await stores.photos.putPhoto(tenantId, sourceId, { itemId, etag, hash, checkedAt }, jpeg);
  if (hash === (person.photo ?? null)) return null;
  const { photo: _, ...without } = person;
  const item = hash === null ? without : { ...without, photo: hash };
  await stores.sources.append(tenantId, sourceId, [{ itemId, contentHash: hashRecord(item, recordKey), item }]);
  return null;
}

const unreadable: Failure = { code: 'invalid-answer', detail: 'a picture that cannot be read' };

/** One photo that cannot be had is no reason to go without the others; a connection that is gone is. */
async function photoOrFailure(reader: PhotoReader, itemId: string, etag: string | null, signal: AbortSignal) {
  try {
    return await reader.photo(itemId, etag, signal);
  } catch (error) {
    const isOne = error instanceof ConnectorError && !wholeConnection.has(error.code);
    if (!isOne) throw error;
    return { failure: error.failure };
  }
}

const wholeConnection: ReadonlySet<string> = new Set([
  'unauthorized',
  'consent-withdrawn',
  'permission-missing',
  'cancelled',
  'unavailable',
  'throttled',
]);
