import type { SimContact, SimMailbox } from '../../world/model.ts';
import { GraphError } from '../errors.ts';
import { type FilterExpression, filterPaths, matches, memberOf, type ResolvePath } from '../odata/filter.ts';
import { checkFilterTypes, type EdmType } from '../odata/filter-types.ts';
import type { ODataQuery } from '../odata/query.ts';
import { type ContactView, contactProperty } from './contact-answer.ts';
import { addressMembers, contactProperties, emailMembers } from './contact-properties.ts';
import { expandNothing, readExtendedExpand } from './extended-expand.ts';
import { extendedElements, isExtendedLambda, withCanonicalIds } from './extended-filter.ts';

const typeName = 'microsoft.graph.contact';
const navigations = [...contactProperties].flatMap(([name, kind]) => (kind === 'navigation' ? [name] : []));

/** How the request wants its contacts shown. @throws {GraphError} 400 for unknown properties. */
export function contactView(query: ODataQuery, immutableIds: boolean): ContactView {
  for (const name of query.select ?? []) {
    if (name === '*') continue;
    const kind = contactProperties.get(name);
    if (kind === undefined || kind === 'navigation') throw noProperty(name, typeName);
  }
  const select = query.select === null || query.select.includes('*') ? null : query.select;
  const expand = query.expand.length === 0 ? expandNothing : readExtendedExpand(query.expand, navigations, typeName);
  return { immutableIds, select, expand };
}

/** A test of contacts. @throws {GraphError} 400 for unknown properties. */
export function contactFilter(
  mailbox: SimMailbox,
  filter: FilterExpression | null,
): ((contact: SimContact) => boolean) | null {
  if (filter === null) return null;
  for (const path of filterPaths(filter)) checkPath(path);
  checkFilterTypes(filter, typeOfPath, 'RequestBroker--ParseUri');
  const prepared = withCanonicalIds(filter);
  return (contact) => passes(prepared, contactResolver(mailbox, contact), contact);
}

/** The values and ids of extended properties are compared exactly, everything else in any case. */
function passes(node: FilterExpression, resolve: ResolvePath, contact: SimContact): boolean {
  switch (node.kind) {
    case 'and':
      return passes(node.left, resolve, contact) && passes(node.right, resolve, contact);
    case 'or':
      return passes(node.left, resolve, contact) || passes(node.right, resolve, contact);
    case 'not':
      return !passes(node.of, resolve, contact);
    case 'compare':
    case 'in':
    case 'text':
    case 'truth':
      return matches(node, resolve);
    case 'lambda':
      if (!isExtendedLambda(node)) return matches(node, resolve);
      return matches(node, ([name]) => extendedElements(contact.content.extended, name), { caseSensitive: true });
  }
}

/** Gives the value at a path of a contact, for filters and orders. */
export function contactResolver(mailbox: SimMailbox, contact: SimContact): ResolvePath {
  return ([name = '', ...rest]) => memberOf(contactProperty(mailbox, contact, name, false), rest);
}

/** @throws {GraphError} 400 unless the path names a property of contacts. */
export function checkPath(path: readonly string[]): void {
  const [name = '', member] = path;
  const kind = contactProperties.get(name);
  if (kind === undefined) throw noProperty(name, typeName);
  if (member === undefined || member === '$count') return;
  if (name.endsWith('ValueExtendedProperties')) {
    if (member !== 'id' && member !== 'value') throw noProperty(member, `${name}`);
  } else if (kind === 'address') {
    if (!addressMembers.includes(member)) throw noProperty(member, 'microsoft.graph.physicalAddress');
  } else if (kind === 'emails' || kind === 'email') {
    if (!emailMembers.includes(member)) throw noProperty(member, 'microsoft.graph.emailAddress');
  } else {
    throw noProperty(member, 'Edm.String');
  }
}

function typeOfPath([name = '', member]: readonly string[]): EdmType | null {
  if (member !== undefined) return member === '$count' ? null : 'Edm.String';
  switch (contactProperties.get(name)) {
    case 'string':
      return 'Edm.String';
    case 'instant':
      return 'Edm.DateTimeOffset';
    case 'read-only':
      return name.endsWith('DateTime') ? 'Edm.DateTimeOffset' : 'Edm.String';
    case 'strings':
    case 'address':
    case 'emails':
    case 'email':
    case 'navigation':
    case undefined:
      return null;
  }
}

function noProperty(name: string, type: string): GraphError {
  return new GraphError(400, 'RequestBroker--ParseUri', `Could not find a property named '${name}' on type '${type}'.`);
}

/** A test for `$search`: each word begins a word of a name, an address or the company. */
export function contactSearch(search: string): (contact: SimContact, mailbox: SimMailbox) => boolean {
  const words = search
    .replaceAll('"', ' ')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return (contact, mailbox) => {
    const of = (name: string): unknown => contactProperty(mailbox, contact, name, false);
    const text = JSON.stringify(['displayName', 'givenName', 'surname', 'companyName', 'emailAddresses'].map(of));
    const found = text.toLowerCase().split(/[^\p{L}\p{N}@.+'-]+/u);
    return words.every((word) => found.some((candidate) => candidate.startsWith(word)));
  };
}
