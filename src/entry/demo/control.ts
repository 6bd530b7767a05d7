import { Agent, request } from 'undici';
import { z } from 'zod';
import { stampPropertyId } from '../../connectors/graph/stamp.ts';

const tenantSchema = z.object({ people: z.number(), mailboxes: z.number() });
const usersSchema = z.object({
  value: z.array(
    z.object({
      id: z.string(),
      userPrincipalName: z.string(),
      accountEnabled: z.boolean(),
      userType: z.string(),
      showInAddressList: z.boolean().optional(),
      mailbox: z.object({ purpose: z.string() }).nullable(),
    }),
  ),
});
const requestsSchema = z.object({
  httpRequests: z.number(),
  mailboxRequests: z.number(),
  writes: z.number(),
  batches: z.number(),
  mailboxesWritten: z.number(),
  /** From the first request to the last answer. */
  elapsedMs: z.number(),
});
const reportSchema = z.object({ personalContactsTouched: z.number(), duplicates: z.number() });

export type RequestCounts = z.infer<typeof requestsSchema>;
export type Report = z.infer<typeof reportSchema>;

export interface AppRegistration {
  readonly appId: string;
  readonly displayName: string;
  readonly redirectUris: readonly string[];
  readonly certificates: readonly string[];
  readonly requiredRoles: readonly string[];
}

export interface NewCompany {
  readonly domain: string;
  readonly displayName: string;
  readonly people: number;
  readonly mailboxes: number;
}

/** The simulator's other door: what nobody in the real world can do, and what it has counted. */
export interface Control {
  registerApp(app: AppRegistration): Promise<void>;
  tenant(entraTenantId: string): Promise<z.infer<typeof tenantSchema>>;
  /** Ids of the people with a mailbox whom the address list shows. */
  listedPeople(entraTenantId: string): Promise<readonly string[]>;
  /** As `listedPeople`, by user name. */
  userNames(entraTenantId: string): Promise<readonly string[]>;
  /** Lets change notifications reach a program with this certificate (PEM). */
  trustEndpoint(pem: string): Promise<void>;
  /** Makes a company. @returns Its Entra tenant id. */
  addTenant(company: NewCompany): Promise<string>;
  /** Sets properties of a user, by Graph's names. */
  changeUser(entraTenantId: string, userId: string, properties: Readonly<Record<string, unknown>>): Promise<void>;
  resetRequests(): Promise<void>;
  requests(): Promise<RequestCounts>;
  report(entraTenantId: string): Promise<Report>;
  /** Accepts on the consent page as an administrator does. @returns Where the browser is sent then. */
  consentAsAdmin(consentUrl: string): Promise<URL>;
  /** Opens a page as a browser does. @throws It answered neither with a page nor with another address. */
  open(page: URL): Promise<void>;
  close(): Promise<void>;
}

/**
 * @param controlUrl Base of the control API.
 * @param caPem Authorities of the simulator and of our own pages.
 */
export function createControl(controlUrl: string, caPem: readonly string[]): Control {
  const dispatcher = new Agent({ connect: { ca: [...caPem] } });
  const call = async (method: 'GET' | 'POST' | 'PATCH', path: string, body?: object): Promise<unknown> => {
    const answer = await request(`${controlUrl}${path}`, {
      method,
      dispatcher,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 300) throw new Error(`${method} /control${path} answered ${answer.statusCode}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  const listedUsers = async (entraTenantId: string) => {
    const { value } = usersSchema.parse(await call('GET', `/tenants/${entraTenantId}/users`));
    return value.filter(
      ({ accountEnabled, userType, showInAddressList, mailbox }) =>
        accountEnabled && userType === 'Member' && showInAddressList !== false && mailbox?.purpose === 'user',
    );
  };
  return {
    async registerApp(app) {
      await call('POST', '/apps', app);
    },
    tenant: async (entraTenantId) => tenantSchema.parse(await call('GET', `/tenants/${entraTenantId}`)),
    listedPeople: async (entraTenantId) => (await listedUsers(entraTenantId)).map(({ id }) => id),
    userNames: async (entraTenantId) => (await listedUsers(entraTenantId)).map((user) => user.userPrincipalName),
    async trustEndpoint(pem) {
      await call('POST', '/endpoint-authorities', { pem });
    },
    addTenant: async (company) => z.object({ id: z.string() }).parse(await call('POST', '/tenants', company)).id,
    async changeUser(entraTenantId, userId, properties) {
      await call('PATCH', `/tenants/${entraTenantId}/users/${userId}`, properties);
    },
    async resetRequests() {
      await call('POST', '/requests/reset');
    },
    requests: async () => requestsSchema.parse(await call('GET', '/requests')),
    async report(entraTenantId) {
      const identity = new URLSearchParams({
        identityProperty: stampPropertyId,
        identityPattern: '^1\\|([^|]+\\|[^|]+)\\|',
      });
      return reportSchema.parse(await call('GET', `/tenants/${entraTenantId}/report?${identity}`));
    },
    async consentAsAdmin(consentUrl) {
      const accepted = await request(consentUrl, {
        method: 'POST',
        dispatcher,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'decision=accept',
      });
      await accepted.body.dump();
      const location = accepted.headers.location;
      if (typeof location !== 'string') throw new Error(`the consent page answered ${accepted.statusCode}`);
      return new URL(location);
    },
    async open(page) {
      const answer = await request(page, { dispatcher });
      await answer.body.dump();
      if (answer.statusCode >= 400) throw new Error(`${page.origin}${page.pathname} answered ${answer.statusCode}`);
    },
    close: () => dispatcher.close(),
  };
}
