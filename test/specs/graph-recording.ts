import type { HttpAnswer, HttpRequest } from '../../src/connectors/graph/transport.ts';
import { createGraphCheck, type GraphAnswer, type GraphRequest } from './graph-check.ts';
import { loadGraphSpecs } from './shared-specs.ts';

/** Checks exchanges with Graph while they happen, and remembers what was wrong. */
export interface GraphRecording {
  /** Null where there is no description to check against. */
  readonly seen: {
    readonly requests: ReadonlyMap<string, number>;
    readonly answers: ReadonlyMap<string, number>;
  } | null;
  note(request: HttpRequest, answer: HttpAnswer): void;
  /** Each kind of violation once, with an example, sorted. */
  violations(): readonly string[];
}

/** @param graphUrl Only what goes there is looked at. */
export function createGraphRecording(graphUrl: string): GraphRecording {
  const specs = loadGraphSpecs();
  const check = specs === null ? null : createGraphCheck(specs);
  const violations = new Map<string, string>();
  const root = `${graphUrl}/v1.0`;

  return {
    seen: check === null ? null : { requests: check.requestsSeen, answers: check.answersSeen },
    note(request, answer) {
      if (check === null || !request.url.startsWith(`${root}/`)) return;
      const asked: GraphRequest = {
        method: request.method,
        url: request.url.slice(root.length),
        headers: lowerCase(request.headers),
        body: parsed(request.body),
      };
      const answered: GraphAnswer = { status: answer.status, headers: answer.headers, body: parsed(answer.text) };
      for (const violation of [...check.checkRequest(asked), ...check.checkAnswer(asked, answered)]) {
        violations.set(violation.replace(/\d+/g, '0').replace(/expected .*|\$\w+=.*/s, ''), violation);
      }
    },
    violations: () => [...violations.values()].sort(),
  };
}

function parsed(text: string | undefined): unknown {
  if (text === undefined || text === '') return undefined;
  const value: unknown = JSON.parse(text);
  return value;
}

function lowerCase(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
