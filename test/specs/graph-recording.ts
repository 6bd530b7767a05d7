import { bodyText, type HttpAnswer, type HttpRequest } from '../../src/connectors/graph/transport.ts';
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
  /** What was wrong with one side: each kind of violation once, with an example, sorted. */
  violations(of: 'requests' | 'answers'): readonly string[];
}

/** @param graphUrl Only what goes there is looked at. */
export function createGraphRecording(graphUrl: string): GraphRecording {
  const specs = loadGraphSpecs();
  const check = specs === null ? null : createGraphCheck(specs);
  const violations = { requests: new Map<string, string>(), answers: new Map<string, string>() };
  const root = `${graphUrl}/v1.0`;

  return {
    seen: check === null ? null : { requests: check.requestsSeen, answers: check.answersSeen },
    note(request, answer) {
      if (check === null || !request.url.startsWith(`${root}/`)) return;
      const asked: GraphRequest = {
        method: request.method,
        url: request.url.slice(root.length),
        headers: lowerCase(request.headers),
        body: parsed(bodyText(request)),
      };
      const answered: GraphAnswer = { status: answer.status, headers: answer.headers, body: parsed(answer.text) };
      remember(violations.requests, check.checkRequest(asked));
      remember(violations.answers, check.checkAnswer(asked, answered));
    },
    violations: (of) => [...violations[of].values()].sort(),
  };
}

/** Two that differ in nothing but numbers and values are of one kind. */
function remember(kinds: Map<string, string>, violations: readonly string[]): void {
  for (const violation of violations) {
    kinds.set(violation.replace(/\d+/g, '0').replace(/expected .*|\$\w+=.*/s, ''), violation);
  }
}

/** JSON, or the text itself: of a `$count` or a photo. */
function parsed(text: string | undefined): unknown {
  if (text === undefined || text === '') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return text;
  }
}

function lowerCase(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
