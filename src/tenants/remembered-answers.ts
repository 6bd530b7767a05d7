export interface RememberedAnswer {
  readonly status: number;
  /** JSON; null: no content. May be personal: sealed at rest. */
  readonly body: string | null;
}

/** What is known of a request with an idempotency key. */
export type BegunRequest =
  | { readonly kind: 'new' }
  /** The first request has not ended. */
  | { readonly kind: 'running' }
  | { readonly kind: 'other-request' }
  | { readonly kind: 'answered'; readonly answer: RememberedAnswer };

/** What was answered to requests with an idempotency key, for a day. */
export interface RememberedAnswers {
  /**
   * Claims a key of a caller for a request, unless it is known. A claim that was not ended in ten minutes is void: the
   * program was stopped in between.
   * @param request Hash of method, path and body.
   */
  begin(caller: string, key: string, request: string): Promise<BegunRequest>;
  end(caller: string, key: string, answer: RememberedAnswer): Promise<void>;
  /** The request failed: it may be tried again with the same key. */
  forget(caller: string, key: string): Promise<void>;
}

export interface RememberedAnswerStore extends RememberedAnswers {
  /** Removes what is older than a day. */
  removeOldAnswers(): Promise<void>;
}

const dayMs = 24 * 3_600_000;
const claimMs = 10 * 60_000;

/** What is known of a key when a request with it begins. @param known Null: nothing. */
export function judgeRequest(
  known: { readonly request: string; readonly begunAt: string; readonly answer: RememberedAnswer | null } | null,
  request: string,
  now: string,
): BegunRequest {
  if (known === null) return { kind: 'new' };
  const ageMs = Date.parse(now) - Date.parse(known.begunAt);
  if (ageMs >= (known.answer === null ? claimMs : dayMs)) return { kind: 'new' };
  if (known.request !== request) return { kind: 'other-request' };
  return known.answer === null ? { kind: 'running' } : { kind: 'answered', answer: known.answer };
}

/** What was begun before this instant is forgotten. */
export function forgottenBefore(now: string): string {
  return new Date(Date.parse(now) - dayMs).toISOString();
}
