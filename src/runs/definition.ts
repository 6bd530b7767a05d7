/** What a tenant has set up: sources feed collections, syncs bring a collection to an audience. Ids are unique per kind and tenant. */

import type { FilterStep } from '../sync/filter/filter.ts';
import type { GalRules } from '../sync/gal-rules.ts';
import type { GuardPolicy } from '../sync/guards.ts';
import type { Mapping } from '../sync/mapping.ts';
import type { MatchRules } from '../sync/merging/match.ts';
import type { MergeRules } from '../sync/merging/merge.ts';
import type { DeletePolicy, DriftPolicy } from '../sync/policies.ts';
import type { WriteRules } from '../sync/write-rules.ts';
import type { CsvSource } from './csv-source.ts';
import type { Schedule } from './schedule.ts';

/** A list that can be read, where from, and which of it. */
export type SourceDefinition = ConnectedSource | CsvSourceDefinition;

/** A list that a connection of the tenant gives. */
export type ConnectedSource = { readonly sourceId: string; readonly connectionId: string } & (
  | { readonly kind: 'gal'; readonly rules: GalRules; readonly photoPixels: PhotoPixels }
  | { readonly kind: 'organizational-contacts' }
  /** Members of an Entra group, through nested groups: people and organizational contacts. */
  | { readonly kind: 'group'; readonly groupId: string; readonly photoPixels: PhotoPixels }
  /** A contact folder of a (shared) mailbox; `folder`: display names from the top, empty for the default folder. */
  | { readonly kind: 'mailbox-folder'; readonly mailbox: string; readonly folder: readonly string[] }
);

/** Photos of people are taken too, scaled to at most this many pixels on the longer side; null: none. */
export type PhotoPixels = number | null;

/** A CSV file, maybe with others that are joined to it. */
export interface CsvSourceDefinition extends CsvSource {
  readonly kind: 'csv';
  readonly sourceId: string;
}

/** How the merged, mapped list is made from sources. */
export interface CollectionDefinition {
  readonly collectionId: string;
  /** By priority, highest first. */
  readonly sourceIds: readonly string[];
  readonly match: MatchRules;
  readonly merge: MergeRules;
  readonly filter: readonly FilterStep[];
  readonly mapping: Mapping;
  /** What a read may change in the list unattended. */
  readonly guards: GuardPolicy;
}

export type AudienceRule =
  | { readonly kind: 'everyone' }
  /** Entra group id; nested groups count. */
  | { readonly kind: 'group'; readonly groupId: string }
  /** Addresses or mailbox ids. */
  | { readonly kind: 'mailboxes'; readonly mailboxes: readonly string[] };

/** The mailboxes a collection goes to: all that a rule of `include` names and none of `exclude` does. */
export interface AudienceDefinition {
  readonly audienceId: string;
  readonly include: readonly AudienceRule[];
  readonly exclude: readonly AudienceRule[];
}

/** Where in a mailbox the items are. */
export type Placement =
  /** A folder of ours: display names from the top; all but the last may be a person's own folders. */
  | { readonly kind: 'folder'; readonly path: readonly [string, ...string[]] }
  /** Among the person's own contacts, told apart by a category. */
  | { readonly kind: 'default-folder'; readonly category: string };

/** A sync: collection + audience + folder + policies. */
export interface SyncDefinition {
  readonly syncId: string;
  readonly name: string;
  /** The connection whose mailboxes are written to. */
  readonly connectionId: string;
  readonly collectionId: string;
  readonly audienceId: string;
  readonly placement: Placement;
  readonly write: WriteRules;
  readonly deletes: DeletePolicy;
  readonly drift: DriftPolicy;
  /** What happens in the mailbox of who leaves the audience or loses the licence. */
  readonly leavers: 'keep' | 'clean-up';
  /** Whether people find their own card in their own folder. */
  readonly ownCard: 'keep' | 'leave-out';
  /** What a run may do to a folder, and to the audience, unattended. */
  readonly guards: GuardPolicy;
  /** When it runs by itself. */
  readonly schedule: Schedule;
  /** A paused sync does not run until a person resumes it. */
  readonly paused: boolean;
}

/** All that one tenant has set up. */
export interface Definitions {
  readonly sources: readonly SourceDefinition[];
  readonly collections: readonly CollectionDefinition[];
  readonly audiences: readonly AudienceDefinition[];
  readonly syncs: readonly SyncDefinition[];
}

/** A sync with everything that it names. */
export interface ResolvedSync {
  readonly sync: SyncDefinition;
  readonly collection: CollectionDefinition;
  /** In the order of the collection. */
  readonly sources: readonly SourceDefinition[];
  readonly audience: AudienceDefinition;
}
