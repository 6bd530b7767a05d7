import type { SimResponse } from '../../http/message.ts';
import type { SimGroup, SimTenant, SimUser } from '../../world/model.ts';
import type { Route, RouteContext } from '../route.ts';
import { readPlaces } from './permissions.ts';
import { getPlain, listPlain } from './plain-list.ts';
import { resourceNotFound } from './resource.ts';

const placeProperties = [
  'id',
  'displayName',
  'address',
  'geoCoordinates',
  'phone',
  'isWheelChairAccessible',
  'label',
  'tags',
];
const roomListProperties = [...placeProperties, 'emailAddress'];
const roomProperties = [
  ...roomListProperties,
  'nickname',
  'building',
  'floorNumber',
  'floorLabel',
  'capacity',
  'bookingType',
  'audioDeviceName',
  'videoDeviceName',
  'displayDeviceName',
];

/** Rooms and room lists: the mailboxes of rooms, and the mail-enabled groups that hold nothing else. */
export const placeRoutes: readonly Route[] = [
  {
    ...route('/places/microsoft.graph.room', 'rooms.list'),
    handle: (context) =>
      listPlain(context, 'places/microsoft.graph.room', roomProperties, roomsOf(context.caller.tenant).map(showRoom)),
  },
  {
    ...route('/places/microsoft.graph.roomlist', 'roomLists.list'),
    handle: (context) => {
      const lists = roomListsOf(context.caller.tenant).map(showRoomList);
      return listPlain(context, 'places/microsoft.graph.roomList', roomListProperties, lists);
    },
  },
  {
    ...route('/places/{}/microsoft.graph.roomlist/rooms', 'roomList.rooms'),
    handle: (context) => {
      const { tenant } = context.caller;
      const [key = ''] = context.params;
      const list = roomListsOf(tenant).find((group) => isAddressedBy(group, key));
      if (list === undefined) throw resourceNotFound(key);
      const rooms = roomsOf(tenant).filter((room) => list.memberIds.has(room.id));
      const name = `places('${key}')/microsoft.graph.roomList/rooms`;
      return listPlain(context, name, roomProperties, rooms.map(showRoom));
    },
  },
  {
    ...route('/places/{}', 'place.get'),
    handle: (context) => getPlace(context, 'any'),
  },
  {
    ...route('/places/{}/microsoft.graph.room', 'place.get'),
    handle: (context) => getPlace(context, 'room'),
  },
  {
    ...route('/places/{}/microsoft.graph.roomlist', 'place.get'),
    handle: (context) => getPlace(context, 'roomList'),
  },
];

function route(pattern: string, operation: string): Omit<Route, 'handle'> {
  return { method: 'GET', pattern, permissions: readPlaces, service: 'directory', operation };
}

/** A place by its id or mail address. */
function getPlace(context: RouteContext, kind: 'any' | 'room' | 'roomList'): SimResponse {
  const { tenant } = context.caller;
  const [key = ''] = context.params;
  const room = kind === 'roomList' ? undefined : roomsOf(tenant).find((user) => isAddressedBy(user, key));
  if (room !== undefined) {
    const place = { '@odata.type': '#microsoft.graph.room', ...showRoom(room) };
    return getPlain(context, 'places', roomProperties, place, key);
  }
  const list = kind === 'room' ? undefined : roomListsOf(tenant).find((group) => isAddressedBy(group, key));
  const place = list && { '@odata.type': '#microsoft.graph.roomList', ...showRoomList(list) };
  return getPlain(context, 'places', roomListProperties, place, key);
}

function roomsOf(tenant: SimTenant): readonly SimUser[] {
  return [...tenant.users.values()].filter((user) => user.mailbox?.purpose === 'room');
}

function roomListsOf(tenant: SimTenant): readonly SimGroup[] {
  return [...tenant.groups.values()].filter(
    ({ memberIds, properties }) =>
      memberIds.size > 0 &&
      properties.mailEnabled === true &&
      [...memberIds].every((id) => tenant.users.get(id)?.mailbox?.purpose === 'room'),
  );
}

function isAddressedBy({ id, properties }: SimUser | SimGroup, key: string): boolean {
  const wanted = key.toLowerCase();
  return id === wanted || textOf(properties.mail)?.toLowerCase() === wanted;
}

function showRoom({ id, properties }: SimUser): Readonly<Record<string, unknown>> {
  const [phone = null]: readonly unknown[] = Array.isArray(properties.businessPhones) ? properties.businessPhones : [];
  return {
    id,
    displayName: textOf(properties.displayName),
    emailAddress: textOf(properties.mail),
    nickname: textOf(properties.displayName),
    address: {
      street: textOf(properties.streetAddress),
      city: textOf(properties.city),
      state: textOf(properties.state),
      postalCode: textOf(properties.postalCode),
      countryOrRegion: textOf(properties.country),
    },
    geoCoordinates: null,
    phone,
    building: textOf(properties.officeLocation),
    floorNumber: null,
    floorLabel: null,
    capacity: null,
    bookingType: 'standard',
    label: null,
    isWheelChairAccessible: false,
    tags: [],
    audioDeviceName: null,
    videoDeviceName: null,
    displayDeviceName: null,
  };
}

function showRoomList({ id, properties }: SimGroup): Readonly<Record<string, unknown>> {
  return {
    id,
    displayName: textOf(properties.displayName),
    emailAddress: textOf(properties.mail),
    address: null,
    geoCoordinates: null,
    phone: null,
    isWheelChairAccessible: null,
    label: null,
    tags: [],
  };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
