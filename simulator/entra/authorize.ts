import type { SimRequest, SimResponse } from '../http/message.ts';
import type { SimApp, SimTenant, SimUser } from '../world/model.ts';
import { grantConsent } from './admin-consent.ts';
import { type EntraContext, formFields, tenantOfSegment } from './context.ts';
import { EntraError, errorText, refuse } from './errors.ts';
import type { Grant } from './grants.ts';
import { html, page, pageLanguage, redirect } from './html.ts';
import { idToken } from './id-token.ts';
import { pageTexts } from './page-texts.ts';
import { registeredRedirectUri } from './redirect-uri.ts';

type ResponseMode = 'query' | 'fragment' | 'form_post';

/** An authorization request that may be answered by a redirect. */
interface AuthorizeRequest {
  readonly app: SimApp;
  readonly redirectUri: string;
  readonly responseTypes: ReadonlySet<string>;
  readonly responseMode: ResponseMode;
  readonly scopes: readonly string[];
  readonly state: string | null;
  readonly nonce: string | null;
  readonly codeChallenge: Grant['codeChallenge'];
  readonly prompt: string | null;
}

const peopleShown = 50;

/**
 * `/{tenant}/oauth2/v2.0/authorize`: GET shows a page to choose a person from, POST is its form
 * (`user` = id or userPrincipalName, `role` = `admin` or `user`, `decision` = `accept` or `cancel`).
 *
 * @throws {EntraError} what must not be redirected: 700016, 50011, 900144, 90002; shown as a page.
 */
export async function authorize(context: EntraContext, request: SimRequest, segment: string): Promise<SimResponse> {
  const tenant = tenantOfSegment(context.world, segment);
  const query = new URLSearchParams(request.query);
  const form = formFields(request);
  const chosen = form.get('user');
  const decision = form.get('decision') ?? (chosen === null ? null : 'accept');
  const parameters = request.method === 'POST' && decision === null ? form : query;
  const clientId = parameters.get('client_id');
  if (clientId === null) throw refuse.missingParameter('client_id');
  const app = context.world.apps.get(clientId);
  if (app === undefined) throw refuse.unknownApp(clientId, tenant?.displayName ?? segment);
  const redirectUri = registeredRedirectUri(app, parameters.get('redirect_uri'));
  const asked = readRequest(parameters, app, redirectUri);
  try {
    checkRequest(asked);
    if (decision === null) return signInPage(context, request, parameters, asked, tenant);
    if (decision !== 'accept') throw declined();
    return await signIn(context, request, asked, findUser(context, tenant, chosen ?? ''), form.get('role') === 'admin');
  } catch (error) {
    if (!(error instanceof EntraError)) throw error;
    return respond(request, asked, { error: error.error, error_description: errorText(error) });
  }
}

/** `/{tenant}/oauth2/v2.0/logout`: back to the app if it asked for that and anybody has registered the address. */
export function logout(context: EntraContext, request: SimRequest): SimResponse {
  const query = new URLSearchParams(request.query);
  const target = query.get('post_logout_redirect_uri');
  const registered = [...context.world.apps.values()].some(({ redirectUris }) =>
    redirectUris.some(
      (uri) => target !== null && URL.canParse(target) && new URL(uri).origin === new URL(target).origin,
    ),
  );
  const state = query.get('state');
  if (target !== null && registered) return redirect(target, state === null ? {} : { state }, 'query');
  const language = pageLanguage(query, request.headers['accept-language']);
  return page(200, language, pageTexts[language].signedOut, html`<h1>${pageTexts[language].signedOut}</h1>`);
}

function readRequest(parameters: URLSearchParams, app: SimApp, redirectUri: string): AuthorizeRequest {
  const responseTypes = new Set((parameters.get('response_type') ?? '').split(' ').filter((type) => type !== ''));
  const mode = parameters.get('response_mode');
  const challenge = parameters.get('code_challenge');
  return {
    app,
    redirectUri,
    responseTypes,
    responseMode:
      mode === 'query' || mode === 'fragment' || mode === 'form_post'
        ? mode
        : responseTypes.has('id_token')
          ? 'fragment'
          : 'query',
    scopes: (parameters.get('scope') ?? '').split(' ').filter((scope) => scope !== ''),
    state: parameters.get('state'),
    nonce: parameters.get('nonce'),
    codeChallenge:
      challenge === null
        ? null
        : { value: challenge, method: parameters.get('code_challenge_method') === 'S256' ? 'S256' : 'plain' },
    prompt: parameters.get('prompt'),
  };
}

