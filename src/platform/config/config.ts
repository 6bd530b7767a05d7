import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { isTimeZone } from '../../tenants/time-zone.ts';

/** A configuration that cannot be used: says where and what to do. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConfigError';
  }
}

const url = z.url({ protocol: /^https$/, error: 'must be an https:// address' });
const file = z.string().min(1);

const audienceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('everyone') }),
  z.strictObject({ kind: z.literal('group'), groupId: z.guid('must be the object id (GUID) of a group') }),
  z.strictObject({ kind: z.literal('mailboxes'), mailboxes: z.array(z.string().min(1)).min(1) }),
]);

const configSchema = z.strictObject({
  /** Where databases, keys and certificates are. */
  dataDir: file.default('.ringbook'),
  http: z
    .strictObject({
      host: z.string().default('localhost'),
      port: z.int().min(0).max(65_535).default(8443),
      /** As browsers see us; the consent answer comes back to `<publicUrl>/connect/callback`. */
      publicUrl: url.optional(),
      /** PEM; without them a certificate for localhost is made. */
      certificateFile: file.optional(),
      privateKeyFile: file.optional(),
      /** Addresses or networks of reverse proxies whose word on where a caller is counts. */
      trustedProxies: z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])).default([]),
    })
    .prefault({}),
  dashboard: z
    .strictObject({
      /** User names of people who own the tenant, whoever else does (docs/decisions/0015-who-owns-a-tenant.md). */
      owners: z
        .array(z.string().regex(/^\S+@\S+$/, 'must be a user name like name@company.com'))
        .max(50)
        .default([]),
      /** Who may make tenants: everyone who signs in, or only who owns one already. */
      newTenants: z.enum(['anyone', 'owners']).default('anyone'),
    })
    .prefault({}),
  entra: z
    .strictObject({
      clientId: z.guid('must be the application (client) id, a GUID'),
      certificateFile: file,
      privateKeyFile: file,
      loginUrl: url.default('https://login.microsoftonline.com'),
    })
    .optional(),
  graph: z
    .strictObject({
      url: url.default('https://graph.microsoft.com'),
      scope: z.string().optional(),
      batchesInFlight: z.int().min(1).max(256).default(128),
      requestTimeoutMs: z.int().min(100).default(100_000),
    })
    .prefault({}),
  /** PEM of a certification authority to trust beside the public ones. */
  caFile: file.optional(),
  /** Who runs this installation, as the documents on data protection name them. */
  operator: z
    .strictObject({
      name: z.string().trim().min(1),
      address: z.string().trim().min(1),
      email: z.email(),
      /** How to reach the data protection officer, if there is one. */
      dataProtectionOfficer: z.string().trim().min(1).optional(),
      /** Who else processes data for this installation: a hosting company, a mail service. */
      subProcessors: z
        .array(z.strictObject({ name: z.string().min(1), purpose: z.string().min(1), location: z.string().min(1) }))
        .default([]),
    })
    .optional(),
  /** Server that notifications are sent by; without it there is no mail. TLS is needed, but for this machine. */
  smtp: z
    .strictObject({
      host: z.string().min(1),
      port: z.int().min(1).max(65_535).default(587),
      /** TLS from the first byte (mostly port 465); else STARTTLS. */
      secure: z.boolean().default(false),
      user: z.string().min(1).optional(),
      /** File that holds the password and nothing else. */
      passwordFile: file.optional(),
      /** `Ringbook <ringbook@company.com>` */
      from: z.string().regex(/^([^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, 'must be an e-mail address'),
      caFile: file.optional(),
    })
    .refine(({ user, passwordFile }) => (user === undefined) === (passwordFile === undefined), {
      error: 'user and passwordFile belong together',
    })
    .optional(),
  webhooks: z
    .strictObject({
      /** Whether webhooks may go to private networks and to this machine. */
      allowPrivateAddresses: z.boolean().default(false),
    })
    .prefault({}),
  tenant: z
    .strictObject({
      name: z.string().min(1).default('My company'),
      /** How national telephone numbers are read. */
      defaultCountry: z
        .string()
        .regex(/^[A-Z]{2}$/, 'must be a country code of two capital letters, e.g. DE')
        .default('DE'),
      /** When schedules are due; without it the zone of the machine. */
      timeZone: z
        .string()
        .refine(isTimeZone, 'must be a time zone of the IANA database, e.g. Europe/Berlin')
        .optional(),
      /** Of mail, and of who has not chosen one. */
      language: z.enum(['en', 'de']).default('en'),
      /** Entra tenant id or domain; without it the admin's sign-in decides. */
      entraTenant: z.string().min(1).optional(),
    })
    .prefault({}),
  runs: z
    .strictObject({
      /** Tenants whose syncs run at the same time; each has one run at a time. */
      tenantsAtOnce: z.int().min(1).max(100).default(4),
    })
    .prefault({}),
  sync: z
    .strictObject({
      folderName: z.string().trim().min(1).max(255).default('Company contacts'),
      everyMinutes: z.number().min(1).default(60),
      audience: audienceSchema.default({ kind: 'everyone' }),
      /** Checked by the core: rules, mapping and guards (docs/sync-model.md). */
      rules: z.record(z.string(), z.unknown()).default({}),
      mapping: z
        .strictObject({
          fields: z.record(z.string(), z.unknown()).default({}),
          phones: z.record(z.string(), z.unknown()).default({}),
        })
        .prefault({}),
      guards: z.record(z.string(), z.unknown()).default({}),
    })
    .prefault({}),
});

