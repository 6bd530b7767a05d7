import { Agent, request } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createTestGraphPlatform } from '../fixtures/test-graph-platform.ts';
import { requiredRoles, startTestSimulator, type TestSimulator } from '../fixtures/test-simulator.ts';
import { createGraphRecording, type GraphRecording } from './graph-recording.ts';
import { loadGraphSpecs } from './shared-specs.ts';

/** Reading what the app itself does not read: other clients come to the simulator too. */
const moreRoles = [
  'Directory.Read.All',
  'OrgContact.Read.All',
  'Place.Read.All',
  'Application.Read.All',
  'Organization.Read.All',
];

const stamp = 'String {e7d3c2a0-5b1f-4c9e-9a64-8f0d2b7c1e35} Name Example';
const withStamp = `$expand=singleValueExtendedProperties($filter=id eq '${stamp}')`;
const whereStamp = `$filter=singleValueExtendedProperties/Any(ep: ep/id eq '${stamp}' and ep/value eq 'x')`;

/** What is asked: names in braces stand for ids found before. */
const reads = [
  '/users',
  '/users?$top=5&$orderby=displayName&$select=id,displayName,mail,accountEnabled,assignedPlans',
  "/users?$filter=startswith(displayName,'A')&$count=true",
  '/users?$select=id,proxyAddresses,onPremisesExtensionAttributes,employeeId,assignedLicenses,showInAddressList',
  '/users?$expand=manager($select=id,displayName)&$top=5',
  '/users/$count',
  '/users/delta?$select=displayName,businessPhones,assignedPlans',
  '/users/{user}',
  '/users/{user}?$select=accountEnabled,country,usageLocation,userType,createdDateTime,imAddresses',
  '/users/{user}/manager',
  '/users/{user}/directReports',
  '/users/{user}/memberOf',
  '/users/{user}/transitiveMemberOf/microsoft.graph.group',
  '/users/{user}/licenseDetails',
  '/users/{user}/mailboxSettings',
  '/users/{user}/photos',
  '/groups',
  '/groups?$select=id,displayName,groupTypes,membershipRule,mailEnabled,securityEnabled',
  '/groups/$count',
  '/groups/delta?$select=displayName,members',
  '/groups/{group}',
  '/groups/{group}/members',
  '/groups/{group}/members/microsoft.graph.user?$select=id,mail&$top=3',
  '/groups/{group}/transitiveMembers',
  '/groups/{group}/transitiveMembers/microsoft.graph.user?$select=id&$top=999&$count=true',
  '/contacts',
  '/contacts/delta?$select=displayName,phones,addresses',
  '/organization',
  '/domains',
  '/places/microsoft.graph.room',
  '/servicePrincipals',
  '/users/{user}/contacts',
  '/users/{user}/contacts?$top=2&$count=true&$orderby=displayName',
  `/users/{user}/contacts?${withStamp}`,
  '/users/{user}/contacts/delta',
  '/users/{user}/contactFolders',
  `/users/{user}/contactFolders?${whereStamp}`,
  `/users/{user}/contactFolders?${withStamp}`,
  '/users/{user}/contactFolders/delta',
  '/users/{user}/contactFolders/{folder}',
  '/users/{user}/contactFolders/{folder}/childFolders',
  `/users/{user}/contactFolders/{folder}/contacts?$select=id,displayName&$top=3&${withStamp}`,
  `/users/{user}/contactFolders/{folder}/contacts?${whereStamp}`,
  '/users/{user}/contactFolders/{folder}/contacts/delta?$select=displayName,emailAddresses',
  '/users/{user}/contactFolders/{folder}/contacts/{contact}',
  '/users/{user}/contacts/{contact}?$select=displayName,birthday',
  // Refusals have a form too.
  '/users/nobody@example.com',
  '/users?$select=nonsense',
  '/users/{user}/contacts?$select=nonsense',
  '/users/{user}/contacts/AAkALgAAAAAAHYQDEapm00000000AAA=',
  '/users/{user}/contactFolders/AAMkALgAAAAAAHYQDEapm',
  '/users/delta?$top=3',
  '/nowhere',
];

