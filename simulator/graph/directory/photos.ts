import { createHash } from 'node:crypto';
import type { SimResponse } from '../../http/message.ts';
import { GraphError } from '../errors.ts';
import { parseODataQuery } from '../odata/query.ts';
import type { Route, RouteContext } from '../route.ts';
import { metadataLink } from './list.ts';
import { userOf } from './lookup.ts';
import { readPhotos } from './permissions.ts';

/** Sizes that Exchange keeps of every photo. */
const sizes = [48, 64, 96, 120, 240, 360, 432, 504, 648];

/** Photos of people. Graph makes smaller ones of the one that was set; here every size shows the same picture. */
export const photoRoutes: readonly Route[] = [
  route('/users/{}/photo', 'photo.get', (context) => {
    const photo = photoOf(context);
    return {
      status: 200,
      headers: {},
      body: { '@odata.context': `${photoContext(context)}/$entity`, ...describe(photo, largest(photo)) },
    };
  }),
  route('/users/{}/photo/$value', 'photo.download', (context) => picture(photoOf(context))),
  route('/users/{}/photos', 'photos.list', (context) => {
    const photo = photoOf(context);
    const value = sizesUpTo(largest(photo)).map((size) => describe(photo, size));
    return { status: 200, headers: {}, body: { '@odata.context': photoContext(context), value } };
  }),
  route('/users/{}/photos/{}', 'photo.get', (context) => {
    const [size, photo] = sizedPhoto(context);
    return {
      status: 200,
      headers: {},
      body: { '@odata.context': `${photoContext(context)}/$entity`, ...describe(photo, size) },
    };
  }),
  route('/users/{}/photos/{}/$value', 'photo.download', (context) => picture(sizedPhoto(context)[1])),
];

function route(pattern: string, operation: string, handle: Route['handle']): Route {
  return {
    method: 'GET',
    pattern,
    permissions: readPhotos,
    service: 'directory',
    operation,
    handle: (context) => {
      parseODataQuery(context.request.query, []);
      return handle(context);
    },
  };
}

function photoContext(context: RouteContext): string {
  return metadataLink(context, `users('${userOf(context.caller.tenant, context.params[0] ?? '').id}')/photos`);
}

/** @throws {GraphError} 404 `ImageNotFound`. */
function photoOf(context: RouteContext): Uint8Array {
  const { photo } = userOf(context.caller.tenant, context.params[0] ?? '');
  if (photo === null) throw imageNotFound();
  return photo;
}

function sizedPhoto(context: RouteContext): readonly [size: number, photo: Uint8Array] {
  const photo = photoOf(context);
  const match = /^(\d+)x(\d+)$/i.exec(context.params[1] ?? '');
  const size = Number(match?.[1]);
  if (match?.[1] !== match?.[2] || !sizesUpTo(largest(photo)).includes(size)) throw imageNotFound();
  return [size, photo];
}

function picture(photo: Uint8Array): SimResponse {
  return { status: 200, headers: { 'content-type': 'image/jpeg', etag: etagOf(photo) }, body: photo };
}

function describe(photo: Uint8Array, size: number): Readonly<Record<string, unknown>> {
  return {
    '@odata.mediaContentType': 'image/jpeg',
    '@odata.mediaEtag': etagOf(photo),
    id: `${size}x${size}`,
    height: size,
    width: size,
  };
}

const etagOf = (photo: Uint8Array): string =>
  `"${createHash('sha256').update(photo).digest('hex').slice(0, 32).toUpperCase()}"`;

const sizesUpTo = (largestSize: number): readonly number[] => sizes.filter((size) => size <= largestSize);

/** The greatest kept size that the picture fills; small pictures are kept at the smallest one. */
function largest(photo: Uint8Array): number {
  const height = jpegHeight(photo);
  return sizes.findLast((size) => size <= height) ?? 48;
}

/** Reads the height from the frame header of a JPEG; 0 for anything else. */
function jpegHeight(photo: Uint8Array): number {
  const view = new DataView(photo.buffer, photo.byteOffset, photo.byteLength);
  let at = 2;
  while (at + 9 <= photo.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker >= 0xc0 && marker <= 0xc3) return view.getUint16(at + 5);
    at += 2 + view.getUint16(at + 2);
  }
  return 0;
}

const imageNotFound = (): GraphError =>
  new GraphError(
    404,
    'ImageNotFound',
    "Exception of type 'Microsoft.Fast.Profile.Core.Exception.ImageNotFoundException' was thrown.",
  );
