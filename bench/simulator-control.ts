import { Agent, request } from 'undici';
import { z } from 'zod';

const peopleSchema = z.object({
  value: z.array(
    z.object({
      id: z.string(),
      employeeId: z.string().optional(),
      accountEnabled: z.boolean(),
      showInAddressList: z.boolean().optional(),
    }),
  ),
});
const settingsSchema = z.object({
  thinkTimeMs: z.number(),
  mailboxConcurrency: z.number(),
  mailboxRequestsPer10Min: z.number(),
  mailboxUploadBytesPer5Min: z.number(),
  directoryDeltaPageSize: z.number(),
});
const countsSchema = z.object({
  /** Token requests and what belongs to them. */
  entraRequests: z.number(),
  graphHttpRequests: z.number(),
  batches: z.number(),
  mailboxRequests: z.number(),
  writes: z.number(),
  mailboxesWritten: z.number(),
  throttled: z.number(),
  /** Requests to Graph by what they do: `contact.delta` is a look at a folder. */
  byOperation: z.record(z.string(), z.number()),
  /** Requests to Graph by status, parts of batches each by itself. */
  byStatus: z.record(z.string(), z.number()),
});

export type SimulatorSettings = z.infer<typeof settingsSchema>;
export type SimulatorCounts = z.infer<typeof countsSchema>;

/** A person of the address list. */
export interface ListedPerson {
  readonly id: string;
  readonly employeeId: string;
}

/** What benches ask of the simulator's control API besides what the demo does. */
export interface SimulatorControl {
  /** How many users the directory has, of every kind. */
  countUsers(entraTenantId: string): Promise<number>;
  /** The first people of the directory whom the address list shows. @throws There are fewer. */
  listedPeople(entraTenantId: string, count: number): Promise<readonly ListedPerson[]>;
  settings(): Promise<SimulatorSettings>;
  changeSettings(change: { readonly thinkTimeMs: number; readonly limitsEnabled: boolean }): Promise<void>;
  counts(): Promise<SimulatorCounts>;
  close(): Promise<void>;
}

/** @param caPem Authority of the simulator. */
export function createSimulatorControl(controlUrl: string, caPem: string): SimulatorControl {
  const dispatcher = new Agent({ connect: { ca: caPem } });
  const call = async (method: 'GET' | 'PATCH', path: string, body?: object): Promise<unknown> => {
    const answer = await request(`${controlUrl}${path}`, {
      method,
      dispatcher,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    if (answer.statusCode !== 200) throw new Error(`${method} /control${path} answered ${answer.statusCode}`);
    return answer.body.json();
  };
  return {
    async countUsers(entraTenantId) {
      return z.object({ count: z.number() }).parse(await call('GET', `/tenants/${entraTenantId}/users?top=0`)).count;
    },
    async listedPeople(entraTenantId, count) {
      // Some are disabled or hidden: twice as many are enough to find so many that are not.
      const path = `/tenants/${entraTenantId}/users?top=${2 * count + 100}`;
      const people = peopleSchema.parse(await call('GET', path)).value.flatMap((user) => {
        const { id, employeeId, accountEnabled, showInAddressList } = user;
        return employeeId !== undefined && accountEnabled && showInAddressList !== false ? [{ id, employeeId }] : [];
      });
      if (people.length < count) throw new Error(`the company has only ${people.length} people on its list`);
      return people.slice(0, count);
    },
    settings: async () => settingsSchema.parse(await call('GET', '/settings')),
    async changeSettings(change) {
      await call('PATCH', '/settings', change);
    },
    counts: async () => countsSchema.parse(await call('GET', '/requests')),
    close: () => dispatcher.close(),
  };
}
