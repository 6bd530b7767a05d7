import type { ConnectedSource } from '../../runs/definition.ts';
import type {
  FolderSpec,
  GroupSearch,
  LeftoverCleaner,
  MailboxDirectory,
  OpenFolder,
  PhotoReader,
  Target,
  TargetFolder,
  TenantConnector,
} from '../../runs/ports.ts';
import { defaultGalRules } from '../../sync/gal-rules.ts';
import type { Operation } from '../../sync/operations.ts';
import {
  contact,
  gone,
  lastOf,
  mailbox,
  ofFolder,
  orgContact,
  ours,
  page,
  pageBefore,
  shared,
  stamped,
  user,
} from './hostile-good-answers.test-fixture.ts';
import { graphUrl } from './hostile-graph.test-fixture.ts';

/** Whatever reads answers: a port's new method is missed by the compiler until it is here. */
type ReaderName =
  | `source ${ConnectedSource['kind']}`
  | `mailboxes ${keyof MailboxDirectory}`
  | `groups ${keyof GroupSearch}`
  | `target ${Exclude<keyof Target, 'open'>}`
  | `folder ${keyof TargetFolder}`
  | `photos ${keyof PhotoReader}`
  | `leftovers ${keyof LeftoverCleaner}`
  | `connector ${Exclude<keyof TenantConnector, 'source' | 'mailboxes' | 'groups' | 'target' | 'photos' | 'leftovers' | 'mailboxesAtOnce' | 'load' | 'close'>}`;

export interface Reader {
  /** Good answers by route, all of which are asked for: pages by `$skiptoken`, from 2. */
  readonly answers: Readonly<Record<string, readonly unknown[]>>;
  /** Routes that may be asked for when answers are good or not. */
  readonly within: RegExp;
  /** What may be written, whatever the answers are. */
  readonly writes: RegExp | null;
  /** Answers to writes: whatever they say, the write is done. */
  readonly unread?: RegExp;
  read(connector: TenantConnector, signal: AbortSignal): Promise<unknown>;
}

const mailboxId = 'm';
const folder: OpenFolder = { mailboxId, syncId: 's', folderId: 'f' };
const inFolder = '/users/m/contactFolders/f/contacts';
const connectionId = 'c';
const sourceId = 's';

const usersDelta = '/users/delta';
const contactsDelta = '/contacts/delta';
const members = (type: string) => `/groups/g/transitiveMembers/microsoft.graph.${type}`;
const folders = '/users/m/contactFolders';
const below = (id: string) => `${folders}/${id}/childFolders`;

const spec = (path: readonly [string, ...string[]], folderId: string | null = 'f'): FolderSpec => ({
  mailboxId,
  syncId: 's',
  placement: { kind: 'folder', path },
  folderId,
});

/** A tree of three levels: a person's folder with one of ours below it, and another person's. */
const tree = {
  [`GET ${folders}`]: [pageBefore([ofFolder('p', null)], folders), page([ofFolder('q', null)])],
  [`GET ${below('p')}`]: [page([ofFolder('f', '1|s', 'p')])],
  [`GET ${below('q')}`]: [page([])],
  [`GET ${below('f')}`]: [page([ofFolder('g', null, 'f')])],
  [`GET ${below('g')}`]: [page([])],
};

const item = { kind: 'contact', itemId: 'i', fields: { displayName: 'Anna' } } as const;
const photo = { kind: 'put', hash: 'p', jpeg: new Uint8Array([0xff, 0xd8, 0xff]) } as const;
const operations: readonly Operation[] = [
  { kind: 'create', itemId: 'i', contentHash: 'h', item, photo },
  { kind: 'update', itemId: 'i', contentHash: 'h', item, mailItemId: 'b', photo },
  { kind: 'delete', itemId: 'j', mailItemId: 'd' },
];
const leftover = { mailItemId: 'd', folderId: 'f', folderName: 'p', content: '{"displayName":"Anna"}' };

const partners: ConnectedSource = {
  kind: 'mailbox-folder',
  sourceId,
  connectionId,
  mailbox: 'm@example.com',
  folder: ['partners'],
};

