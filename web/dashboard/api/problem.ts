/** One value that the server didn't take: where it is, and why. */
export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

export interface ProblemDetails {
  /** Status of the answer; 0: none came. */
  readonly status: number;
  /** docs/errors.md; `unreachable`: no answer came; `unreadable`: one came that is not of the API. */
  readonly code: string;
  readonly title: string;
  readonly detail: string | null;
  /** What to do about it. */
  readonly remedy: string | null;
  readonly fields: readonly FieldProblem[];
  /** When to try again. */
  readonly retryAfterMs: number | null;
}

/** Why a call of the API failed: RFC 9457. */
export class Problem extends Error implements ProblemDetails {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string | null;
  readonly remedy: string | null;
  readonly fields: readonly FieldProblem[];
  readonly retryAfterMs: number | null;

  constructor(details: ProblemDetails) {
    super(`${details.status} ${details.code}`);
    this.name = 'Problem';
    this.status = details.status;
    this.code = details.code;
    this.title = details.title;
    this.detail = details.detail;
    this.remedy = details.remedy;
    this.fields = details.fields;
    this.retryAfterMs = details.retryAfterMs;
  }
}

const nothing = { title: '', detail: null, remedy: null, fields: [], retryAfterMs: null };

/** No answer came: offline, or the server is away. */
export function unreachable(): Problem {
  return new Problem({ ...nothing, status: 0, code: 'unreachable' });
}

/** Reads a problem; a body that is none becomes one with code `unreadable`. */
export async function readProblem(response: Response): Promise<Problem> {
  const { status } = response;
  const retryAfterMs = readRetryAfter(response.headers.get('retry-after'));
  const body = await readJson(response);
  if (!isRecord(body) || typeof body.code !== 'string') {
    return new Problem({ ...nothing, status, code: 'unreadable', retryAfterMs });
  }
  return new Problem({
    status,
    code: body.code,
    title: textOf(body.title) ?? '',
    detail: textOf(body.detail),
    remedy: textOf(body.remedy),
    fields: Array.isArray(body.errors) ? body.errors.flatMap(readField) : [],
    retryAfterMs,
  });
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

function readField(value: unknown): readonly FieldProblem[] {
  if (!isRecord(value)) return [];
  const message = textOf(value.message);
  return message === null ? [] : [{ path: textOf(value.path) ?? '', message }];
}

function readRetryAfter(header: string | null): number | null {
  const seconds = header === null ? Number.NaN : Number(header);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