export type Config = z.infer<typeof configSchema> & {
  /** Folder that paths in the configuration and in definitions are relative to: the file's, else the working folder. */
  readonly baseDir: string;
};

/** Environment variables that replace a value of the file, and where they go. */
const environmentPaths: Readonly<Record<string, readonly [string, string] | readonly [string]>> = {
  RINGBOOK_DATA_DIR: ['dataDir'],
  RINGBOOK_CA_FILE: ['caFile'],
  RINGBOOK_HTTP_HOST: ['http', 'host'],
  RINGBOOK_HTTP_PORT: ['http', 'port'],
  RINGBOOK_PUBLIC_URL: ['http', 'publicUrl'],
  RINGBOOK_ENTRA_CLIENT_ID: ['entra', 'clientId'],
  RINGBOOK_ENTRA_CERTIFICATE_FILE: ['entra', 'certificateFile'],
  RINGBOOK_ENTRA_PRIVATE_KEY_FILE: ['entra', 'privateKeyFile'],
  RINGBOOK_LOGIN_URL: ['entra', 'loginUrl'],
  RINGBOOK_GRAPH_URL: ['graph', 'url'],
  RINGBOOK_GRAPH_SCOPE: ['graph', 'scope'],
  RINGBOOK_TENANT_NAME: ['tenant', 'name'],
  RINGBOOK_DEFAULT_COUNTRY: ['tenant', 'defaultCountry'],
  RINGBOOK_ENTRA_TENANT: ['tenant', 'entraTenant'],
  RINGBOOK_FOLDER_NAME: ['sync', 'folderName'],
};

/**
 * Reads a configuration: defaults, then the file, then the environment. Paths in it are relative to the file.
 * @param path JSON file; null: defaults and environment alone.
 * @throws {ConfigError} Names the file, the field and the remedy; never shows a value.
 */
export function loadConfig(path: string | null, environment: NodeJS.ProcessEnv): Config {
  const fromFile = path === null ? {} : readJson(path);
  const parsed = configSchema.safeParse(withEnvironment(fromFile, environment));
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.') || '(top)'}: ${issue.message}`);
    throw new ConfigError(`The configuration${path === null ? '' : ` ${path}`} cannot be used:\n${lines.join('\n')}`);
  }
  return withAbsolutePaths(parsed.data, path === null ? process.cwd() : dirname(resolve(path)));
}

function readJson(path: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new ConfigError(`The configuration ${path} cannot be read: check the path and the file's permissions.`);
  }
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    throw new ConfigError(`The configuration ${path} is not a JSON object: check for a missing comma or quote.`);
  }
}

function withEnvironment(config: Record<string, unknown>, environment: NodeJS.ProcessEnv): Record<string, unknown> {
  const result = structuredClone(config);
  for (const [name, [first, second]] of Object.entries(environmentPaths)) {
    const text = environment[name];
    if (text === undefined || text === '') continue;
    const value = second === 'port' ? Number(text) : text;
    if (second === undefined) result[first] = value;
    else result[first] = { ...z.record(z.string(), z.unknown()).catch({}).parse(result[first]), [second]: value };
  }
  return result;
}

function withAbsolutePaths(config: z.infer<typeof configSchema>, base: string): Config {
  const at = (path: string) => resolve(base, path);
  const { caFile, entra, http, smtp } = config;
  return {
    ...config,
    baseDir: resolve(base),
    dataDir: at(config.dataDir),
    ...(caFile === undefined ? {} : { caFile: at(caFile) }),
    ...(entra === undefined
      ? {}
      : { entra: { ...entra, certificateFile: at(entra.certificateFile), privateKeyFile: at(entra.privateKeyFile) } }),
    ...(smtp === undefined
      ? {}
      : {
          smtp: {
            ...smtp,
            ...(smtp.passwordFile === undefined ? {} : { passwordFile: at(smtp.passwordFile) }),
            ...(smtp.caFile === undefined ? {} : { caFile: at(smtp.caFile) }),
          },
        }),
    http: {
      ...http,
      ...(http.certificateFile === undefined ? {} : { certificateFile: at(http.certificateFile) }),
      ...(http.privateKeyFile === undefined ? {} : { privateKeyFile: at(http.privateKeyFile) }),
    },
  };
}
