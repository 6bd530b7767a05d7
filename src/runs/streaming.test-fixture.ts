/**
 * A program that runs syncs over generated lists and mailboxes of any number and size, into real stores:
 * `node streaming.test-fixture.ts FOLDER SCENARIO COUNT PADDING`. Each item, or each mailbox's id, is longer by as many
 * characters as PADDING says. Prints what the runs gave, what they took, and how far readers ran ahead of what was done
 * with what they had read.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { masterKeyFrom } from '../platform/vault/master-key.ts';
import { createVault } from '../platform/vault/vault.ts';
import { openSqliteStores } from '../stores/sqlite/open-sqlite-stores.ts';
import { defaultGuardPolicy } from '../sync/guards.ts';
import type { Vault } from '../tenants/ports.ts';
import { defaultRunSettings, type RunContext, type Stop } from './context.ts';
import type { AudienceDefinition } from './definition.ts';
import { createGauge, createMailboxes, createPeople, type People } from './generated-world.test-fixture.ts';
import { runSync } from './run-sync.ts';
import { everyone, galSource, tenantId, testCollection, testSync } from './run-world.test-fixture.ts';

const [folder, scenario, countText, paddingText] = process.argv.slice(2);
const count = Number(countText);
const isOfMailboxes = scenario === 'mailboxes';
const padding = 'x'.repeat(Number(paddingText));
if (!folder || !(count > 0)) throw new Error('usage: node streaming.test-fixture.ts FOLDER SCENARIO COUNT PADDING');

let nowMs = Date.parse('2026-01-01T00:00:00Z');
const now = () => new Date(nowMs).toISOString();
const masterKey = masterKeyFrom(randomBytes(32), 'test');
let vault: Vault | undefined;
const stores = await openSqliteStores({
  file: join(folder, 'ringbook.sqlite'),
  now,
  vault: (keys) => {
    vault = createVault({ keys, masterKey });
    return vault;
  },
});

const recordsAhead = createGauge();
const mailboxesAhead = createGauge();
const foldersInFlight = createGauge();
const watched: RunContext['stores'] = {
  ...stores,
  sources: {
    ...stores.sources,
    async append(tenant, logId, items) {
      const version = await stores.sources.append(tenant, logId, items);
      recordsAhead.closed(items.length);
      return version;
    },
  },
  mailboxes: {
    ...stores.mailboxes,
    async putMailboxes(tenant, connectionId, mailboxes) {
      await stores.mailboxes.putMailboxes(tenant, connectionId, mailboxes);
      mailboxesAhead.closed(mailboxes.length);
    },
  },
};

let listed: People = { first: 1, last: isOfMailboxes ? 1 : count, round: 0 };
const itemPadding = isOfMailboxes ? '' : padding;
const people = createPeople('aaaa', itemPadding, recordsAhead, () => listed);
/** Half of them are among the others. */
const others = createPeople('bbbb', itemPadding, recordsAhead, () => {
  const shift = Math.floor(count / 2);
  return { ...listed, first: listed.first + shift, last: listed.last + shift };
});
const mailboxes = createMailboxes(
  isOfMailboxes ? count : 1,
  isOfMailboxes ? padding : '',
  people,
  mailboxesAhead,
  foldersInFlight,
);

const guards = { ...defaultGuardPolicy, maxDeletes: 1e9, maxDeleteShare: 1, maxChangeShare: 1, maxItems: 1e9 };
const sources = [galSource, ...(scenario === 'merged' ? [{ ...galSource, sourceId: 'second' }] : [])];
const nobody: AudienceDefinition = { ...everyone, exclude: [{ kind: 'everyone' }] };
const never = new AbortController().signal;
const goOn: Stop = { drain: never, cancel: never };
const report: object[] = [];

/** A run, so much later that the list is read whole. */
async function run(label: string, audience: AudienceDefinition): Promise<void> {
  if (vault === undefined) throw new Error('the stores were opened without a vault');
  nowMs += 8 * 24 * 3_600_000;
  const requestsBefore = mailboxes.requests();
  const started = performance.now();
  const context: RunContext = {
    tenantId,
    sync: { ...testSync, guards, ownCard: 'leave-out', drift: { ...testSync.drift, lookEveryHours: 0 } },
    collection: { ...testCollection, guards, sourceIds: sources.map(({ sourceId }) => sourceId) },
    sources,
    audience,
    connector: mailboxes.connector,
    openSource: ({ sourceId }) => (sourceId === 'second' ? others : people),
    directoryOf: () => null,
    photosOf: () => null,
    scalePhoto: async () => null,
    stores: watched,
    vault,
    now,
    newId: () => `run ${label}`,
    settings: { ...defaultRunSettings, ...(padding === '' ? {} : { cachedItems: 500 }) },
  };
  const { state, reason, totals } = await runSync(context, { approve: null }, () => {}, goOn);
  const { itemCount } = await stores.collections.head(tenantId, testCollection.collectionId);
  report.push({
    label,
    state,
    reason,
    items: itemCount,
    created: totals.created,
    issues: totals.issues,
    folders: totals.foldersSynced,
    mailboxRequests: mailboxes.requests() - requestsBefore,
    seconds: Math.round((performance.now() - started) / 10) / 100,
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
  });
}

await run('fill', everyone);
if (scenario === 'single') {
  // Everybody has changed, and a tenth is gone.
  listed = { first: Math.floor(count / 10), last: count, round: 1 };
  await run('changed', everyone);
}
if (isOfMailboxes) {
  await run('idle', everyone);
  await run('leave', nobody);
}
await stores.close();
console.log(
  JSON.stringify({
    report,
    recordsAhead: recordsAhead.most(),
    mailboxesAhead: mailboxesAhead.most(),
    foldersInFlight: foldersInFlight.most(),
  }),
);
