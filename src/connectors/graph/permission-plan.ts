import { groupsOfAudience } from '../../runs/audience-rules.ts';
import type { Definitions } from '../../runs/definition.ts';
import { groupsOf } from '../../sync/filter/filter.ts';
import { type GraphOperation, graphOperations } from './operations.ts';

/** What a permission is for, in the words of the pages. */
export type PermissionFeature = 'contacts' | 'groups' | 'photos' | 'organizational-contacts';

/** A permission that can be asked for, and whether what is set up needs it. */
export interface PlannedPermission {
  readonly name: string;
  /** What does not work without it. */
  readonly features: readonly PermissionFeature[];
  readonly needed: boolean;
  /** Exchange can limit it to some mailboxes (RBAC for Applications). */
  readonly canBeLimitedToMailboxes: boolean;
}

const featuresOf: Readonly<Record<GraphOperation, PermissionFeature>> = {
  'users.read': 'contacts',
  'photo.read': 'photos',
  'org-contacts.read': 'organizational-contacts',
  'group.read': 'groups',
  'mailbox-settings.read': 'contacts',
  'folder.list': 'contacts',
  'child-folder.list': 'contacts',
  'folder.read': 'contacts',
  'folder.create': 'contacts',
  'child-folder.create': 'contacts',
  'folder.update': 'contacts',
  'folder.delete': 'contacts',
  'contact.read': 'contacts',
  'contact.create': 'contacts',
  'contact.update': 'contacts',
  'contact.delete': 'contacts',
  'contact-photo.write': 'contacts',
};

/** Every permission that Ringbook may ask for, in the order of need; each is the least that its operations work with. */
export function permissionPlan(definitions: Definitions): readonly PlannedPermission[] {
  const used = featuresUsed(definitions);
  const names = [...new Set(operations().map((operation) => graphOperations[operation].permissions[0]))];
  const plan = names.map((name): PlannedPermission => {
    const askedFor = operations().filter((operation) => graphOperations[operation].permissions[0] === name);
    const features = [...new Set(askedFor.map((operation) => featuresOf[operation]))];
    return {
      name,
      features,
      needed: features.some((feature) => used.has(feature)),
      canBeLimitedToMailboxes: askedFor.every((operation) => graphOperations[operation].mailbox),
    };
  });
  return plan.toSorted((a, b) => Number(b.needed) - Number(a.needed));
}

/** Needed permissions that nothing that was granted stands in for. */
export function missingFor(definitions: Definitions, granted: readonly string[]): readonly string[] {
  const used = featuresUsed(definitions);
  const refused = operations().filter((operation) => {
    const permissions: readonly string[] = graphOperations[operation].permissions;
    return used.has(featuresOf[operation]) && !permissions.some((permission) => granted.includes(permission));
  });
  return [...new Set(refused.map((operation) => graphOperations[operation].permissions[0]))];
}

function operations(): readonly GraphOperation[] {
  return Object.keys(graphOperations).filter((name): name is GraphOperation => Object.hasOwn(graphOperations, name));
}

function featuresUsed({ sources, collections, audiences }: Definitions): ReadonlySet<PermissionFeature> {
  const used = new Set<PermissionFeature>(['contacts']);
  for (const source of sources) {
    if (source.kind === 'organizational-contacts') used.add('organizational-contacts');
    if (source.kind === 'group') used.add('groups');
    if ((source.kind === 'gal' || source.kind === 'group') && source.photoPixels !== null) used.add('photos');
  }
  const filtersByGroup = collections.some(({ filter }) => groupsOf(filter).length > 0);
  if (filtersByGroup || audiences.some((audience) => groupsOfAudience(audience).length > 0)) used.add('groups');
  return used;
}
