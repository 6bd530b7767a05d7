import type { FastifyRequest } from 'fastify';
import type { Language } from '../context.ts';

/** The language that the browser likes best of those there are; English if it likes neither. */
export function languageOf(request: FastifyRequest): Language {
  return request.language(['en', 'de']) === 'de' ? 'de' : 'en';
}
