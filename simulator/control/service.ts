import { z } from 'zod';
import { GraphError } from '../graph/errors.ts';
import type { SimOutcome, SimRequest, SimResponse } from '../http/message.ts';
import { WorldError } from '../world/errors.ts';
import type { ControlContext, ControlRoute } from './call.ts';
import { directoryRoutes } from './directory-routes.ts';
import { faultRoutes } from './fault-routes.ts';
import { mailboxRoutes } from './mailbox-routes.ts';
import { reportRoutes } from './report-routes.ts';
import { tenantRoutes } from './tenant-routes.ts';
import { worldRoutes } from './world-routes.ts';

/** The control API: changes and shows the world; asks nobody who they are. Its endpoints are listed in README.md. */
export function createControlService(context: ControlContext): { handle(request: SimRequest): Promise<SimOutcome> } {
  const routes = [
    ...worldRoutes,
    ...tenantRoutes,
    ...directoryRoutes,
    ...mailboxRoutes,
    ...reportRoutes,
    ...faultRoutes,
  ].map(compile);
  return {
    async handle(request) {
      const path = request.path.replace(/^\/control/, '').replace(/\/$/, '');
      const fitting = routes.flatMap((route) => {
        const found = route.shape.exec(path);
        return found === null ? [] : [{ route, params: found.slice(1) }];
      });
      if (fitting.length === 0) return refusal(404, 'not-found', `There is no control endpoint ${request.path}.`);
      const match = fitting.find(({ route }) => route.method === request.method);
      if (match === undefined)
        return refusal(405, 'method-not-allowed', `${request.method} is not for ${request.path}.`);
      try {
        const params = match.params.map(decodeURIComponent);
        return await match.route.answer({ ...context, params, query: new URLSearchParams(request.query), request });
      } catch (error) {
        return refusalOf(error);
      }
    },
  };
}

function compile(route: ControlRoute): ControlRoute & { readonly shape: RegExp } {
  return { ...route, shape: new RegExp(`^${route.pattern.replaceAll('{}', '([^/]+)')}$`) };
}

const statusOf = { 'not-found': 404, invalid: 400, conflict: 409 } as const;

/** Anything that is not the caller's mistake goes on up and becomes a 500. */
function refusalOf(error: unknown): SimResponse {
  if (error instanceof WorldError) return refusal(statusOf[error.code], error.code, error.message, error.field);
  if (error instanceof GraphError) return refusal(error.status, error.code, error.message);
  if (error instanceof URIError) return refusal(400, 'invalid', 'The path is badly encoded.');
  if (error instanceof z.ZodError) {
    const [issue] = error.issues;
    const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
    const field = [...(issue?.path ?? []), ...unknown].join('.');
    return refusal(400, 'invalid', issue?.message ?? 'The body is not as it should be.', field === '' ? null : field);
  }
  throw error;
}

function refusal(status: number, code: string, message: string, field: string | null = null): SimResponse {
  return { status, headers: {}, body: { error: { code, message, ...(field === null ? {} : { field }) } } };
}
