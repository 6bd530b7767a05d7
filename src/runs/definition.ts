import type { GalRules } from '../sync/gal-rules.ts';
import type { GuardPolicy } from '../sync/guards.ts';
import type { Mapping } from '../sync/mapping.ts';

/** The mailboxes a collection goes to. */
export type Audience =
  | { readonly kind: 'everyone' }
  /** Entra group id; nested groups count. */
  | { readonly kind: 'group'; readonly groupId: string }
  /** Addresses or mailbox ids. */
  | { readonly kind: 'mailboxes'; readonly mailboxes: readonly string[] };

/** Where the items of a collection come from. */
export interface SourceDefinition {
  readonly kind: 'gal';
  readonly rules: GalRules;
}

/** A sync: collection + audience + folder + policies. */
export interface SyncDefinition {
  readonly syncId: string;
  readonly name: string;
  readonly connectionId: string;
  readonly source: SourceDefinition;
  readonly mapping: Mapping;
  readonly audience: Audience;
  /** Name given to the folder when it is made; people may rename it. */
  readonly folderName: string;
  readonly guards: GuardPolicy;
}
