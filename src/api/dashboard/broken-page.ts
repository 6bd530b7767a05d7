import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiContext } from '../context.ts';
import { languageOf } from './language.ts';
import { html, page } from './page.ts';

const refreshSeconds = 5;

/**
 * Answers what failed because the data folder cannot be used: 503 and the code (docs/errors.md#stores-and-keys). Its path
 * and the remedy are for the operator, who reads them in the program's output.
 * @throws Whatever else it was.
 */
export function answerBroken(context: ApiContext, error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const code = storeErrorCode(error);
  if (code === null) throw error;
  reply.code(503);
  if (request.url.startsWith('/status.json')) return reply.send({ error: 'stores', code });
  const language = languageOf(request);
  const t = context.translator(language);
  const body = html`<h1>Ringbook</h1>
<p class="bad">${t('page.broken', { code })}</p>`;
  return reply
    .type('text/html; charset=utf-8')
    .send(page(language, `Ringbook – ${t('page.title')}`, refreshSeconds, body));
}

function storeErrorCode(error: unknown): string | null {
  const isStored = error instanceof Error && (error.name === 'StoreError' || error.name === 'VaultError');
  return isStored && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
