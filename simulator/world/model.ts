/**
 * What exists in the simulated outside world. Plain data: the services in `entra/` and `graph/` read and write it,
 * `control/` shows and changes it, and all of it can be saved and loaded.
 */
import type { DirectoryLog } from './directory-log.ts';

/** The whole outside world. */
export interface World {
  readonly clock: SimClock;
  readonly settings: SimSettings;
  /** By client id. */
  readonly apps: Map<string, SimApp>;
  /** By Entra tenant id (a GUID in lower case). */
  readonly tenants: Map<string, SimTenant>;
}

/** The simulated time: runs with the real one, and can be moved ahead. */
export interface SimClock {
  nowMs(): number;
  advance(ms: number): void;
  /** How far ahead of the real time it is. */
  readonly offsetMs: number;
}

/** Behaviour that can be changed while the simulator runs (`PATCH /control/settings`). */
export interface SimSettings {
  /** Added to every request to Graph, and to every part of a batch but in parallel: 0 for benchmarks. */
  thinkTimeMs: number;
  /** Whether the documented limits answer 429. */
  limitsEnabled: boolean;
  /** Outlook: requests at a time per app and mailbox, and whether the count is per mailbox or per app. */
  mailboxConcurrency: number;
  mailboxConcurrencyScope: 'mailbox' | 'app';
  /** Outlook: requests per app and mailbox in ten minutes. */
  mailboxRequestsPer10Min: number;
  /** Outlook: upload per app and mailbox in five minutes. */
  mailboxUploadBytesPer5Min: number;
  /** How `Retry-After` is written on a 429. */
  retryAfterForm: 'seconds' | 'date' | 'none';
  /** Page size of directory deltas and of lists without `$top`. */
  directoryDeltaPageSize: number;
  accessTokenLifetimeSeconds: number;
  /** How an app that is not in the tenant is refused by the token endpoint. */
  unknownAppAnswer: 'AADSTS700016' | 'AADSTS7000229';
  /** Whether `$expand` of extended properties works on contact deltas. */
  expandOnContactDelta: boolean;
}

/** An application registration; it works in every tenant that has consented. */
export interface SimApp {
  readonly appId: string;
  readonly displayName: string;
  readonly redirectUris: string[];
  /** PEM; an assertion must be signed by the key of one of them. */
  readonly certificates: string[];
  readonly secrets: { readonly value: string; readonly expiresAtMs: number | null }[];
  /** Application permissions asked for, e.g. `Contacts.ReadWrite`: what `.default` grants on admin consent. */
  readonly requiredRoles: string[];
}

export interface SimTenant {
  /** GUID. */
  readonly id: string;
  readonly displayName: string;
  /** The first is the default domain, e.g. `contoso.onmicrosoft.com`. */
  readonly domains: string[];
  /** ISO 3166 alpha-2. */
  readonly countryCode: string;
  /** What the demo made the tenant from: the people's own contacts follow from it; absent: they have none. */
  readonly seed?: string;
  /** No app gets a token here (AADSTS53003). */
  conditionalAccessBlocked?: boolean;
  /** Consented apps by client id. */
  readonly servicePrincipals: Map<string, SimServicePrincipal>;
  readonly users: Map<string, SimUser>;
  readonly groups: Map<string, SimGroup>;
  readonly orgContacts: Map<string, SimOrgContact>;
  /** What changed in the directory, in order: the base of all directory deltas. */
  readonly log: DirectoryLog;
  /** By user id; made when first touched (see world/mailboxes.ts). */
  readonly mailboxes: Map<string, SimMailbox>;
  /** Change notifications asked for, by id. */
  readonly subscriptions: Map<string, SimSubscription>;
}

