import { GraphError } from '../errors.ts';
import { jsonObjectOf } from '../json-body.ts';
import type { RouteContext } from '../route.ts';

export type ChangeType = 'created' | 'updated' | 'deleted';

/** What a request to create or change a subscription says; absent means not said. */
export interface SubscriptionBody {
  readonly changeTypes?: readonly ChangeType[];
  readonly notificationUrl?: string;
  readonly lifecycleNotificationUrl?: string | null;
  readonly resource?: string;
  readonly expiresAtMs?: number;
  readonly clientState?: string | null;
  readonly latestSupportedTlsVersion?: string;
}

const changeTypes: readonly ChangeType[] = ['created', 'updated', 'deleted'];
const tlsVersions = ['v1_0', 'v1_1', 'v1_2', 'v1_3'];
const longestClientState = 128;

/** Properties of the type that have no meaning here, or none that an app may set. */
const ignored: ReadonlySet<string> = new Set(['id', 'applicationId', 'creatorId', 'notificationUrlAppId']);
const notServed: ReadonlySet<string> = new Set([
  'encryptionCertificate',
  'encryptionCertificateId',
  'notificationQueryOptions',
]);

/**
 * Reads the body of a `POST` or `PATCH` of subscriptions.
 *
 * @throws {GraphError} 400 `BadRequest` for unknown properties, `ValidationError` for values out of range; 501 for resource data.
 */
export function readSubscriptionBody({ request, world }: RouteContext): SubscriptionBody {
  const body: { -readonly [Key in keyof SubscriptionBody]: SubscriptionBody[Key] } = {};
  for (const [name, value] of Object.entries(jsonObjectOf(request.body))) {
    if (name.startsWith('@odata.') || ignored.has(name)) continue;
    switch (name) {
      case 'changeType':
        body.changeTypes = readChangeTypes(value);
        break;
      case 'notificationUrl':
        body.notificationUrl = readUrl(name, value);
        break;
      case 'lifecycleNotificationUrl':
        body.lifecycleNotificationUrl = value === null ? null : readUrl(name, value);
        break;
      case 'resource':
        body.resource = readText(name, value);
        break;
      case 'expirationDateTime':
        body.expiresAtMs = readInstant(name, value, world.clock.nowMs());
        break;
      case 'clientState':
        body.clientState = value === null ? null : readClientState(value);
        break;
      case 'latestSupportedTlsVersion':
        body.latestSupportedTlsVersion = readTlsVersion(value);
        break;
      default:
        refuse(name, value);
    }
  }
  return body;
}

function refuse(name: string, value: unknown): void {
  if (name === 'includeResourceData' || notServed.has(name)) {
    if (value === null || value === false) return;
    throw new GraphError(501, 'NotImplemented', `The simulator does not serve '${name}' of subscriptions.`);
  }
  throw new GraphError(
    400,
    'BadRequest',
    `The property '${name}' does not exist on type 'microsoft.graph.subscription'. Make sure to only use property names that are defined by the type.`,
  );
}

function readChangeTypes(value: unknown): readonly ChangeType[] {
  const names = readText('changeType', value)
    .split(',')
    .map((part) => part.trim().toLowerCase());
  const wanted = changeTypes.filter((type) => names.includes(type));
  if (wanted.length !== new Set(names).size) throw invalid(`The changeType '${String(value)}' is not valid.`);
  return wanted;
}

function readUrl(name: string, value: unknown): string {
  const text = readText(name, value);
  if (!URL.canParse(text)) throw invalid(`The ${name} is not a valid URL.`);
  if (new URL(text).protocol !== 'https:') throw invalid(`The ${name} must use https.`);
  return text;
}

function readInstant(name: string, value: unknown, nowMs: number): number {
  const ms = /^\d{4}-\d{2}-\d{2}T/.test(readText(name, value)) ? Date.parse(String(value)) : Number.NaN;
  if (Number.isNaN(ms)) {
    throw new GraphError(
      400,
      'BadRequest',
      `Cannot convert the literal '${String(value)}' to the expected type 'Edm.DateTimeOffset'.`,
    );
  }
  if (ms <= nowMs) throw invalid('Subscription expiration must be in the future.');
  return ms;
}

function readClientState(value: unknown): string {
  const text = readText('clientState', value);
  if (text.length > longestClientState) {
    throw invalid(`The clientState must not be longer than ${longestClientState} characters.`);
  }
  return text;
}

function readTlsVersion(value: unknown): string {
  const text = readText('latestSupportedTlsVersion', value);
  if (!tlsVersions.includes(text)) throw invalid(`The latestSupportedTlsVersion '${text}' is not valid.`);
  return text;
}

function readText(name: string, value: unknown): string {
  if (typeof value !== 'string' || value === '') throw invalid(`The property '${name}' must be a text.`);
  return value;
}

/** The answer to a subscription that Graph does not want. */
export const invalid = (message: string): GraphError =>
  new GraphError(400, 'ValidationError', `ValidationError: ${message}`);
