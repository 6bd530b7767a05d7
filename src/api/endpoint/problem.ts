/** What can be wrong with a call, and the status that says so; titles and remedies are texts, docs/errors.md#api has all. */
export const problems = {
  'invalid-input': 422,
  'not-signed-in': 401,
  forbidden: 403,
  'not-found': 404,
  'changed-meanwhile': 412,
  'tag-missing': 428,
  'key-reused': 422,
  'in-progress': 409,
  'still-used': 409,
  'already-running': 409,
  'not-possible': 409,
  'not-connected': 409,
  'consent-withdrawn': 409,
  'forged-request': 403,
  'too-many-requests': 429,
  'too-large': 413,
  'not-json': 415,
  'service-failed': 502,
  'service-busy': 503,
  'store-failed': 503,
  internal: 500,
} as const;

export type ProblemCode = keyof typeof problems;

export interface FieldFault {
  /** Where in the body, query or path: `body.sync.name`. */
  readonly path: string;
  readonly message: string;
}

export interface ProblemOptions {
  /** What exactly, without personal content. */
  readonly detail?: string;
  readonly fields?: readonly FieldFault[];
  /** A failure code of the outside (docs/errors.md). */
  readonly cause?: string;
  readonly retryAfterSeconds?: number;
}

/** A call that was refused or failed: thrown by handlers, told by `sendProblem`. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly options: ProblemOptions;

  constructor(code: ProblemCode, options: ProblemOptions = {}) {
    super(options.detail === undefined ? code : `${code}: ${options.detail}`);
    this.name = 'Problem';
    this.code = code;
    this.options = options;
  }

  get status(): number {
    return problems[this.code];
  }
}
