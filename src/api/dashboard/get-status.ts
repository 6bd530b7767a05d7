import type { Status, SyncStatus, TenantStatus } from '../../runs/read-status.ts';
import type { Run, RunState } from '../../runs/stores.ts';
import type { ApiContext, Language, PageServer, Translate } from '../context.ts';
import { languageOf } from './language.ts';
import { type Html, html, page } from './page.ts';

const refreshSeconds = 5;

/** `GET /` and `GET /status.json`: where every tenant and sync stands. Counts and states, nothing personal. */
export function getStatus(server: PageServer, context: ApiContext): void {
  server.get('/status.json', async () => context.readStatus());
  server.get('/', async (request, reply) => {
    const language = languageOf(request);
    return reply.type('text/html; charset=utf-8').send(statusPage(await context.readStatus(), language, context));
  });
}

function statusPage(status: Status, language: Language, context: ApiContext): string {
  const t = context.translator(language);
  const tenants = status.tenants.map((tenant) => tenantSection(tenant, language, t));
  const body = html`<h1>Ringbook</h1>
<p class="lead">${t('page.lead')}</p>
${tenants.length > 0 ? tenants : html`<p>${t('page.nothingYet')}</p>`}`;
  return page(language, `Ringbook – ${t('page.title')}`, refreshSeconds, body);
}

function tenantSection({ tenant, connections, syncs }: TenantStatus, language: Language, t: Translate): Html {
  const links = connections.map(
    ({ state, changedAt }) =>
      html`<p class="${state === 'connected' ? 'good' : 'bad'}">${t(`connection.${state}`, { at: instant(changedAt, language) })}</p>`,
  );
  return html`<h2>${tenant.name}</h2>
${links.length > 0 ? links : html`<p class="wait">${t('connection.none')}</p>`}
${syncs.map((sync) => syncSection(sync, language, t))}`;
}

function syncSection(sync: SyncStatus, language: Language, t: Translate): Html {
  const { replicas } = sync;
  const all = replicas.unknown + replicas.ready + replicas.writing + replicas.unavailable + replicas.leaving;
  const figures: readonly (readonly [string, number])[] = [
    ['contacts', sync.items],
    ['folders', all],
    ['upToDate', replicas.atHead],
    ['waiting', all - replicas.atHead - replicas.unavailable],
    ['unavailable', replicas.unavailable],
  ];
  const number = new Intl.NumberFormat(language);
  return html`<h2>${sync.placement}</h2>
<dl class="figures">${figures.map(([name, value]) => html`<div><dt>${t(`figure.${name}`)}</dt><dd>${number.format(value)}</dd></div>`)}</dl>
${sync.runs.length > 0 ? runTable(sync.runs, language, t) : html`<p>${t('page.noRuns')}</p>`}`;
}

const tone: Readonly<Record<RunState, string>> = {
  running: 'wait',
  done: 'good',
  held: 'wait',
  refused: 'wait',
  cancelled: 'wait',
  failed: 'bad',
};

function runTable(runs: readonly Run[], language: Language, t: Translate): Html {
  const number = new Intl.NumberFormat(language);
  const count = (value: number) => html`<td class="number">${number.format(value)}</td>`;
  const rows = runs.map(
    (run) => html`<tr>
<td>${instant(run.startedAt, language)}</td>
<td class="${tone[run.state]}">${t(`run.${run.state}`)}${run.reason === null ? '' : ` (${run.reason})`}</td>
${count(run.totals.created)}${count(run.totals.updated)}${count(run.totals.deleted)}${count(run.totals.foldersSynced)}${count(run.totals.issues)}
</tr>`,
  );
  const heads = ['created', 'updated', 'deleted', 'folders', 'issues'];
  return html`<div class="wide"><table>
<thead><tr><th>${t('run.started')}</th><th>${t('run.state')}</th>${heads.map((name) => html`<th class="number">${t(`run.${name}`)}</th>`)}</tr></thead>
<tbody>${rows}</tbody>
</table></div>`;
}

function instant(iso: string, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' })
    .format(new Date(iso))
    .concat(' UTC');
}
