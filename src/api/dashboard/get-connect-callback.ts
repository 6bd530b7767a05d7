import { ConnectorError } from '../../runs/connector-error.ts';
import type { ApiContext, Language, PageServer, Translate } from '../context.ts';
import { languageOf } from './language.ts';
import { html, page } from './page.ts';

interface Outcome {
  readonly status: number;
  readonly tone: 'good' | 'bad';
  readonly key: string;
  readonly code: string;
}

/** `GET /connect/callback`: where Entra sends the admin's browser after the consent page. */
export function getConnectCallback(server: PageServer, context: ApiContext): void {
  // An impatient reload must not end the proof: its state is used up.
  const closing = new AbortController();
  server.addHook('preClose', async () => closing.abort());
  server.get('/connect/callback', async (request, reply) => {
    const language = languageOf(request);
    const outcome = await finish(context, new URL(request.url, 'https://localhost').searchParams, closing.signal);
    return reply
      .code(outcome.status)
      .type('text/html; charset=utf-8')
      .send(outcomePage(outcome, language, context.translator(language)));
  });
}

async function finish(context: ApiContext, query: URLSearchParams, signal: AbortSignal): Promise<Outcome> {
  try {
    const outcome = await context.finishConnect(query, signal);
    switch (outcome.kind) {
      case 'connected':
        return { status: 200, tone: 'good', key: 'connect.connected', code: '' };
      case 'refused':
        return { status: 403, tone: 'bad', key: 'connect.refused', code: outcome.error };
      case 'rejected':
        return { status: 400, tone: 'bad', key: `connect.rejected.${outcome.reason}`, code: '' };
    }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return { status: 502, tone: 'bad', key: 'connect.unproven', code: error.code };
  }
}

function outcomePage({ tone, key, code }: Outcome, language: Language, t: Translate): string {
  const body = html`<h1>Ringbook</h1>
<p class="${tone}">${t(key, { code })}</p>
<p><a href="/">${t('page.title')}</a></p>`;
  return page(language, `Ringbook – ${t('page.title')}`, null, body);
}
