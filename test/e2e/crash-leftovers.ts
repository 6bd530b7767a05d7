import { randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';
import { z } from 'zod';
import type { SimulatedTenant } from './simulated-tenant.ts';

const tokenSchema = z.object({ access_token: z.string() });
const partsSchema = z.object({
  responses: z.array(z.object({ id: z.string(), status: z.literal(201), body: z.object({ id: z.string() }) })),
});

interface Part {
  readonly url: string;
  readonly body: object;
}

/** Another product fills a folder of its own in each mailbox, by Graph as an app does, and is seen no more. */
export async function leaveContacts(
  { control, entraTenantId, graphUrl, caPem }: SimulatedTenant,
  mailboxIds: readonly string[],
  folderName: string,
  contacts: number,
): Promise<void> {
  const clientId = randomUUID();
  const secret = randomUUID();
  await control.post('/apps', {
    appId: clientId,
    displayName: 'Another product',
    redirectUris: [],
    secrets: [{ value: secret, expiresAtMs: null }],
    requiredRoles: ['Contacts.ReadWrite'],
  });
  await control.put(`/tenants/${entraTenantId}/consents/${clientId}`, {});
  const dispatcher = new Agent({ connect: { ca: [caPem] } });
  const post = async (path: string, type: string, body: string, token?: string): Promise<unknown> => {
    const headers = { 'content-type': type, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
    return (await request(graphUrl + path, { method: 'POST', dispatcher, headers, body })).body.json();
  };
  try {
    const form = new URLSearchParams({
      client_id: clientId,
      client_secret: secret,
      scope: 'https://graph.microsoft.com/.default',
      grant_type: 'client_credentials',
    });
    const granted = await post(`/${entraTenantId}/oauth2/v2.0/token`, 'application/x-www-form-urlencoded', `${form}`);
    const { access_token: token } = tokenSchema.parse(granted);
    /** At most 20 parts. @returns The ids of what was made. */
    const make = async (parts: readonly Part[]): Promise<readonly string[]> => {
      const headers = { 'Content-Type': 'application/json' };
      const requests = parts.map((part, index) => ({ id: `${index}`, method: 'POST', headers, ...part }));
      const { responses } = partsSchema.parse(
        await post('/v1.0/$batch', 'application/json', JSON.stringify({ requests }), token),
      );
      return responses.sort((a, b) => Number(a.id) - Number(b.id)).map(({ body }) => body.id);
    };
    for (const mailboxId of mailboxIds) {
      const folders = `/users/${mailboxId}/contactFolders`;
      const [folderId] = await make([{ url: folders, body: { displayName: folderName } }]);
      const url = `${folders}/${folderId}/contacts`;
      const cards = Array.from({ length: contacts }, (_, index) => ({
        displayName: `Left ${index + 1}`,
        fileAs: `Left ${index + 1}`,
        businessPhones: [`+49899999${1000 + index}`],
      }));
      for (let start = 0; start < cards.length; start += 20) {
        await make(cards.slice(start, start + 20).map((body) => ({ url, body })));
      }
    }
  } finally {
    await dispatcher.close();
  }
}
