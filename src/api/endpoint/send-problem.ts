import type { FastifyReply } from 'fastify';
import { ConnectorError } from '../../runs/connector-error.ts';
import type { FailureCode } from '../../sync/failure.ts';
import type { Language, Translate } from '../context.ts';
import { faultIn } from './field-faults.ts';
import { Problem, type ProblemCode } from './problem.ts';

/** Answers with a problem document (RFC 9457) in the caller's language. @param id Of the request, for the operator's log. */
export function sendProblem(
  reply: FastifyReply,
  error: unknown,
  id: string,
  language: Language,
  t: Translate,
): FastifyReply {
  const { code, status, options } = toProblem(error);
  const { detail, fields, cause, retryAfterSeconds } = options;
  if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds);
  return reply
    .code(status)
    .type('application/problem+json')
    .header('content-language', language)
    .send(
      JSON.stringify({
        type: `/docs/errors#${code}`,
        title: t(`apiProblem.${code}.title`),
        status,
        code,
        remedy: t(`apiProblem.${code}.remedy`),
        ...(detail === undefined ? {} : { detail }),
        ...(cause === undefined ? {} : { cause }),
        ...(fields === undefined
          ? {}
          : { errors: fields.map(({ path, message }) => ({ path, message: faultIn(language, message) })) }),
        instance: `urn:request:${id}`,
      }),
    );
}

/** What a call failed by, told without anything that belongs to the inside. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof ConnectorError) {
    return new Problem(byFailure[error.code] ?? 'service-failed', { cause: error.code });
  }
  if (!(error instanceof Error)) return new Problem('internal');
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (error.name === 'StoreError')
    return new Problem(
      code === 'conflict' ? 'changed-meanwhile' : 'store-failed',
      code === 'conflict' ? {} : { cause: code },
    );
  if (error.name === 'VaultError') return new Problem('store-failed', { cause: code });
  return new Problem(byFastify[code] ?? 'internal');
}

const byFailure: Partial<Record<FailureCode, ProblemCode>> = {
  'consent-withdrawn': 'consent-withdrawn',
  throttled: 'service-busy',
  unavailable: 'service-busy',
};

const byFastify: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'not-json',
  FST_ERR_CTP_INVALID_JSON_BODY: 'invalid-input',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'invalid-input',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid-input',
};
