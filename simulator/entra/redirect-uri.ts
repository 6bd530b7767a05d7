import type { SimApp } from '../world/model.ts';
import { refuse } from './errors.ts';

/**
 * The redirect URI if the app has registered it; on a loopback host the port may differ (RFC 8252, section 7.3).
 *
 * @throws {EntraError} 50011, 900144.
 */
export function registeredRedirectUri(app: SimApp, redirectUri: string | null): string {
  if (redirectUri === null || redirectUri === '') throw refuse.missingParameter('redirect_uri');
  const wanted = withoutLoopbackPort(redirectUri);
  if (app.redirectUris.some((known) => known === redirectUri || withoutLoopbackPort(known) === wanted))
    return redirectUri;
  throw refuse.unknownRedirectUri(redirectUri, app.appId);
}

function withoutLoopbackPort(uri: string): string {
  return uri.replace(/^(http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])):\d+/, '$1');
}