const linksSchema = z.object({ '@odata.nextLink': z.string().optional(), '@odata.deltaLink': z.string().optional() });

const readable = loadGraphSpecs() !== null;

describe.skipIf(!readable)("the simulator, held against Microsoft's own description", () => {
  let simulator: TestSimulator;
  let recording: GraphRecording;
  let agent: Agent;
  let token: string;
  const ids = new Map<string, string>();

  beforeAll(async () => {
    simulator = await startTestSimulator({ tenants: [{ people: 60, mailboxes: 40, seed: 7 }] });
    const { url, caPem, world } = simulator.simulator;
    const [tenantId = ''] = world.tenants.keys();
    const roles = [...requiredRoles, ...moreRoles];
    await simulator.control.put(`/tenants/${tenantId}/consents/${simulator.clientId}`, { roles });
    const platform = createTestGraphPlatform(simulator);
    token = (await platform.tokens.token(tenantId, { kind: 'valid' }, new AbortController().signal)).value;
    await platform.close();
    agent = new Agent({ connect: { ca: caPem } });
    recording = createGraphRecording(url);
    await prepare();
  });

  afterAll(async () => {
    await agent.close();
    await simulator.close();
  });

  async function send(method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
    const url = `${simulator.simulator.url}/v1.0${path}`;
    const headers = {
      authorization: `Bearer ${token}`,
      consistencylevel: 'eventual',
      prefer: 'IdType="ImmutableId"',
      'content-type': 'application/json',
    };
    const text = body === undefined ? undefined : JSON.stringify(body);
    const answer = await request(encodeURI(url), { method, headers, dispatcher: agent, body: text ?? null });
    const answered = {
      status: answer.statusCode,
      headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value)])),
      text: await answer.body.text(),
    };
    // Refused requests are among them, so that it is the answers alone that count.
    recording.note({ method, url, headers, ...(text === undefined ? {} : { body: text }) }, answered);
    const value: unknown = answered.text === '' ? null : JSON.parse(answered.text);
    return value;
  }

  /** Where an answer leads on to, below the service's root. */
  function linkOf(answer: unknown): string | null {
    const page = linksSchema.safeParse(answer).data;
    const link = page?.['@odata.nextLink'] ?? page?.['@odata.deltaLink'];
    return link === undefined ? null : decodeURI(link.slice(`${simulator.simulator.url}/v1.0`.length));
  }

  const idOf = (value: unknown): string => z.object({ id: z.string() }).parse(value).id;
  const fill = (path: string): string => path.replace(/\{(\w+)\}/g, (_, name: string) => ids.get(name) ?? 'nothing');

  async function prepare(): Promise<void> {
    const { world } = simulator.simulator;
    const [tenant] = world.tenants.values();
    const users = [...(tenant?.users.values() ?? [])];
    const usable = users.find(({ mailbox, managerId }) => mailbox?.availability === 'available' && managerId !== null);
    const [group] = tenant?.groups.keys() ?? [];
    ids.set('user', usable?.id ?? '').set('group', group ?? '');
    const extended = { singleValueExtendedProperties: [{ id: stamp, value: 'x' }] };
    const folders = `/users/${ids.get('user')}/contactFolders`;
    ids.set('folder', idOf(await send('POST', folders, { displayName: 'Ours', ...extended })));
    const contacts = `${folders}/${ids.get('folder')}/contacts`;
    const contact = {
      displayName: 'Zoë',
      birthday: '1980-02-29T11:59:00Z',
      emailAddresses: [{ address: 'zoe@example.com', name: 'Zoë' }],
      businessAddress: { city: 'Köln' },
      ...extended,
    };
    for (let i = 0; i < 5; i += 1) ids.set('contact', idOf(await send('POST', contacts, contact)));
  }

  test.each(reads)('%s', async (path) => {
    let next: string | null = fill(path);
    for (let pages = 0; next !== null && pages < 4; pages += 1) next = linkOf(await send('GET', next));
  });

  test('every answer keeps to it', () => {
    expect(recording.violations('answers')).toEqual([]);
  });

  test('enough was answered', () => {
    expect(recording.seen?.answers.size).toBeGreaterThan(30);
    expect(simulator.failures).toEqual([]);
  });
});
