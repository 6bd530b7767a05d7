import { Agent, request } from 'undici';
import { z } from 'zod';
import { stampPropertyId } from '../../connectors/graph/stamp.ts';

const tenantSchema = z.object({ people: z.number(), mailboxes: z.number() });
const usersSchema = z.object({ value: z.array(z.object({ id: z.string() })) });
const requestsSchema = z.object({
  httpRequests: z.number(),
  mailboxRequests: z.number(),
  writes: z.number(),
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

/** The simulator's other door: what nobody in the real world can do, and what it has counted. */
export interface Control {
  registerApp(app: AppRegistration): Promise<void>;
  tenant(entraTenantId: string): Promise<z.infer<typeof tenantSchema>>;
  /** Gives somebody of the address list a new job title. */
  changeOnePerson(entraTenantId: string, jobTitle: string): Promise<void>;
  resetRequests(): Promise<void>;
  requests(): Promise<RequestCounts>;
  report(entraTenantId: string): Promise<Report>;
  /** Does what an administrator's browser does on the consent page, and follows it back to us. */
  consentAsAdmin(consentUrl: string): Promise<void>;
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
  return {
    async registerApp(app) {
      await call('POST', '/apps', app);
    },
    tenant: async (entraTenantId) => tenantSchema.parse(await call('GET', `/tenants/${entraTenantId}`)),
    async changeOnePerson(entraTenantId, jobTitle) {
      const listed = await call('GET', `/tenants/${entraTenantId}/users?kind=person&enabled=true&hidden=false&top=1`);
      const [person] = usersSchema.parse(listed).value;
      if (person === undefined) throw new Error('the simulated directory has nobody to change');
      await call('PATCH', `/tenants/${entraTenantId}/users/${person.id}`, { jobTitle });
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
      const answered = await request(location, { dispatcher });
      const page = await answered.body.text();
      if (answered.statusCode !== 200) throw new Error(`connecting answered ${answered.statusCode}: ${page}`);
    },
    close: () => dispatcher.close(),
  };
}
