import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { PageServer } from '../context.ts';
import { pageHeaders } from './page-headers.ts';

export interface PagesOptions {
  /** What `scripts/build-web.mjs` built: `web/dist`. */
  readonly folder: string;
  /** Where people sign in, e.g. `https://login.microsoftonline.com`: forms may lead there. */
  readonly loginOrigin: string;
}

const noncePlace = '%CSP_NONCE%';
const nonceBytes = 16;

/** Never a page: other parts of the server answer here, and files at the top that are not there. */
const notPages = /^\/(api|graph|assets)(\/|$)|^\/connect\/callback$|^\/sign-in\/|^\/[^/]*\.[^/]*$/;

/** The name of a file changes with its content. */
const keptForever = 'public, max-age=31536000, immutable';

/**
 * Serves the pages: their files, and the one document that shows them all, at every path that nothing else answers.
 * What is no page goes to the server's not-found handler.
 * @throws `ENOENT` The pages were not built.
 */
export async function registerPages(server: PageServer, { folder, loginOrigin }: PagesOptions): Promise<void> {
  const document = await readFile(join(folder, 'index.html'), 'utf8');
  if (!document.includes(noncePlace)) throw new Error(`index.html has no place for the nonce (${noncePlace})`);

  await server.register(async (files) => {
    files.addHook('onSend', async (_request, reply) => {
      const isFile = reply.statusCode === 200 || reply.statusCode === 304 || reply.statusCode === 206;
      reply.headers({ ...pageHeaders(null, loginOrigin), 'cache-control': isFile ? keptForever : 'no-store' });
    });
    await files.register(fastifyStatic, {
      root: join(folder, 'assets'),
      prefix: '/assets/',
      preCompressed: true,
      index: false,
      decorateReply: false,
    });
  });

  await server.register(async (pages) => {
    // Set as late as possible: headers for all answers of the server are set before.
    pages.addHook('onSend', async (_request, reply, payload) => {
      const nonce = randomBytes(nonceBytes).toString('base64url');
      reply.headers({ ...pageHeaders(nonce, loginOrigin), 'cache-control': 'no-store' });
      return typeof payload === 'string' ? payload.replace(noncePlace, nonce) : payload;
    });
    pages.get('/*', (request, reply) => {
      const path = request.url.split('?')[0] ?? '';
      if (notPages.test(path)) return reply.callNotFound();
      return reply.type('text/html; charset=utf-8').send(document);
    });
  });
}
