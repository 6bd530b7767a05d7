import { randomUUID } from 'node:crypto';
import type { SimResponse } from '../http/message.ts';

/** A refusal in Entra's words: the OAuth `error`, and the AADSTS number with its text for diagnosis. */
export class EntraError extends Error {
  readonly status: number;
  readonly error: string;
  readonly code: number;

  constructor(status: number, error: string, code: number, message: string) {
    super(message);
    this.name = 'EntraError';
    this.status = status;
    this.error = error;
    this.code = code;
  }
}

/** `AADSTS…: text`, as it stands in redirects. */
export function errorText(error: EntraError): string {
  return `AADSTS${error.code}: ${error.message}`;
}

/** The token endpoint's error body. */
export function errorResponse(error: EntraError, nowMs: number, baseUrl: string, correlation?: string): SimResponse {
  const traceId = randomUUID();
  const correlationId = correlation ?? randomUUID();
  const timestamp = `${new Date(nowMs).toISOString().slice(0, 19).replace('T', ' ')}Z`;
  return {
    status: error.status,
    headers: { ...noStore, 'x-ms-request-id': traceId },
    body: {
      error: error.error,
      error_description: `${errorText(error)} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      error_codes: [error.code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `${baseUrl}/error?code=${error.code}`,
    },
  };
}

export const noStore: Readonly<Record<string, string>> = { 'cache-control': 'no-store, no-cache', pragma: 'no-cache' };

/** The refusals that more than one endpoint knows. */
export const refuse = {
  unknownTenant: (tenant: string) =>
    new EntraError(
      400,
      'invalid_request',
      90002,
      `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
    ),
  malformedTenant: (tenant: string) =>
    new EntraError(
      400,
      'invalid_request',
      900023,
      `Specified tenant identifier '${tenant}' is neither a valid DNS name, nor a valid external domain.`,
    ),
  noTenant: () =>
    new EntraError(
      400,
      'invalid_request',
      50059,
      'No tenant-identifying information found in either the request or implied by any provided credentials.',
    ),
  missingParameter: (name: string) =>
    new EntraError(400, 'invalid_request', 900144, `The request body must contain the following parameter: '${name}'.`),
  unknownApp: (appId: string, tenantName: string) =>
    new EntraError(
      400,
      'unauthorized_client',
      700016,
      `Application with identifier '${appId}' was not found in the directory '${tenantName}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
    ),
  missingServicePrincipal: (appId: string, tenantId: string) =>
    new EntraError(
      401,
      'invalid_client',
      7000229,
      `The client application '${appId}' is missing service principal in the tenant '${tenantId}'.`,
    ),
  disabledApp: (appId: string, displayName: string) =>
    new EntraError(400, 'unauthorized_client', 7000112, `Application '${appId}'(${displayName}) is disabled.`),
  conditionalAccess: () =>
    new EntraError(
      400,
      'invalid_grant',
      53003,
      'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
    ),
  unknownRedirectUri: (redirectUri: string, appId: string) =>
    new EntraError(
      400,
      'invalid_request',
      50011,
      `The redirect URI '${redirectUri}' specified in the request does not match the redirect URIs configured for the application '${appId}'. Make sure the redirect URI sent in the request matches one added to your application.`,
    ),
  invalidGrant: (code: number, message: string) => new EntraError(400, 'invalid_grant', code, message),
};
