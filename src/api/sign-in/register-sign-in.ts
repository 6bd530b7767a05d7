import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sessionLifetimeMs } from '../../tenants/sessions.ts';
import { type SignIn, signInLifetimeMs } from '../../tenants/sign-in.ts';
import { SignInError, type SignInFailure } from '../../tenants/sign-in-provider.ts';
import type { PageServer } from '../context.ts';
import { sessionCookie } from '../endpoint/register-operations.ts';
import { deviceOf } from './device.ts';

/** Binds what a browser began, in one tab or several, to that browser. */
const browserCookie = '__Host-ringbook-sign-in';

/** Lax: the identity service sends the browser back by a redirect of its own. */
const cookie: CookieSerializeOptions = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' };

/**
 * - `GET /sign-in/start?returnTo=/…`: to the identity service.
 * - `GET /sign-in/callback`: where it sends the browser back to, with a session from then on.
 *
 * What fails ends on `/sign-in?error=<SignInFailure>`, a page of the web application.
 */
export function registerSignIn(server: PageServer, signIn: SignIn): void {
  server.get('/sign-in/start', async (request, reply) => {
    const returnTo = localPath(queryOf(request).get('returnTo'));
    try {
      const { url, browserSecret } = await signIn.begin(
        returnTo,
        request.cookies[browserCookie] ?? null,
        signalOf(reply),
      );
      reply.setCookie(browserCookie, browserSecret, { ...cookie, maxAge: signInLifetimeMs / 1000 });
      return reply.redirect(url, 303);
    } catch (error) {
      if (!(error instanceof SignInError)) throw error;
      return failed(reply, error.code, returnTo);
    }
  });

  server.get('/sign-in/callback', async (request, reply) => {
    const { cookies, headers, ip } = request;
    const outcome = await signIn.finish(
      queryOf(request),
      cookies[browserCookie] ?? null,
      cookies[sessionCookie] ?? null,
      { device: deviceOf(headers['user-agent'] ?? ''), address: ip },
      signalOf(reply),
    );
    switch (outcome.kind) {
      case 'signed-in':
        reply.setCookie(sessionCookie, outcome.sessionSecret, { ...cookie, maxAge: sessionLifetimeMs / 1000 });
        return reply.redirect(outcome.returnTo, 303);
      case 'failed':
        return failed(reply, outcome.code, outcome.returnTo);
    }
  });
}

/** `return`: where the page goes on when trying again has worked. */
function failed(reply: FastifyReply, error: SignInFailure, returnTo: string): FastifyReply {
  const query = new URLSearchParams({ error, ...(returnTo === '/' ? {} : { return: returnTo }) });
  return reply.redirect(`/sign-in?${query}`, 303);
}

/** A path of ours; anything that leads, or that some browser would take, elsewhere is none. */
export function localPath(wanted: string | null): string {
  if (wanted === null || wanted.length > 1_000 || !/^\/(?![/\\])[\x21-\x7e]*$/.test(wanted)) return '/';
  const base = 'https://localhost';
  const url = URL.parse(wanted, base);
  if (url === null || url.origin !== base || url.pathname.startsWith('//')) return '/';
  return `${url.pathname}${url.search}${url.hash}`;
}

function queryOf(request: FastifyRequest): URLSearchParams {
  return new URL(request.url, 'https://localhost').searchParams;
}

/** Ends when the browser is gone. */
function signalOf({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  raw.once('close', () => gone.abort());
  return gone.signal;
}