/** A wish to be told of changes (`POST /subscriptions`). */
export interface SimSubscription {
  readonly id: string;
  /** Client id of the app that made it: nobody else sees it. */
  readonly appId: string;
  /** As asked for: `users`, `users/{id}/contacts`. */
  readonly resource: string;
  readonly changeTypes: readonly ('created' | 'updated' | 'deleted')[];
  readonly clientState: string | null;
  notificationUrl: string;
  readonly lifecycleNotificationUrl: string | null;
  readonly latestSupportedTlsVersion: string;
  /** Whether contacts are told of by their immutable ids. */
  readonly immutableIds: boolean;
  /** How far in the directory's log it was told of changes. */
  directorySequence: number;
  expiresAtMs: number;
}

export interface SimServicePrincipal {
  readonly appId: string;
  enabled: boolean;
  /** Granted application permissions. */
  roles: Set<string>;
  /** Tokens issued before this instant are rejected by Graph. */
  tokensValidFromMs: number;
  /** A conditional-access policy refuses tokens to this app (AADSTS53003). */
  conditionalAccessBlocked?: boolean;
}

/** Exchange's own words for what a mailbox is (`mailboxSettings/userPurpose`). */
export type MailboxPurpose = 'user' | 'shared' | 'room' | 'equipment';

/** Why a mailbox cannot be used through Graph. */
export type MailboxAvailability = 'available' | 'not-enabled' | 'on-premises' | 'access-denied' | 'non-existent';

/** A directory user: Graph's properties under Graph's names, and what only the simulator knows beside them. */
export interface SimUser {
  readonly id: string;
  /** The user resource as Graph shows it, without `id`; never-set properties are absent. */
  readonly properties: Record<string, unknown>;
  managerId: string | null;
  /** Null: no mailbox. */
  mailbox: { readonly purpose: MailboxPurpose; availability: MailboxAvailability } | null;
  photo: Uint8Array | null;
}

export interface SimGroup {
  readonly id: string;
  readonly properties: Record<string, unknown>;
  /** Ids of users, groups and organizational contacts. */
  readonly memberIds: Set<string>;
}

export interface SimOrgContact {
  readonly id: string;
  readonly properties: Record<string, unknown>;
}

export interface SimMailbox {
  readonly userId: string;
  /** 22 characters of base64url that all ids of this mailbox contain. */
  readonly idBase: string;
  /** The default contacts folder, not listed by `GET /contactFolders`. */
  readonly defaultFolderId: string;
  readonly folders: Map<string, SimFolder>;
  /** By serial number; the ids that Graph shows are made from it (see outlook-ids.ts). */
  readonly contacts: Map<number, SimContact>;
  /** The last serial number given to a contact or folder; they are never used again. */
  lastSerial: number;
  /** Grows with each change in this mailbox; the base of its deltas and of change keys. */
  sequence: number;
  /** Contacts deleted or moved out of a folder, in order. */
  readonly removedContacts: { readonly serial: number; readonly folderId: string; readonly sequence: number }[];
  /** Folders deleted, in order. */
  readonly removedFolders: { readonly id: string; readonly parentFolderId: string | null; readonly sequence: number }[];
}

export interface SimFolder {
  /** As Graph shows it; never changes. */
  readonly id: string;
  readonly serial: number;
  /** Null for the default contacts folder; what `POST /contactFolders` makes is a child of that. */
  readonly parentFolderId: string | null;
  displayName: string;
  /** Extended property id in its canonical form → value. */
  extended: Readonly<Record<string, string | readonly string[]>>;
  sequence: number;
}

/** One contact. Content is shared between mailboxes wherever it is equal, so that a full company fits in memory. */
export interface SimContact {
  readonly serial: number;
  folderId: string;
  content: ContactContent;
  createdMs: number;
  modifiedMs: number;
  sequence: number;
  /** The person's own, made by the demo or by the mailbox owner: an app that changes it is counted. */
  readonly personal: boolean;
  photo: Uint8Array | null;
}

/** Never changed in place: an update puts a new content. */
export interface ContactContent {
  /** Graph's contact properties as set, without ids, dates and change key. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Extended property id in its canonical form → value. */
  readonly extended: Readonly<Record<string, string | readonly string[]>>;
}