const all = <T>(pages: AsyncIterable<T>): Promise<T[]> => Array.fromAsync(pages);
const inMailbox = /^GET \/users\/m\/contact/;
/** What a page says may be asked about, one by one: never of another kind. */
const oneUserEach = /^GET \/users\/(delta|[^/]*\/mailboxSettings)$/;
const stampedAnswers = {
  [`GET ${inFolder}`]: [
    pageBefore([stamped('a')], inFolder),
    page([stamped('b', '1|s|j|h'), stamped('c', '1|t|i|h'), { id: 'd' }]),
  ],
};

export const readers: Readonly<Record<ReaderName | 'source mailbox-folder, from a cursor', Reader>> = {
  'source gal': {
    answers: {
      [`GET ${usersDelta}`]: [
        pageBefore([user, shared], usersDelta),
        pageBefore([], usersDelta, '3'),
        lastOf([gone], usersDelta),
      ],
      'GET /users/info/mailboxSettings': [{ userPurpose: 'room' }],
    },
    within: oneUserEach,
    writes: null,
    read: (connector, signal) =>
      all(
        connector
          .source({ kind: 'gal', sourceId, connectionId, rules: defaultGalRules, photoPixels: null })
          .read(null, signal),
      ),
  },
  'source organizational-contacts': {
    answers: { [`GET ${contactsDelta}`]: [pageBefore([orgContact], contactsDelta), lastOf([gone], contactsDelta)] },
    within: /^GET \/contacts\/delta$/,
    writes: null,
    read: (connector, signal) =>
      all(connector.source({ kind: 'organizational-contacts', sourceId, connectionId }).read(null, signal)),
  },
  'source group': {
    answers: {
      'GET /groups/g': [{ id: 'g', membershipRuleProcessingState: 'On' }],
      [`GET ${members('user')}`]: [pageBefore([user], members('user')), page([shared])],
      [`GET ${members('orgContact')}`]: [
        pageBefore([orgContact], members('orgContact')),
        page([{ ...orgContact, id: 'o' }]),
      ],
      'GET /users/info/mailboxSettings': [{ userPurpose: 'room' }],
    },
    within: /^GET \/(groups\/g(\/.+)?|users\/[^/]*\/mailboxSettings)$/,
    writes: null,
    read: (connector, signal) =>
      all(
        connector.source({ kind: 'group', sourceId, connectionId, groupId: 'g', photoPixels: null }).read(null, signal),
      ),
  },
  'source mailbox-folder': {
    answers: {
      'GET /users': [page([{ id: 'm', userType: 'Member' }])],
      [`GET ${folders}`]: [page([ofFolder('f', null, 'root', 'Partners')])],
      [`GET ${inFolder}/delta`]: [
        pageBefore([{ id: 'a' }, { id: 'b' }], `${inFolder}/delta`),
        lastOf([{ id: 'o' }, gone], `${inFolder}/delta`),
      ],
      [`GET ${inFolder}`]: [pageBefore([contact], inFolder), page([stamped('o')])],
      [`GET ${inFolder}/b`]: [{ ...contact, id: 'b' }],
    },
    within: /^GET \/users(\/[^/]+\/contactFolders.*)?$/s,
    writes: null,
    read: (connector, signal) => all(connector.source(partners).read(null, signal)),
  },
  'source mailbox-folder, from a cursor': {
    answers: {
      'GET /users': [page([{ id: 'm', userType: 'Member' }])],
      [`GET ${folders}`]: [page([ofFolder('f', null, 'root', 'Partners')])],
      [`GET ${inFolder}/delta`]: [lastOf([{ id: 'a' }, { id: 'o' }, gone], `${inFolder}/delta`)],
      [`GET ${inFolder}/a`]: [contact],
      [`GET ${inFolder}/o`]: [stamped('o')],
    },
    within: /^GET \/users(\/[^/]+\/contactFolders.*)?$/s,
    writes: null,
    read: (connector, signal) => {
      const cursor = JSON.stringify(['m', 'f', `${graphUrl}/v1.0${inFolder}/delta?$deltatoken=1`]);
      return all(connector.source(partners).read(cursor, signal));
    },
  },
  'mailboxes read': {
    answers: { [`GET ${usersDelta}`]: [pageBefore([mailbox], usersDelta), lastOf([gone], usersDelta)] },
    within: /^GET \/users\/delta$/,
    writes: null,
    read: (connector, signal) => all(connector.mailboxes.read(null, signal)),
  },
  'mailboxes groupMembers': {
    answers: { [`GET ${members('user')}`]: [pageBefore([{ id: 'a' }], members('user')), page([{ id: 'b' }])] },
    within: /^GET \/groups\/g\/transitiveMembers\/microsoft.graph.user$/,
    writes: null,
    read: (connector, signal) => all(connector.mailboxes.groupMembers('g', signal)),
  },
  'mailboxes find': {
    answers: { 'GET /users': [pageBefore([{ id: 'a', userType: 'Guest' }], '/users'), page([{ id: 'm' }])] },
    within: /^GET \/users$/,
    writes: null,
    read: (connector, signal) => connector.mailboxes.find('mia@contoso.example', signal),
  },
  'groups find': {
    answers: {
      'GET /groups': [page([{ id: 'g', displayName: 'Sales', mail: 's@example.com', groupTypes: ['Unified'] }])],
    },
    within: /^GET \/groups$/,
    writes: null,
    read: (connector, signal) => connector.groups.find('sales', signal),
  },
  'target findFolder': {
    answers: {
      [`GET ${folders}/f`]: [ofFolder('f', '1|other')],
      [`GET ${folders}`]: [pageBefore([{ id: 'x' }], folders), page([{ id: 'y' }])],
    },
    within: inMailbox,
    writes: null,
    read: (connector, signal) => connector.target.findFolder(spec(['Company']), signal),
  },
  'target ensureFolder': {
    answers: {
      [`GET ${folders}/f`]: [ofFolder('f', null)],
      [`GET ${folders}`]: [page([ofFolder('p', null, 'root', 'Company')])],
      [`GET ${below('p')}`]: [page([])],
      [`POST ${below('p')}`]: [{ id: 'made' }],
    },
    within: inMailbox,
    writes: /^POST \/users\/m\/contactFolders(\/[^/]+\/childFolders)?$/,
    unread: /^POST/,
    read: (connector, signal) => connector.target.ensureFolder(spec(['Company', 'Sites']), signal),
  },
  'target stamped': {
    answers: stampedAnswers,
    within: inMailbox,
    writes: null,
    read: (connector, signal) => all(connector.target.stamped(folder, signal)),
  },
  'target read': {
    answers: { [`GET ${inFolder}/a`]: [ours], [`GET ${inFolder}/b`]: [{ ...ours, id: 'b' }] },
    within: inMailbox,
    writes: null,
    read: (connector, signal) => connector.target.read(folder, ['a', 'b'], signal),
  },
  'target changes': {
    answers: {
      [`GET ${inFolder}/delta`]: [
        pageBefore([{ id: 'a', changeKey: 'k' }], `${inFolder}/delta`),
        lastOf([{ id: 'b', '@odata.etag': 'W/"l"' }, gone], `${inFolder}/delta`),
      ],
    },
    within: inMailbox,
    writes: null,
    read: (connector, signal) => all(connector.target.changes(folder, null, signal)),
  },
  'target removeFolder': {
    answers: {
      [`GET ${folders}/f`]: [ofFolder('f', '1|s', 'p')],
      [`GET ${inFolder}`]: [page([{ id: 'c' }])],
      [`GET ${below('f')}`]: [page([{ id: 'g' }])],
      [`PATCH ${folders}/f`]: [{ id: 'f' }],
    },
    within: inMailbox,
    // It holds something, whatever one of the answers says.
    writes: /^PATCH \/users\/m\/contactFolders\/f$/,
    unread: /^PATCH/,
    read: (connector, signal) => connector.target.removeFolder(folder, signal),
  },
  'target ownFolders': {
    answers: tree,
    within: inMailbox,
    writes: null,
    read: (connector, signal) => connector.target.ownFolders(mailboxId, signal),
  },
  'folder apply': {
    answers: {
      [`POST ${inFolder}`]: [{ ...contact, id: 'new' }],
      [`PUT ${inFolder}/new/photo/$value`]: [{}],
      [`PATCH ${inFolder}/b`]: [{ ...contact, id: 'b' }],
      [`PUT ${inFolder}/b/photo/$value`]: [{}],
      [`DELETE ${inFolder}/d`]: [{}],
    },
    within: /^GET \/users\/m\/contactFolders\/f(\/contacts\/[bd])?$/,
    writes:
      /^(POST [^ ]*\/contacts|PUT [^ ]*\/contacts\/.+\/photo\/\$value|PATCH [^ ]*\/contacts\/b|DELETE [^ ]*\/contacts\/d)$/s,
    unread: /^/,
    read: (connector, signal) => connector.target.open(folder).apply(operations, signal),
  },
  'folder stamped': {
    answers: stampedAnswers,
    within: inMailbox,
    writes: null,
    read: (connector, signal) => all(connector.target.open(folder).stamped(signal)),
  },
  'folder read': {
    answers: { [`GET ${inFolder}/a`]: [ours] },
    within: inMailbox,
    writes: null,
    read: (connector, signal) => connector.target.open(folder).read(['a'], signal),
  },
  'folder findStamped': {
    answers: stampedAnswers,
    within: inMailbox,
    writes: null,
    read: (connector, signal) => connector.target.open(folder).findStamped([{ itemId: 'i', contentHash: 'h' }], signal),
  },
  'photos photo': {
    answers: {
      'GET /users/anna/photo': [{ '@odata.mediaEtag': 'W/"1"', width: 648 }],
      'GET /users/anna/photo/$value': ['/9j/'],
    },
    within: /^GET \/users\/anna\/photo(\/\$value)?$/,
    writes: null,
    read: (connector, signal) => connector.photos.photo('anna', null, signal),
  },
  'leftovers find': {
    answers: {
      ...tree,
      'GET /users/m/contacts': [
        pageBefore([contact, { ...contact, id: 'p', categories: ['Family'] }], '/users/m/contacts'),
        page([stamped('o')]),
      ],
      ...Object.fromEntries(['p', 'q', 'f', 'g'].map((id) => [`GET ${folders}/${id}/contacts`, [page([contact])]])),
    },
    within: inMailbox,
    writes: null,
    read: (connector, signal) =>
      all(connector.leftovers.find(mailboxId, { kind: 'category', category: 'Old' }, signal)),
  },
  'leftovers remove': {
    answers: { [`DELETE ${inFolder}/d`]: [{}] },
    within: /^DELETE/,
    writes: /^DELETE \/users\/m\/contactFolders\/f\/contacts\/d$/,
    unread: /^/,
    read: (connector, signal) => connector.leftovers.remove(mailboxId, [leftover], signal),
  },
  'leftovers removeEmptyFolders': {
    answers: {
      ...tree,
      [`GET ${folders}/p/contacts`]: [page([{ id: 'c' }])],
    },
    within: inMailbox,
    // It holds a contact and a folder.
    writes: /^$/,
    read: (connector, signal) =>
      connector.leftovers.removeEmptyFolders(mailboxId, { kind: 'folder', name: 'p' }, signal),
  },
  'leftovers restore': {
    answers: {
      ...tree,
      [`GET ${folders}/p/contacts`]: [page([{ id: 'there', displayName: 'Bea' }])],
      [`POST ${folders}/p/contacts`]: [{ id: 'new' }],
    },
    within: inMailbox,
    writes: /^POST \/users\/m\/contactFolders(\/[^/]+\/contacts)?$/,
    unread: /^POST/,
    read: (connector, signal) =>
      connector.leftovers.restore(mailboxId, leftover.folderName, [leftover.content], signal),
  },
  'connector health': {
    answers: { 'GET /users': [page([{ id: 'a' }])] },
    within: /^GET \/users$/,
    writes: null,
    unread: /^/,
    read: (connector, signal) => connector.health(signal),
  },
};
