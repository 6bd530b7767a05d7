import type { INetworkModule, NetworkRequestOptions } from '@azure/msal-node';
import { SignInError } from '../../tenants/sign-in-provider.ts';

/** Sends one request and reads the whole answer, whatever its status. @throws No whole answer came. */
export type Send = (
  request: {
    readonly method: 'GET' | 'POST';
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  },
  signal: AbortSignal,
) => Promise<{
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}>;

/** A person waits for it. */
const timeoutMs = 30_000;

/**
 * The network as the library wants it, for one call.
 *
 * The library hides why a call failed behind errors of its own, whose messages may quote what was sent: so it is judged here.
 */
export function createNetwork(send: Send, loginUrl: string, scopes: readonly string[], signal: AbortSignal) {
  let isUnavailable = false;

  async function exchange<T>(method: 'GET' | 'POST', url: string, options: NetworkRequestOptions = {}) {
    // The app's proof goes nowhere else, whatever a document of the service says.
    if (new URL(url).origin !== loginUrl) throw new SignInError('not-proven');
    const { headers = {}, body } = options;
    const request = { method, url, headers, ...(method === 'POST' ? { body: narrowed(body ?? '', scopes) } : {}) };
    try {
      const answer = await send(request, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]));
      if (answer.status === 429 || answer.status >= 500) throw new SignInError('unavailable');
      // What is not JSON at all comes from something in between.
      const parsed: unknown = JSON.parse(answer.text);
      return { headers: { ...answer.headers }, body: parsed as T, status: answer.status };
    } catch (error) {
      isUnavailable = true;
      throw error instanceof SignInError ? error : new SignInError('unavailable', { cause: error });
    }
  }

  const client: INetworkModule = {
    sendGetRequestAsync: (url, options) => exchange('GET', url, options),
    sendPostRequestAsync: (url, options) => exchange('POST', url, options),
  };

  /** Runs a call of the library. @throws {SignInError} `unavailable`, or `not-proven`: the service refused. */
  async function judged<T>(run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      if (isUnavailable) throw new SignInError('unavailable');
      throw new SignInError('not-proven', { cause: new Error(libraryCode(error)) });
    }
  }

  return { client, judged };
}

/** The library always adds `offline_access`; then there would be a token that nobody here has a use for. */
function narrowed(form: string, scopes: readonly string[]): string {
  const fields = new URLSearchParams(form);
  if (fields.has('scope')) fields.set('scope', scopes.join(' '));
  return fields.toString();
}

/** Codes of the library and of Entra, `invalid_grant: 54005`; messages may quote what was sent. */
function libraryCode(error: unknown): string {
  const code = (name: string): string => {
    const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
    return typeof value === 'string' && /^[\w.-]{1,80}$/.test(value) ? value : '';
  };
  return [code('errorCode'), code('errorNo')].filter((text) => text !== '').join(': ') || 'unknown';
}
