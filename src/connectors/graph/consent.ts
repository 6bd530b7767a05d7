import type { ConsentProvider } from '../../tenants/ports.ts';
import type { CheckedHosts } from './hosts.ts';
import { requiredPermissions } from './operations.ts';
import { type AccessToken, isTenantId, type TokenProvider } from './tokens.ts';

export interface ConsentOptions {
  readonly clientId: string;
  readonly hosts: CheckedHosts;
  readonly tokens: TokenProvider;
}

/**
 * The admin consent of Microsoft Entra.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-admin-consent
 */
export function createConsentProvider({ clientId, hosts, tokens }: ConsentOptions): ConsentProvider {
  return {
    consentUrl({ state, redirectUri, entraTenant }) {
      const url = new URL(`/${encodeURIComponent(entraTenant ?? 'organizations')}/v2.0/adminconsent`, hosts.loginUrl);
      url.search = new URLSearchParams({
        client_id: clientId,
        scope: hosts.scope,
        redirect_uri: redirectUri,
        state,
      }).toString();
      return url.href;
    },

    readAnswer(query) {
      const state = query.get('state');
      const error = query.get('error');
      // A refusal comes with `admin_consent=True` too, so the error counts first.
      if (error !== null) {
        const notAdmin = /\bAADSTS(90093|90094|900941)\b/.test(query.get('error_description') ?? '');
        return { kind: 'refused', state, error: /^\w{1,60}$/.test(error) ? error : 'unreadable', notAdmin };
      }
      if (query.get('admin_consent')?.toLowerCase() !== 'true') {
        return { kind: 'malformed', detail: 'neither consent nor refusal' };
      }
      const entraTenantId = query.get('tenant') ?? '';
      if (!isTenantId(entraTenantId)) return { kind: 'malformed', detail: 'the tenant is not a GUID' };
      return { kind: 'granted', state, entraTenantId: entraTenantId.toLowerCase() };
    },

    async prove(entraTenantId, signal) {
      await tokens.token(entraTenantId, { kind: 'fresh' }, signal);
    },
  };
}

/**
 * Required permissions that a token does not carry: for diagnosis only, as an app that Exchange scopes to some mailboxes
 * works without them.
 */
export function missingPermissions(token: AccessToken): readonly string[] {
  return requiredPermissions.filter((permission) => !token.roles.includes(permission));
}
