import { createHmac } from 'node:crypto';
import { hashRecord } from '../sync/hashing.ts';
import type { SourceRecord } from '../sync/source-record.ts';
import { ConnectorError } from './connector-error.ts';
import type { RunContext } from './context.ts';
import type { SourceDefinition } from './definition.ts';
import { forEachConcurrent, onePage } from './for-each-concurrent.ts';
import { photoPixelsOf } from './ingest-source.ts';
import { nextLookAt } from './look-at.ts';
import type { PhotoReader } from './ports.ts';
import type { StoredPhoto } from './stores.ts';

/** How often a photo is looked at: no delta tells of a new one. */
const lookEveryHours = 24;

const photosInFlight = 16;

/**
 * Looks at the photos of a source's people that are due, and notes in the source's log those that changed.
 *
 * Each photo has its own time of the day, so that looks are spread; new people's are looked at at once.
 * @returns How many changed.
 * @throws {ConnectorError} Not for one photo that cannot be had: then the one that is known stays.
 */
export async function refreshPhotos(
  context: RunContext,
  source: SourceDefinition,
  signal: AbortSignal,
): Promise<number> {
  const pixels = photoPixelsOf(source);
  const reader = pixels === null ? null : context.photosOf(source);
  if (pixels === null || reader === null) return 0;
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
  let changed = 0;
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
        if (await refreshOne(work, person, known.get(person.itemId) ?? null, signal)) changed += 1;
      },
    );
    signal.throwIfAborted();
  }
  return changed;
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

/** @returns Whether the photo is another one now. */
async function refreshOne(
  { context, sourceId, reader, pixels, recordKey, photoKey }: PhotoWork,
  person: SourceRecord,
  known: StoredPhoto | null,
  signal: AbortSignal,
): Promise<boolean> {
  const { tenantId, stores } = context;
  const { itemId } = person;
  const checkedAt = context.now();
  const answer = await photoOrNothing(reader, itemId, known === null ? null : etagInSize(known, pixels), signal);
  if (answer === null) return false;
  if (answer.kind === 'unchanged') {
    if (known !== null) await stores.photos.putPhoto(tenantId, sourceId, { ...known, checkedAt }, null);
    return false;
  }
  const jpeg = answer.kind === 'none' ? null : await context.scalePhoto(answer.image, pixels);
  // Of a picture that cannot be read nothing is remembered: it may have been damaged on its way.
  const etag = answer.kind === 'none' || jpeg === null ? null : inSize(pixels, answer.etag);
  const hash = jpeg === null ? null : createHmac('sha256', photoKey).update(jpeg).digest('base64url').slice(0, 22);
  await stores.photos.putPhoto(tenantId, sourceId, { itemId, etag, hash, checkedAt }, jpeg);
  if (hash === (person.photo ?? null)) return false;
  const { photo: _, ...without } = person;
  const item = hash === null ? without : { ...without, photo: hash };
  await stores.sources.append(tenantId, sourceId, [{ itemId, contentHash: hashRecord(item, recordKey), item }]);
  return true;
}

/** One photo that cannot be had is no reason to go without the others; a connection that is gone is. */
async function photoOrNothing(reader: PhotoReader, itemId: string, etag: string | null, signal: AbortSignal) {
  try {
    return await reader.photo(itemId, etag, signal);
  } catch (error) {
    const isOne = error instanceof ConnectorError && !wholeConnection.has(error.code);
    if (!isOne) throw error;
    return null;
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
