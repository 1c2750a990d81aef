import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Environment } from './env.ts';
import { readSecret, type Secret } from './secrets.ts';

/** Everything that is set from outside. Impossible combinations cannot be written down. */
export interface Config {
  host: string;
  port: number;
  dataDir: string;
  databasePath: string;
  lockPath: string;
  socketPath: string;
  keyFile: string;
  trustProxy: boolean | number | string;
  /** `demo`: started by `pnpm start` against the simulator. */
  mode: 'demo' | 'serve';
  srs: SrsConfig;
  billingTimeZone: string;
  checkpoints: { dir: string | null; url: string | null };
  /** Where backups go, and when one is made every day (`HH:MM`; null: never). */
  backups: { dir: string; dailyAt: string | null };
  /** Months after which personal data of finished orders is erased; null keeps it. */
  retentionMonths: number | null;
  /** `open`: whoever reaches it may use it, without a key. */
  gateway: {
    port: number;
    /** Any free port will do where this one is taken. */
    portMayMove: boolean;
    key: Secret | null;
    open: boolean;
    onAuditFailure: 'refuse' | 'pass';
    idpUrl: string | null;
  };
  /** Who may read measures: with a token, or on a port of its own; without either this machine alone. */
  metrics: { token: Secret | null; port: number | null };
  /** How long requests under way may take when the server stops, ms. */
  drainMs: number;
  logLevel: LogLevel | null;
  publicUrl: string | null;
  /** Password of the demo's logins; null makes a random one. */
  demoPassword: Secret | null;
}

export interface SrsConfig {
  baseUrl: string;
  tokenUrl: string;
  rasBaseUrl: string;
  clientId: string;
  clientSecret: Secret;
  scope: string;
  basic: { user: string; password: Secret } | null;
  rasAuth: 'none' | 'bearer';
  proNumber: string | null;
  /** Known limit, requests/s; null: found out while running. */
  rateLimit: number | null;
  /** Zone of SRS's times that tell none. */
  timeZone: string;
  /** Fields under which SRS's own error answers carry their code: without one, something else answered. */
  errorFields: readonly string[];
  /** How an order is cancelled, where it differs from `DELETE /api/identifications/{refId}`. */
  cancel: { method: 'DELETE' | 'POST' | 'PUT'; path: string };
}

/** The configuration cannot be used: one line per problem, none of them with a secret in it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

const httpUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' })
  .refine((text) => !new URL(text).username, 'must not hold a user name or password');

const port = z.coerce.number('must be a port number').int().min(0).max(65_535, 'must be at most 65535');

const timeZone = z.string().refine((zone) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}, 'must be a time zone such as Europe/Zurich');

/** How much the server's own log says. */
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
type LogLevel = (typeof LOG_LEVELS)[number];

const schema = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(4000),
  DATA_DIR: z.string().min(1).default('./data'),
  SRS_BASE_URL: httpUrl,
  SRS_TOKEN_URL: httpUrl,
  RAS_BASE_URL: httpUrl,
  SRS_CLIENT_ID: z.string().min(1),
  SRS_SCOPE: z.string().default('miss'),
  SRS_BASIC_USER: z.string().optional(),
  SRS_PRO_NUMBER: z.string().optional(),
  SRS_RATE_LIMIT: z.coerce.number('must be requests per second').positive().max(10_000).optional(),
  SRS_TIME_ZONE: timeZone.default('Europe/Zurich'),
  SRS_ERROR_FIELDS: z
    .string()
    .regex(/^[\w.-]+( *, *[\w.-]+)*$/, 'must be names of fields, with commas between them')
    .default('code,errorCode'),
  SRS_CANCEL_METHOD: z.enum(['DELETE', 'POST', 'PUT']).default('DELETE'),
  SRS_CANCEL_PATH: z
    .string()
    .startsWith('/', 'must start with /')
    .includes('{refId}', { error: 'must hold {refId}' })
    .default('/api/identifications/{refId}'),
  RAS_AUTH: z.enum(['none', 'bearer']).default('bearer'),
  BILLING_TIME_ZONE: timeZone.default('Europe/Zurich'),
  AUDIT_KEY_FILE: z.string().optional(),
  CHECKPOINT_DIR: z.string().optional(),
  CHECKPOINT_URL: httpUrl.optional(),
  BACKUP_DIR: z.string().optional(),
  BACKUP_AT: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 02:30')
    .optional(),
  RETENTION_MONTHS: z.coerce.number('must be a number of months').int().min(1).max(240).optional(),
  METRICS_PORT: port.optional(),
  DRAIN_SECONDS: z.coerce.number('must be a number of seconds').min(0).max(600).default(30),
  LOG_LEVEL: z.enum(LOG_LEVELS).optional(),
  GATEWAY_PORT: port.optional(),
  GATEWAY_OPEN: z.enum(['yes', 'no']).optional(),
  GATEWAY_ON_AUDIT_FAILURE: z.enum(['refuse', 'pass']).default('refuse'),
  IDP_BASE_URL: httpUrl.optional(),
  TRUST_PROXY: z
    .string()
    .refine(
      isTrustProxy,
      'must be true, false, a number of proxies, or addresses such as loopback or 10.0.0.0/8',
    )
    .optional(),
  PUBLIC_URL: httpUrl.optional(),
  DESK_MODE: z.enum(['demo', 'serve']).default('serve'),
});

/** Where the gateway listens unless it is told otherwise. */
const GATEWAY_PORT = 4001;

