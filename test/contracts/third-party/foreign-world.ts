import { createServer } from 'node:https';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { ClientSecretCredential } from '@azure/identity';
import { Client } from '@microsoft/microsoft-graph-client';
import { TokenCredentialAuthenticationProvider } from '@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials/index.js';
import { z } from 'zod';
import { serverCertificate } from '../../../simulator/http/certificates.ts';
import { createTempFolder } from '../../fixtures/temp-folder.ts';
import { requiredRoles, startTestSimulator, type TestSimulator } from '../../fixtures/test-simulator.ts';

export const clientSecret = 'a secret with +, /, = and ü';
export const graphScope = 'https://graph.microsoft.com/.default';
export const domain = 'contoso-demo.onmicrosoft.com';
const people = 230;
const mailboxes = 40;

/** A company in the simulator, its app agreed to, and this process trusting the simulator's authority. */
export interface ForeignWorld extends TestSimulator {
  readonly url: string;
  readonly tenantId: string;
  /** The id of a person whose mailbox can be used. */
  readonly mailboxUser: string;
  close(): Promise<void>;
}

const userList = z.object({
  value: z.array(
    z.object({ id: z.string(), mailbox: z.object({ purpose: z.string(), availability: z.string() }).nullable() }),
  ),
});

export async function startForeignWorld(): Promise<ForeignWorld> {
  const simulator = await startTestSimulator({ tenants: [{ domain, people, mailboxes }] });
  const { url, caPem, world } = simulator.simulator;
  const trustedBefore = getCACertificates('default');
  setDefaultCACertificates([...trustedBefore, caPem]);
  const { control, clientId } = simulator;
  await control.post('/apps', {
    appId: clientId,
    secrets: [{ value: clientSecret, expiresAtMs: null }],
    requiredRoles: [...requiredRoles, 'OrgContact.Read.All'],
  });
  await control.put(`/tenants/${domain}/consents/${clientId}`, {});
  const users = userList.parse(await control.get(`/tenants/${domain}/users?top=${people}`)).value;
  const user = users.find(({ mailbox }) => mailbox?.purpose === 'user' && mailbox.availability === 'available');
  const [tenantId] = world.tenants.keys();
  if (user === undefined || tenantId === undefined) throw new Error('the company has no mailbox');
  return {
    ...simulator,
    url,
    tenantId,
    mailboxUser: user.id,
    async close() {
      setDefaultCACertificates(trustedBefore);
      await simulator.close();
    },
  };
}

/** Microsoft's own client, all of its middleware included, with a token by secret. */
export function officialClient({ url, tenantId, clientId }: ForeignWorld): Client {
  const credential = new ClientSecretCredential(tenantId, clientId, clientSecret, {
    authorityHost: url,
    disableInstanceDiscovery: true,
  });
  const authProvider = new TokenCredentialAuthenticationProvider(credential, { scopes: [graphScope] });
  return Client.initWithMiddleware({ baseUrl: url, customHosts: new Set([new URL(url).hostname]), authProvider });
}

/** What came to an endpoint of a client. */
export interface Received {
  readonly validationToken: string | null;
  readonly body: string;
}

export interface Receiver {
  readonly url: string;
  readonly received: readonly Received[];
  close(): Promise<void>;
}

/** An endpoint for change notifications under an authority of its own. */
export async function startReceiver(): Promise<Receiver> {
  const folder = await createTempFolder();
  const { caPem, certPem, keyPem } = await serverCertificate(folder.path, Date.now());
  const trustedBefore = getCACertificates('default');
  setDefaultCACertificates([...trustedBefore, caPem]);
  const received: Received[] = [];
  const server = createServer({ cert: certPem, key: keyPem }, (request, response) => {
    const validationToken = new URL(request.url ?? '/', 'https://localhost').searchParams.get('validationToken');
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      received.push({ validationToken, body });
      if (validationToken === null) response.writeHead(202).end();
      else response.writeHead(200, { 'content-type': 'text/plain' }).end(validationToken);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the receiver has no port');
  return {
    url: `https://localhost:${address.port}/notify`,
    received,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      setDefaultCACertificates(trustedBefore);
      await folder.remove();
    },
  };
}
