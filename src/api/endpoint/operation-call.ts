import type { FastifyRequest } from 'fastify';
import type { OperationSchemas } from '../contract/contract.ts';
import { zodMessages } from './field-faults.ts';
import { type FieldFault, Problem } from './problem.ts';

/** The parts of a request, parsed. @throws {Problem} `invalid-input`: every fault, by field. */
export function parseRequest(schemas: OperationSchemas, request: FastifyRequest, language: 'en' | 'de') {
  const faults: FieldFault[] = [];
  const parse = (part: 'params' | 'query' | 'body', value: unknown): unknown => {
    const schema = schemas[part];
    if (schema === undefined) return undefined;
    const broken = brokenText(value);
    if (broken !== null) {
      faults.push({ path: [part, ...broken].join('.'), message: 'must be text: there is half a character in it' });
      return undefined;
    }
    const parsed = schema.safeParse(value, { error: zodMessages[language] });
    if (parsed.success) return parsed.data;
    for (const { path, message } of parsed.error.issues) faults.push({ path: [part, ...path].join('.'), message });
    return undefined;
  };
  const parsed = {
    params: parse('params', request.params),
    query: parse('query', request.query),
    body: parse('body', request.body ?? null),
  };
  if (faults.length > 0) throw new Problem('invalid-input', { fields: faults.slice(0, 50) });
  return parsed;
}

/** Where half of a surrogate pair is: JSON can hold it, and neither UTF-8 nor a web address can. Null: nowhere. */
function brokenText(value: unknown): readonly string[] | null {
  if (typeof value === 'string') return value.isWellFormed() ? null : [];
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, member] of Object.entries(value)) {
    const found = name.isWellFormed() ? brokenText(member) : [];
    if (found !== null) return [name.toWellFormed(), ...found];
  }
  return null;
}
