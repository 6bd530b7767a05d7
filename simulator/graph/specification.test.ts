import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { directoryRoutes } from './directory/routes.ts';
import { GraphError } from './errors.ts';
import { addressMembers, contactProperties, emailMembers, type PropertyKind } from './mailbox/contact-properties.ts';
import { folderNavigations, folderProperties } from './mailbox/folder-properties.ts';
import { mailboxRoutes } from './mailbox/routes.ts';
import { createRouter } from './router.ts';
import { subscriptionRoutes } from './subscriptions/routes.ts';

/** Holds the simulator against Microsoft's own description of Graph, which lies beside the project where there is one. */
const specification = new URL('../../../shared/specs/graph/', import.meta.url);
const pathsFile = new URL('paths-v1.0.txt', specification);
const modelFile = new URL('v1.0.csdl', specification);
const missing = [pathsFile, modelFile].filter((file) => !existsSync(file)).map((file) => file.pathname);
if (missing.length > 0) console.warn(`skipped: ${missing.join(', ')} not found`);

const kinds: Readonly<Record<string, PropertyKind>> = {
  'Edm.String': 'string',
  'Edm.DateTimeOffset': 'instant',
  'Collection(Edm.String)': 'strings',
  'graph.physicalAddress': 'address',
  'graph.emailAddress': 'email',
  'Collection(graph.emailAddress)': 'emails',
};
const readOnly = new Set(['createdDateTime', 'lastModifiedDateTime', 'changeKey', 'parentFolderId']);

test.skipIf(missing.length > 0)('contacts have exactly the properties of the entity model', () => {
  const model = readFileSync(modelFile, 'utf8');
  const expected = new Map<string, PropertyKind>([['id', 'read-only']]);
  for (const type of ['outlookItem', 'contact']) {
    for (const [name, edmType] of propertiesOf(model, type)) {
      const kind = readOnly.has(name) ? 'read-only' : kinds[edmType];
      if (kind === undefined) throw new Error(`${name} is of the new type ${edmType}`);
      expected.set(name, kind);
    }
    for (const name of navigationsOf(model, type)) expected.set(name, 'navigation');
  }
  expect(new Map([...contactProperties].sort())).toEqual(new Map([...expected].sort()));
  expect(propertiesOf(model, 'physicalAddress').map(([name]) => name)).toEqual(addressMembers);
  expect(propertiesOf(model, 'emailAddress').map(([name]) => name)).toEqual(emailMembers);
});

test.skipIf(missing.length > 0)('contact folders have exactly the properties of the entity model', () => {
  const model = readFileSync(modelFile, 'utf8');
  const names = ['id', ...propertiesOf(model, 'contactFolder').map(([name]) => name)];
  expect(names.sort()).toEqual([...folderProperties].sort());
  expect(navigationsOf(model, 'contactFolder').sort()).toEqual([...folderNavigations].sort());
});

test.skipIf(missing.length > 0)('every path of Graph is served or named as not served, never taken for unknown', () => {
  const router = createRouter([...directoryRoutes, ...mailboxRoutes, ...subscriptionRoutes]);
  const unknown = readPaths().filter((path) => {
    try {
      router.match('GET', path.replaceAll(/\{[^}]*\}/g, 'x'));
      return false;
    } catch (error) {
      return !(error instanceof GraphError) || error.status === 400;
    }
  });
  expect(unknown).toEqual([]);
});

test.skipIf(missing.length > 0)(
  'every mailbox route is a path of Graph, and all of them but extensions are served',
  () => {
    const legal = new Set(readPaths().map(shapeOf));
    const served = new Set(mailboxRoutes.map((route) => shapeOf(route.pattern)));
    expect([...served].filter((path) => !legal.has(path))).toEqual([]);
    const ours = [...legal].filter((path) => /^\/users\/\{\}\/(contacts|contactFolders)(\/|$)/.test(path));
    expect(ours.filter((path) => !served.has(path) && !path.includes('/extensions'))).toEqual([]);
  },
);

function readPaths(): readonly string[] {
  return readFileSync(pathsFile, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('/'));
}

function shapeOf(path: string): string {
  return path.replaceAll(/\{[^}]*\}/g, '{}').replace(/\(\)$/, '');
}

function bodyOf(model: string, type: string): string {
  const found = new RegExp(`<(EntityType|ComplexType) Name="${type}"(?:[^>]*[^/])?>(.*?)</\\1>`, 's').exec(model);
  if (found === null) throw new Error(`the model has no type ${type}`);
  return found[2] ?? '';
}

function propertiesOf(model: string, type: string): readonly (readonly [name: string, edmType: string])[] {
  const found = bodyOf(model, type).matchAll(/<Property Name="([^"]+)" Type="([^"]+)"/g);
  return [...found].map(([, name = '', edmType = '']) => [name, edmType] as const);
}

function navigationsOf(model: string, type: string): string[] {
  return [...bodyOf(model, type).matchAll(/<NavigationProperty Name="([^"]+)"/g)].map(([, name = '']) => name);
}
