import type { SimUser } from '../world/model.ts';
import { createRandom, randomGuid } from '../world/random.ts';
import { type DirectoryBuilder, mailProperties } from './directory-builder.ts';
import { asciiSlug } from './names.ts';

/**
 * Security groups per department and one that nests them all, heads of department, two groups in a circle, a dynamic group,
 * distribution lists per city, a room list, a Microsoft 365 group, and `All phones` with everybody who has a usable mailbox.
 */
export function addGroups(
  builder: DirectoryBuilder,
  seed: string,
  departments: ReadonlyMap<string, readonly string[]>,
): void {
  const random = createRandom(`${seed}/groups`);
  const users = [...builder.tenant.users.values()];

  function add(displayName: string, kind: Readonly<Record<string, unknown>>, memberIds: Iterable<string>): string {
    const id = randomGuid(random);
    const slug = builder.uniqueSlug(asciiSlug(displayName));
    const address = kind.mailEnabled === true ? mailProperties(slug, builder.domain) : { mailNickname: slug };
    const properties = { createdDateTime: '2020-01-15T10:00:00Z', displayName, ...address, ...kind };
    builder.addGroup(id, properties, memberIds);
    return id;
  }

  const departmentIds = [...departments].map(([name, ids]) => add(name, securityGroup, ids));
  const headIds = [...departments.values()].flatMap((ids) => ids.slice(0, 1));
  add('Alle Abteilungen', { ...securityGroup, description: 'Enthält die Gruppen aller Abteilungen.' }, departmentIds);
  add('Führungskreis', mailSecurityGroup, headIds);
  addCircle(builder, add);
  add(
    'IT und Logistik (dynamisch)',
    {
      ...securityGroup,
      groupTypes: ['DynamicMembership'],
      membershipRule: '(user.department -eq "IT") or (user.department -eq "Logistik")',
      membershipRuleProcessingState: 'On',
    },
    users.filter(({ properties }) => properties.department === 'IT' || properties.department === 'Logistik').map(idOf),
  );
  for (const [city, ids] of usersByCity(users)) add(`Verteiler ${city}`, distributionList, ids);
  const rooms = users.filter(({ mailbox }) => mailbox?.purpose === 'room');
  if (rooms.length > 0) add('Besprechungsräume', distributionList, rooms.map(idOf));
  add('Sommerfest', { ...distributionList, groupTypes: ['Unified'], visibility: 'Public' }, headIds);
  add('All phones', mailSecurityGroup, users.filter(hasUsableMailbox).map(idOf));
}

/** A person who can be sent contacts: enabled, licensed, with a mailbox that answers. */
export function hasUsableMailbox({ properties, mailbox }: SimUser): boolean {
  return (
    properties.accountEnabled === true &&
    properties.assignedPlans !== undefined &&
    mailbox?.purpose === 'user' &&
    mailbox.availability === 'available'
  );
}

const securityGroup = { groupTypes: [], mailEnabled: false, securityEnabled: true };
const mailSecurityGroup = { groupTypes: [], mailEnabled: true, securityEnabled: true };
const distributionList = { groupTypes: [], mailEnabled: true, securityEnabled: false };

const idOf = ({ id }: SimUser): string => id;

/** Two groups that are members of each other, as nobody wants and everybody has. */
function addCircle(
  builder: DirectoryBuilder,
  add: (displayName: string, kind: Readonly<Record<string, unknown>>, memberIds: Iterable<string>) => string,
): void {
  const some = [...builder.tenant.users.keys()].slice(0, 4);
  const inner = add('Projekt Nordlicht', securityGroup, some.slice(0, 2));
  const outer = add('Projekt Nordlicht Partner', securityGroup, [inner, ...some.slice(2)]);
  builder.tenant.groups.get(inner)?.memberIds.add(outer);
}

function usersByCity(users: readonly SimUser[]): Map<string, string[]> {
  const cities = new Map<string, string[]>();
  for (const { id, properties, mailbox } of users) {
    const { city } = properties;
    if (typeof city !== 'string' || mailbox?.purpose !== 'user') continue;
    const members = cities.get(city);
    if (members === undefined) cities.set(city, [id]);
    else members.push(id);
  }
  return cities;
}
