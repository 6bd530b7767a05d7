/** Why nobody was signed in: codes of the address that the server leads to (docs/errors.md). */
export const signInErrors = ['refused', 'expired', 'other-browser', 'not-proven', 'unavailable'] as const;
export type SignInErrorCode = (typeof signInErrors)[number];

export interface SignInSearch {
  readonly return?: string;
  readonly error?: SignInErrorCode;
}

/** What the address of the page says; anything else in it is left out. */
export function readSignInSearch(search: Readonly<Record<string, unknown>>): SignInSearch {
  const error = signInErrors.find((code) => code === search.error);
  return {
    ...(isLocalPath(search.return) ? { return: search.return } : {}),
    ...(error === undefined ? {} : { error }),
  };
}

/** Where to go after signing in: a place in here and nowhere else. */
function isLocalPath(value: unknown): value is string {
  return typeof value === 'string' && /^\/(?![/\\])/.test(value);
}

/** Where the server begins a sign-in. */
export function startUrl(returnTo: string | undefined): string {
  return returnTo === undefined ? '/sign-in/start' : `/sign-in/start?${new URLSearchParams({ returnTo })}`;
}
