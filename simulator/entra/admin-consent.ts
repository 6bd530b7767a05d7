import type { SimRequest, SimResponse } from '../http/message.ts';
import { createServicePrincipal } from '../world/create-world.ts';
import type { SimApp, SimTenant } from '../world/model.ts';
import { graphResource } from './access-token.ts';
import { type EntraContext, formFields, tenantOfSegment } from './context.ts';
import { refuse } from './errors.ts';
import { type Html, html, page, pageLanguage, redirect } from './html.ts';
import { pageTexts, permissionText } from './page-texts.ts';
import { registeredRedirectUri } from './redirect-uri.ts';

export type ConsentVersion = 'v1' | 'v2';

/**
 * `/{tenant}/v2.0/adminconsent` (v2) and `/{tenant}/adminconsent` (v1): GET shows the page, POST is its buttons
 * (`decision` = `accept` or `cancel`, and `tenant` where the path names none).
 *
 * @throws {EntraError} shown as a page, without a redirect: 700016, 50011, 900144, 90002.
 */
export function adminConsent(
  context: EntraContext,
  request: SimRequest,
  segment: string,
  version: ConsentVersion,
): SimResponse {
  const { world } = context;
  const pathTenant = tenantOfSegment(world, segment);
  const query = new URLSearchParams(request.query);
  const clientId = query.get('client_id');
  if (clientId === null) throw refuse.missingParameter('client_id');
  const app = world.apps.get(clientId);
  if (app === undefined) throw refuse.unknownApp(clientId, pathTenant?.displayName ?? segment);
  const redirectUri = registeredRedirectUri(app, query.get('redirect_uri'));
  const scope = query.get('scope');
  if (version === 'v2' && scope === null) throw refuse.missingParameter('scope');
  const roles = version === 'v1' || asksForDefault(scope, context.baseUrl) ? app.requiredRoles : [];
  if (request.method !== 'POST') return consentPage(context, request, query, app, roles, pathTenant);

  const form = formFields(request);
  const state = query.get('state');
  const stateParameter = state === null ? {} : { state };
  if (form.get('decision') !== 'accept') return redirect(redirectUri, refusal(version, stateParameter), 'query');
  const tenant = pathTenant ?? tenantOfSegment(world, form.get('tenant') ?? '');
  if (tenant === null) throw refuse.noTenant();
  grantConsent(tenant, app, roles);
  const granted = [...roles.map((role) => `${graphResource}/${role}`), ...(scope === null ? [] : [scope])].join(' ');
  const scopeParameter: Record<string, string> = version === 'v2' ? { scope: granted } : {};
  return redirect(
    redirectUri,
    { tenant: tenant.id, ...stateParameter, ...scopeParameter, admin_consent: 'True' },
    'query',
  );
}

/** Grants permissions on top of those the app has already; a disabled app is enabled again. */
export function grantConsent(tenant: SimTenant, app: SimApp, roles: readonly string[]): void {
  const principal = tenant.servicePrincipals.get(app.appId) ?? createServicePrincipal(app.appId, []);
  for (const role of roles) principal.roles.add(role);
  principal.enabled = true;
  tenant.servicePrincipals.set(app.appId, principal);
}

/** Version 1 leaves the state away when an administrator refuses. */
function refusal(
  version: ConsentVersion,
  stateParameter: { readonly state?: string },
): Readonly<Record<string, string>> {
  if (version === 'v1') {
    return { error: 'permission_denied', error_description: 'The admin canceled the request' };
  }
  return {
    admin_consent: 'True',
    error: 'consent_required',
    error_description: 'AADSTS65004: User declined to consent to access the app.',
    ...stateParameter,
  };
}

/** Application permissions are only ever granted together, by `.default`. */
function asksForDefault(scope: string | null, baseUrl: string): boolean {
  const asked = scope?.split(' ') ?? [];
  return asked.includes('.default') || [graphResource, baseUrl].some((host) => asked.includes(`${host}/.default`));
}

function consentPage(
  context: EntraContext,
  request: SimRequest,
  query: URLSearchParams,
  app: SimApp,
  roles: readonly string[],
  tenant: SimTenant | null,
): SimResponse {
  const language = pageLanguage(query, request.headers['accept-language']);
  const texts = pageTexts[language];
  const items = roles.map(
    (role) => html`<li><strong>${permissionText(role, language)}</strong><br><small>${role}</small></li>`,
  );
  const list: Html = items.length > 0 ? html`<ul>${items}</ul>` : html`<ul><li>${texts.noPermissions}</li></ul>`;
  return page(
    200,
    language,
    texts.consentTitle,
    html`<h1>${texts.consentTitle}</h1>
<form method="post" action="${`${request.path}?${request.query}`}">
${tenant === null ? tenantChooser(context, texts.organisation) : html`<p><small>${texts.organisation}: ${tenant.displayName} (${tenant.domains[0] ?? tenant.id})</small></p>`}
<p><strong>${app.displayName}</strong> ${texts.consentIntro}</p>
${list}
<p><small>${texts.consentNote}</small></p>
<p class="buttons"><button name="decision" value="cancel">${texts.cancel}</button>
<button class="primary" name="decision" value="accept">${texts.accept}</button></p>
</form>`,
  );
}

/** A field to choose the tenant by, for `common` and `organizations`. */
export function tenantChooser(context: EntraContext, label: string): Html {
  const options = [...context.world.tenants.values()].map(
    (tenant) => html`<option value="${tenant.id}">${tenant.displayName} (${tenant.domains[0] ?? tenant.id})</option>`,
  );
  return html`<label>${label}<select name="tenant">${options}</select></label>`;
}