function checkRequest({ responseTypes, scopes, nonce, prompt }: AuthorizeRequest): void {
  if (responseTypes.size === 0) throw refuse.missingParameter('response_type');
  for (const type of responseTypes) {
    if (type === 'code' || type === 'id_token') continue;
    throw new EntraError(400, 'unsupported_response_type', 700051, `response_type '${type}' is not enabled.`);
  }
  if (scopes.length === 0) throw refuse.missingParameter('scope');
  if (responseTypes.has('id_token') && nonce === null) throw refuse.missingParameter('nonce');
  if (prompt === 'none') {
    throw new EntraError(400, 'login_required', 50058, 'A silent sign-in request was sent but no user is signed in.');
  }
}

async function signIn(
  context: EntraContext,
  request: SimRequest,
  asked: AuthorizeRequest,
  { tenant, user }: { readonly tenant: SimTenant; readonly user: SimUser },
  isAdmin: boolean,
): Promise<SimResponse> {
  const { app, redirectUri, scopes, nonce, codeChallenge, responseTypes } = asked;
  const { world, grants, baseUrl, key } = context;
  // The first sign-in is a consent of the person: from then on the app is in the tenant, without application permissions.
  if (!tenant.servicePrincipals.has(app.appId)) grantConsent(tenant, app, []);
  if (tenant.servicePrincipals.get(app.appId)?.enabled === false) throw refuse.disabledApp(app.appId, app.displayName);
  const grant: Grant = {
    tenantId: tenant.id,
    userId: user.id,
    isAdmin,
    clientId: app.appId,
    redirectUri,
    scopes,
    nonce,
    codeChallenge,
  };
  return respond(request, asked, {
    ...(responseTypes.has('code') ? { code: grants.issueCode(grant) } : {}),
    ...(responseTypes.has('id_token')
      ? { id_token: await idToken(grant, tenant, user, baseUrl, key, world.clock.nowMs()) }
      : {}),
  });
}

function findUser(context: EntraContext, tenant: SimTenant | null, chosen: string) {
  const wanted = chosen.toLowerCase();
  for (const candidate of tenant === null ? context.world.tenants.values() : [tenant]) {
    const user =
      candidate.users.get(wanted) ??
      [...candidate.users.values()].find(
        ({ properties }) => String(properties.userPrincipalName).toLowerCase() === wanted,
      );
    if (user?.properties.accountEnabled === false) throw refuse.invalidGrant(50057, 'The user account is disabled.');
    if (user !== undefined) return { tenant: candidate, user };
  }
  throw new EntraError(400, 'access_denied', 50034, `The user account ${chosen} does not exist in the directory.`);
}

function declined(): EntraError {
  return new EntraError(400, 'access_denied', 65004, 'User declined to consent to access the app.');
}

function respond(
  request: SimRequest,
  { redirectUri, responseMode, state }: AuthorizeRequest,
  answer: Readonly<Record<string, string>>,
): SimResponse {
  const parameters = state === null ? answer : { ...answer, state };
  if (responseMode !== 'form_post') return redirect(redirectUri, parameters, responseMode);
  const language = pageLanguage(new URLSearchParams(request.query), request.headers['accept-language']);
  const fields = Object.entries(parameters).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  const texts = pageTexts[language];
  return page(
    200,
    language,
    texts.signInTitle,
    html`<form method="post" action="${redirectUri}">${fields}<button class="primary">${texts.continue}</button></form>
<script>document.forms[0].submit()</script>`,
  );
}

function signInPage(
  context: EntraContext,
  request: SimRequest,
  parameters: URLSearchParams,
  asked: AuthorizeRequest,
  tenant: SimTenant | null,
): SimResponse {
  const language = pageLanguage(parameters, request.headers['accept-language']);
  const texts = pageTexts[language];
  const groups = (tenant === null ? [...context.world.tenants.values()] : [tenant]).map((candidate) => {
    const options = peopleOf(candidate).map(
      ({ id, properties }) =>
        html`<option value="${id}">${String(properties.displayName)} (${String(properties.userPrincipalName)})</option>`,
    );
    return html`<optgroup label="${candidate.displayName}">${options}</optgroup>`;
  });
  return page(
    200,
    language,
    texts.signInTitle,
    html`<h1>${texts.signInTitle}</h1>
<form method="post" action="${`${request.path}?${parameters.toString()}`}">
<p><strong>${asked.app.displayName}</strong> ${texts.signInIntro}</p>
<label>${texts.person}<select name="user">${groups}</select></label>
<label>${texts.role}<select name="role"><option value="admin">${texts.administrator}</option><option value="user">${texts.ordinaryUser}</option></select></label>
<p class="buttons"><button name="decision" value="cancel">${texts.cancel}</button>
<button class="primary" name="decision" value="accept">${texts.signIn}</button></p>
</form>`,
  );
}

/** The first people of a tenant who can sign in. */
function peopleOf(tenant: SimTenant): SimUser[] {
  const people: SimUser[] = [];
  for (const user of tenant.users.values()) {
    if (people.length === peopleShown) break;
    if (user.properties.accountEnabled !== false && user.properties.userType !== 'Guest') people.push(user);
  }
  return people;
}
