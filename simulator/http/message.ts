/** A request as every simulated service sees it, whether it came alone or as a part of a batch. */
export interface SimRequest {
  /** Upper case. */
  readonly method: string;
  /** Percent-encoded as sent, without the query, beginning with a slash: `/v1.0/users/…`. */
  readonly path: string;
  /** The raw query without the question mark, `''` if there is none. */
  readonly query: string;
  /** Names in lower case; a repeated header is joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: RequestBody;
}

/** Batch parts bring JSON that is parsed already, everything else brings bytes. */
export type RequestBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'json'; readonly value: unknown };

/** An answer: `body` is sent as JSON if it is an object, as it is if it is bytes or text, not at all if undefined. */
export interface SimResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: object | Uint8Array | string | undefined;
}

/** What a fault may do to a connection instead of answering. */
export type SimOutcome = SimResponse | { readonly kind: 'hang' } | { readonly kind: 'reset' };
