import type { FaultMatch, FaultRule } from '../../simulator/faults/registry.ts';
import type { Asked } from '../../src/connectors/graph/errors.ts';
import type { SceneName } from './scenes.ts';

/** Something that is asked of the outside, in the phase of work in which it is asked. */
export interface Operation {
  readonly scene: SceneName;
  /** What the connector calls it; null: it is asked of Entra, or without the connector's caller. */
  readonly asks: Asked | null;
  /** How the simulator knows it. */
  readonly match: FaultMatch;
  /** How many requests of this kind pass first. */
  readonly skip?: number;
  /** What has to go wrong first so that it is asked at all. */
  readonly after?: Omit<FaultRule, 'match'> & { readonly match: FaultMatch };
}

const lostCreate = {
  match: { operation: 'contact.create' },
  fault: { kind: 'status', status: 504, when: 'before' },
} as const;

/** Every kind of operation. */
export const operations = {
  token: { scene: 'first fill', asks: null, match: { service: 'entra', operation: 'token' } },
  'endpoints of Entra': {
    scene: 'first fill',
    asks: null,
    match: { service: 'entra', operation: 'openid-configuration' },
  },
  'consent proof': { scene: 'consent', asks: null, match: { service: 'entra', operation: 'token' } },
  health: { scene: 'health', asks: null, match: { operation: 'users.list' } },

  'directory page': { scene: 'first fill', asks: 'users.read', match: { operation: 'users.delta' }, skip: 1 },
  'directory delta': { scene: 'change', asks: 'users.read', match: { operation: 'users.delta' } },
  'mailbox directory page': { scene: 'group', asks: 'users.read', match: { operation: 'users.delta' }, skip: 1 },
  'mailbox directory delta': { scene: 'change of a group', asks: 'users.read', match: { operation: 'users.delta' } },
  'organizational contacts page': {
    scene: 'suppliers',
    asks: 'org-contacts.read',
    match: { operation: 'orgContacts.delta' },
    skip: 1,
  },
  'organizational contacts delta': {
    scene: 'change of suppliers',
    asks: 'org-contacts.read',
    match: { operation: 'orgContacts.delta' },
  },
  group: { scene: 'group', asks: 'group.read', match: { operation: 'group.get' } },
  'group members of a source': {
    scene: 'change of a group',
    asks: 'group.read',
    match: { operation: 'group.transitiveMembers' },
  },
  'group members of an audience': {
    scene: 'audience',
    asks: 'group.read',
    match: { operation: 'group.transitiveMembers' },
  },
  'mailbox settings': {
    scene: 'first fill',
    asks: 'mailbox-settings.read',
    match: { operation: 'mailboxSettings.get' },
  },
  'photo look': { scene: 'photos', asks: 'photo.read', match: { operation: 'photo.get' } },
  'photo read': { scene: 'photos', asks: 'photo.read', match: { operation: 'photo.download' } },

  'folder find': { scene: 'first fill', asks: 'folder.list', match: { operation: 'contactFolder.list' } },
  'folder read': { scene: 'audit', asks: 'folder.read', match: { operation: 'contactFolder.get' } },
  'folder create': { scene: 'first fill', asks: 'folder.create', match: { operation: 'contactFolder.create' } },
  'child folder find': {
    scene: 'folder in a folder',
    asks: 'child-folder.list',
    match: { operation: 'contactFolder.list', pathPattern: 'childFolders' },
  },
  'child folder create': {
    scene: 'folder in a folder',
    asks: 'child-folder.create',
    match: { operation: 'contactFolder.create', pathPattern: 'childFolders' },
  },
  'stamp listing': { scene: 'audit', asks: 'contact.read', match: { operation: 'contact.list' } },
  create: { scene: 'first fill', asks: 'contact.create', match: { operation: 'contact.create' } },
  'look for a lost create': {
    scene: 'first fill',
    asks: 'contact.read',
    match: { operation: 'contact.list' },
    after: lostCreate,
  },
  update: { scene: 'change', asks: 'contact.update', match: { operation: 'contact.update' } },
  delete: { scene: 'change', asks: 'contact.delete', match: { operation: 'contact.delete' } },
  'photo write': { scene: 'photos', asks: 'contact-photo.write', match: { operation: 'contactPhoto.update' } },
  'photo removal': { scene: 'photo goes', asks: 'contact-photo.write', match: { operation: 'contactPhoto.delete' } },
  batch: { scene: 'change', asks: 'batch', match: { scope: 'outer' } },
  'first batch': { scene: 'first fill', asks: 'batch', match: { scope: 'outer' }, skip: 2 },
  'batch part': { scene: 'change', asks: 'contact.create', match: { scope: 'part' } },

  'first drift delta': { scene: 'first look for drift', asks: 'contact.read', match: { operation: 'contact.delta' } },
  'drift delta': { scene: 'look for drift', asks: 'contact.read', match: { operation: 'contact.delta' } },
  'contact read': { scene: 'look for drift', asks: 'contact.read', match: { operation: 'contact.get' } },

  'shared mailbox find': { scene: 'shared mailbox', asks: 'users.read', match: { operation: 'users.list' } },
  'shared folder find': { scene: 'shared mailbox', asks: 'folder.list', match: { operation: 'contactFolder.list' } },
  'shared folder page': { scene: 'shared mailbox', asks: 'contact.read', match: { operation: 'contact.list' } },
  'shared folder delta': {
    scene: 'change in a shared mailbox',
    asks: 'contact.read',
    match: { operation: 'contact.delta' },
  },
  'shared contact read': {
    scene: 'change in a shared mailbox',
    asks: 'contact.read',
    match: { operation: 'contact.get' },
  },

  'taking out: folder find': { scene: 'taking out', asks: 'folder.read', match: { operation: 'contactFolder.get' } },
  'taking out: stamp listing': { scene: 'taking out', asks: 'contact.read', match: { operation: 'contact.list' } },
  'taking out: delete': { scene: 'taking out', asks: 'contact.delete', match: { operation: 'contact.delete' } },
  'taking out: look for others': {
    scene: 'taking out',
    asks: 'child-folder.list',
    match: { operation: 'contactFolder.list', pathPattern: 'childFolders' },
  },
  'taking out: folder delete': {
    scene: 'taking out',
    asks: 'folder.delete',
    match: { operation: 'contactFolder.delete' },
  },
  'taking out: stamp off': {
    scene: 'taking out around a contact',
    asks: 'folder.update',
    match: { operation: 'contactFolder.update' },
  },

  'clean-up: folders': { scene: 'clean-up', asks: 'folder.list', match: { operation: 'contactFolder.list' } },
  'clean-up: contacts': { scene: 'clean-up', asks: 'contact.read', match: { operation: 'contact.list' } },
  'clean-up: delete': { scene: 'clean-up', asks: 'contact.delete', match: { operation: 'contact.delete' } },
  'clean-up: folder delete': { scene: 'clean-up', asks: 'folder.delete', match: { operation: 'contactFolder.delete' } },
  'undo: folder create': {
    scene: 'undo of a clean-up',
    asks: 'folder.create',
    match: { operation: 'contactFolder.create' },
  },
  'undo: look for what is there': {
    scene: 'undo of a clean-up',
    asks: 'contact.read',
    match: { operation: 'contact.list' },
  },
  'undo: create': { scene: 'undo of a clean-up', asks: 'contact.create', match: { operation: 'contact.create' } },
} as const satisfies Readonly<Record<string, Operation>>;

export type OperationName = keyof typeof operations;

export const operationNames = Object.keys(operations).filter((name): name is OperationName => name in operations);