/** Names of this machine that no other can reach. */
export const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]', '::1']);

/**
 * Reads the configuration out of the environment.
 * @throws ConfigError with one line for every missing or wrong value.
 */
export function readConfig(environment: Environment): Config {
  const problems: string[] = [];
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== '' && value !== undefined),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    for (const issue of parsed.error.issues)
      problems.push(problemLine(given, String(issue.path[0]), issue.message));
  }
  const clientSecret = readSecret(environment, 'SRS_CLIENT_SECRET', problems);
  if (clientSecret === undefined && !problems.some((line) => line.startsWith('SRS_CLIENT_SECRET'))) {
    problems.push('SRS_CLIENT_SECRET is missing: set it, or SRS_CLIENT_SECRET_FILE to a file that holds it');
  }
  const basicPassword = readSecret(environment, 'SRS_BASIC_PASSWORD', problems);
  const gatewayKey = readSecret(environment, 'GATEWAY_KEY', problems) ?? null;
  const metricsToken = readSecret(environment, 'METRICS_TOKEN', problems) ?? null;
  const demoPassword = readSecret(environment, 'DEMO_PASSWORD', problems) ?? null;
  const basicUser = given.SRS_BASIC_USER;
  if ((basicUser === undefined) !== (basicPassword === undefined)) {
    problems.push('SRS_BASIC_USER and SRS_BASIC_PASSWORD belong together: set both or neither');
  }
  if (given.GATEWAY_OPEN === 'yes' && !LOOPBACK.has(given.HOST ?? '127.0.0.1')) {
    problems.push(
      `GATEWAY_OPEN is "yes": without a key the gateway may only stand on loopback, HOST is ${given.HOST}`,
    );
  }
  if (!parsed.success || clientSecret === undefined || problems.length > 0) throw new ConfigError(problems);
  const values = parsed.data;
  const dataDir = resolve(values.DATA_DIR);
  return {
    host: values.HOST,
    port: values.PORT,
    dataDir,
    databasePath: join(dataDir, 'desk.db'),
    lockPath: join(dataDir, 'desk.lock'),
    socketPath: join(dataDir, 'desk.sock'),
    keyFile: resolve(values.AUDIT_KEY_FILE ?? join(dataDir, 'keys', 'audit-key.json')),
    trustProxy: readTrustProxy(values.TRUST_PROXY),
    mode: values.DESK_MODE,
    srs: {
      baseUrl: values.SRS_BASE_URL,
      tokenUrl: values.SRS_TOKEN_URL,
      rasBaseUrl: values.RAS_BASE_URL,
      clientId: values.SRS_CLIENT_ID,
      clientSecret,
      scope: values.SRS_SCOPE,
      basic: basicUser !== undefined && basicPassword ? { user: basicUser, password: basicPassword } : null,
      rasAuth: values.RAS_AUTH,
      proNumber: values.SRS_PRO_NUMBER ?? null,
      rateLimit: values.SRS_RATE_LIMIT ?? null,
      timeZone: values.SRS_TIME_ZONE,
      errorFields: values.SRS_ERROR_FIELDS.split(',').map((name) => name.trim()),
      cancel: { method: values.SRS_CANCEL_METHOD, path: values.SRS_CANCEL_PATH },
    },
    billingTimeZone: values.BILLING_TIME_ZONE,
    checkpoints: {
      dir: values.CHECKPOINT_DIR === undefined ? null : resolve(values.CHECKPOINT_DIR),
      url: values.CHECKPOINT_URL ?? null,
    },
    backups: {
      dir: resolve(values.BACKUP_DIR ?? join(dataDir, 'backups')),
      dailyAt: values.BACKUP_AT ?? null,
    },
    retentionMonths: values.RETENTION_MONTHS ?? null,
    gateway: {
      port: values.GATEWAY_PORT ?? GATEWAY_PORT,
      // The demo prints where its gateway is: it may be elsewhere where another program has the port.
      portMayMove: values.GATEWAY_PORT === undefined && (values.DESK_MODE === 'demo' || values.PORT === 0),
      key: gatewayKey,
      open:
        gatewayKey === null &&
        (values.GATEWAY_OPEN ?? (values.DESK_MODE === 'demo' ? 'yes' : 'no')) === 'yes',
      onAuditFailure: values.GATEWAY_ON_AUDIT_FAILURE,
      idpUrl: values.IDP_BASE_URL ?? null,
    },
    metrics: { token: metricsToken, port: values.METRICS_PORT ?? null },
    drainMs: values.DRAIN_SECONDS * 1000,
    logLevel: values.LOG_LEVEL ?? null,
    publicUrl: values.PUBLIC_URL ?? null,
    demoPassword,
  };
}

function problemLine(given: Record<string, string | undefined>, name: string, message: string): string {
  return given[name] === undefined ? `${name} is missing` : `${name} is "${given[name]}": ${message}`;
}

const proxyAddress = z.union([
  z.enum(['loopback', 'linklocal', 'uniquelocal']),
  z.ipv4(),
  z.ipv6(),
  z.cidrv4(),
  z.cidrv6(),
]);

function isTrustProxy(text: string): boolean {
  if (/^(true|false|\d+)$/.test(text)) return true;
  return text.split(',').every((part) => proxyAddress.safeParse(part.trim()).success);
}

function readTrustProxy(text: string | undefined): boolean | number | string {
  if (text === undefined || text === 'false') return false;
  if (text === 'true') return true;
  return /^\d+$/.test(text) ? Number(text) : text;
}
