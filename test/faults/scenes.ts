import { updateUser } from '../../simulator/world/directory-changes.ts';
import type { ConnectedSource, ResolvedSync } from '../../src/runs/definition.ts';
import { defaultGalRules } from '../../src/sync/gal-rules.ts';
import { call, type End, fill, run, runADayLater, signal, takeOut } from './acts.ts';
import type { Company, Place } from './company.ts';
import * as edit from './edits.ts';
import { allLeftovers, clean, leaveLeftovers, leftovers, restore } from './leftovers.ts';

/** A phase of work in which an operation occurs. */
export interface Scene {
  /** What is set up; default: everybody's list in a folder of every mailbox. */
  readonly sync?: (sync: ResolvedSync, place: Place) => ResolvedSync;
  /** What happens before, in fair weather. */
  readonly prepare?: (company: Company) => Promise<void>;
  /** What is done under the fault, and again when it is over. */
  readonly act: (company: Company) => Promise<End>;
  /** Whether all is as it should be, besides the cards; default: yes. */
  readonly isRight?: (company: Company) => boolean;
}

type SourceKind =
  | Pick<Extract<ConnectedSource, { kind: 'gal' }>, 'kind' | 'rules' | 'photoPixels'>
  | Pick<Extract<ConnectedSource, { kind: 'group' }>, 'kind' | 'groupId' | 'photoPixels'>
  | Pick<Extract<ConnectedSource, { kind: 'mailbox-folder' }>, 'kind' | 'mailbox' | 'folder'>
  | { readonly kind: 'organizational-contacts' };

const from =
  (kind: (place: Place) => SourceKind) =>
  (sync: ResolvedSync, place: Place): ResolvedSync => ({
    ...sync,
    sources: sync.sources.map(({ sourceId }) => ({ sourceId, connectionId: 'connection', ...kind(place) })),
  });

const withPhotos = from(() => ({ kind: 'gal', rules: defaultGalRules, photoPixels: 96 }));
const ofGroup = from(({ groupId }) => ({ kind: 'group', groupId, photoPixels: null }));
const ofSuppliers = from(() => ({ kind: 'organizational-contacts' }));
const ofPartners = from(({ domain }) => ({
  kind: 'mailbox-folder',
  mailbox: `reception@${domain}`,
  folder: ['Partners'],
}));

/** First some of them, then a run in fair weather, then the others. */
const prepared =
  (before: readonly ((company: Company) => void)[], after: readonly ((company: Company) => unknown)[]) =>
  async (company: Company) => {
    for (const step of before) step(company);
    await fill(company);
    for (const step of after) await step(company);
  };

const only =
  (...steps: readonly ((company: Company) => unknown)[]) =>
  async (company: Company) => {
    for (const step of steps) await step(company);
  };

/** Every phase in which something is asked of the outside. */
export const scenes = {
  'first fill': { act: run },
  change: { prepare: prepared([], [edit.changePeople]), act: run },
  audit: { prepare: prepared([], [(company) => company.forgetReplicas(), edit.changePeople]), act: run },
  'folder in a folder': {
    sync: (sync) => ({ ...sync, sync: { ...sync.sync, placement: { kind: 'folder', path: ['Office', 'Company'] } } }),
    prepare: only(edit.makeOffice),
    act: run,
  },
  'first look for drift': { prepare: prepared([], [edit.drift]), act: runADayLater },
  'look for drift': { prepare: prepared([], [runADayLater, edit.drift]), act: runADayLater },
  photos: { sync: withPhotos, act: run, isRight: (company) => edit.photosAre(company, ['Ada', 'Cleo']) },
  'photo goes': {
    sync: withPhotos,
    prepare: prepared([], [(company) => updateUser(company.tenant, company.user('Ada'), {}, { photo: null })]),
    act: runADayLater,
    isRight: (company) => edit.photosAre(company, ['Cleo']),
  },
  suppliers: { sync: ofSuppliers, prepare: only(edit.listSuppliers), act: run },
  'change of suppliers': {
    sync: ofSuppliers,
    prepare: prepared([edit.listSuppliers], [edit.dropSupplier]),
    act: run,
  },
  group: { sync: ofGroup, act: run },
  'change of a group': { sync: ofGroup, prepare: prepared([], [edit.changeCleo]), act: run },
  audience: {
    sync: (sync, { groupId }) => ({ ...sync, audience: { ...sync.audience, include: [{ kind: 'group', groupId }] } }),
    act: run,
  },
  'shared mailbox': { sync: ofPartners, prepare: only(edit.keepPartners), act: run },
  'change in a shared mailbox': {
    sync: ofPartners,
    prepare: prepared([edit.keepPartners], [edit.changePartners]),
    act: run,
  },
  'taking out': {
    prepare: prepared([], [edit.wantNothing]),
    act: takeOut,
    isRight: edit.hasNoFolderOfOurs,
  },
  'taking out around a contact': {
    prepare: prepared([], [edit.wantNothing, edit.putAuntIn]),
    act: takeOut,
    isRight: edit.hasNoFolderOfOurs,
  },
  'clean-up': {
    prepare: prepared([], [leaveLeftovers]),
    act: clean,
    isRight: (company) => leftovers(company).length === 0,
  },
  'undo of a clean-up': {
    prepare: only(leaveLeftovers, clean, edit.wantNothing),
    act: restore,
    isRight: (company) => leftovers(company).length === allLeftovers.length,
  },
  consent: {
    prepare: only(edit.wantNothing),
    act: ({ platform, tenant }) => call(platform.consent.prove(tenant.id, signal)),
  },
  health: { prepare: only(edit.wantNothing), act: ({ context }) => call(context.connector.health(signal)) },
} as const satisfies Readonly<Record<string, Scene>>;

export type SceneName = keyof typeof scenes;
