import type { SimResponse } from '../../http/message.ts';
import { setContactPhoto } from '../../world/mailbox-changes.ts';
import { GraphError } from '../errors.ts';
import { parseODataQuery } from '../odata/query.ts';
import type { Route, RouteContext } from '../route.ts';
import { contactAt, contactPlaces, readPermissions, writePermissions } from './contact-routes.ts';
import { jpegSize } from './jpeg-size.ts';
import { mailboxPaging } from './paging.ts';
import { appliedPreferences, scopeOf, wantsImmutableIds } from './scope.ts';

const maxPhotoBytes = 4 * 1024 * 1024;
type Place = (typeof contactPlaces)[number];

/** Shows, puts and removes the photos of contacts. */
export const photoRoutes: readonly Route[] = contactPlaces.flatMap((place): readonly Route[] => {
  const photo = `${place.pattern}/{}/photo`;
  const read = { method: 'GET', permissions: readPermissions, service: 'mailbox' } as const;
  const write = { permissions: writePermissions, service: 'mailbox' } as const;
  const put = { operation: 'contactPhoto.update', handle: (context: RouteContext) => putPhoto(context, place) };
  const remove = { operation: 'contactPhoto.delete', handle: (context: RouteContext) => removePhoto(context, place) };
  return [
    { ...read, pattern: photo, operation: 'contactPhoto.get', handle: (context) => describePhoto(context, place) },
    {
      ...read,
      pattern: `${photo}/$value`,
      operation: 'contactPhoto.getValue',
      handle: (context) => getPhoto(context, place),
    },
    ...[photo, `${photo}/$value`].flatMap((pattern): readonly Route[] => [
      { ...write, ...put, method: 'PUT', pattern },
      { ...write, ...put, method: 'PATCH', pattern },
      { ...write, ...remove, method: 'DELETE', pattern },
    ]),
  ];
});

function describePhoto(context: RouteContext, place: Place): SimResponse {
  const scope = scopeOf(context);
  const contact = contactAt(context, scope, place);
  parseODataQuery(context.request.query, ['select'], mailboxPaging);
  const { width, height } = jpegSize(contact.photo ?? noPhoto()) ?? { width: 0, height: 0 };
  const about = `${context.baseUrl}/$metadata#users('${scope.mailbox.userId}')/contacts/photo/$entity`;
  return {
    status: 200,
    headers: {},
    body: {
      '@odata.context': about,
      '@odata.mediaContentType': 'image/jpeg',
      '@odata.mediaEtag': `"${contact.sequence.toString(16).toUpperCase()}"`,
      id: `${width}X${height}`,
      height,
      width,
    },
  };
}

function getPhoto(context: RouteContext, place: Place): SimResponse {
  const contact = contactAt(context, scopeOf(context), place);
  return { status: 200, headers: { 'Content-Type': 'image/jpeg' }, body: contact.photo ?? noPhoto() };
}

function putPhoto(context: RouteContext, place: Place): SimResponse {
  const scope = scopeOf(context);
  const contact = contactAt(context, scope, place);
  setContactPhoto(scope, contact, readPhoto(context));
  return { status: 200, headers: appliedPreferences(wantsImmutableIds(context)) };
}

function removePhoto(context: RouteContext, place: Place): SimResponse {
  const scope = scopeOf(context);
  const contact = contactAt(context, scope, place);
  if (contact.photo === null) throw noPhoto();
  setContactPhoto(scope, contact, null);
  return { status: 204, headers: appliedPreferences(wantsImmutableIds(context)) };
}

/** @throws {GraphError} 400, 413, 415. */
function readPhoto({ request }: RouteContext): Uint8Array {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'image/jpeg' && type !== 'image/jpg') {
    throw new GraphError(415, 'UnsupportedMediaType', `The content type '${type}' is not supported: image/jpeg is.`);
  }
  const { body } = request;
  if (body.kind !== 'bytes' || body.bytes.byteLength === 0) {
    throw new GraphError(400, 'ErrorInvalidRequest', 'The photo is empty.');
  }
  if (body.bytes.byteLength >= maxPhotoBytes) {
    throw new GraphError(413, 'RequestEntityTooLarge', 'The photo must be smaller than 4 MB.');
  }
  if (jpegSize(body.bytes) === null) {
    throw new GraphError(400, 'ErrorInvalidImage', 'The photo is not a valid JPEG image.');
  }
  return Uint8Array.from(body.bytes);
}

function noPhoto(): never {
  throw new GraphError(404, 'ImageNotFound', 'The photo was not found.');
}
