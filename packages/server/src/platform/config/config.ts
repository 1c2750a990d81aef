import { join, resolve } from 'node:path';
import { type BackupConfig, backupsOf } from './backup-variables.ts';
import type { Environment } from './env.ts';
import {
  clientCertificateOf,
  examineEnvironment,
  GATEWAY_PORT,
  gatewayMayMove,
  loginOf,
  mailOf,
} from './examine-environment.ts';
import type { LoginConfig } from './login.ts';
import type { MailConfig } from './mail.ts';
import type { Outbound } from './outbound.ts';
import type { Secret } from './secrets.ts';
import { type TimeStampConfig, timeStampsOf } from './time-stamp-variables.ts';
import { DEFAULT_DATA_DIR, type LogLevel } from './variables.ts';

/** Everything that is set from outside. Impossible combinations cannot be written down. */
export interface Config {
  host: string;
  port: number;
  dataDir: string;
  databasePath: string;
  lockPath: string;
  socketPath: string;
  keyFile: string;
  trustProxy: false | number | string;
  /** `demo`: started by `pnpm start` against the simulator. */
  mode: 'demo' | 'serve';
  srs: SrsConfig;
  outbound: Outbound;
  billingTimeZone: string;
  checkpoints: { dir: string | null; url: string | null };
  timeStamps: TimeStampConfig;
  backups: BackupConfig;
  /** Another program copies the write-ahead log elsewhere, and empties it. */
  isReplicated: boolean;
  /** Months after which personal data of finished orders is erased; null keeps it. */
  retentionMonths: number | null;
  /** Entries of the log younger than so many months are not pruned. */
  leastLogMonths: number;
  /** Entries of the log older than so many months are pruned while the desk runs; null keeps them. */
  keepLogMonths: number | null;
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
  /** The ways on which the desk calls for help. */
  notify: { mail: MailConfig | null; webhook: { url: string; secret: Secret | null } | null };
  /** How long requests under way may take when the server stops, ms. */
  drainMs: number;
  logLevel: LogLevel | null;
  publicUrl: string | null;
  /** Whether browsers come over TLS to all names below the desk's too. */
  hstsSubdomains: boolean;
  login: LoginConfig;
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

/** The data folder, for what must find it without a complete configuration. */
export function dataDirOf(environment: Environment): string {
  return resolve(environment.DATA_DIR || DEFAULT_DATA_DIR);
}

/**
 * Reads the configuration out of the environment.
 * @throws ConfigError with one line for every missing or wrong value.
 */
export function readConfig(environment: Environment): Config {
  const { values, problems } = examineEnvironment(environment);
  if (values === null || problems.length > 0) throw new ConfigError(problems);
  const dataDir = dataDirOf(environment);
  return {
    host: values.HOST,
    port: values.PORT,
    dataDir,
    databasePath: join(dataDir, 'desk.db'),
    lockPath: join(dataDir, 'desk.lock'),
    socketPath: join(dataDir, 'desk.sock'),
    keyFile: resolve(values.AUDIT_KEY_FILE ?? join(dataDir, 'keys', 'audit-key.json')),
    trustProxy: values.TRUST_PROXY,
    mode: values.DESK_MODE,
    srs: {
      baseUrl: values.SRS_BASE_URL,
      tokenUrl: values.SRS_TOKEN_URL,
      rasBaseUrl: values.RAS_BASE_URL,
      clientId: values.SRS_CLIENT_ID,
      clientSecret: values.SRS_CLIENT_SECRET,
      scope: values.SRS_SCOPE,
      basic:
        values.SRS_BASIC_USER !== undefined && values.SRS_BASIC_PASSWORD !== undefined
          ? { user: values.SRS_BASIC_USER, password: values.SRS_BASIC_PASSWORD }
          : null,
      rasAuth: values.RAS_AUTH,
      proNumber: values.SRS_PRO_NUMBER ?? null,
      rateLimit: values.SRS_RATE_LIMIT ?? null,
      timeZone: values.SRS_TIME_ZONE,
      errorFields: values.SRS_ERROR_FIELDS.split(',').map((name) => name.trim()),
      cancel: { method: values.SRS_CANCEL_METHOD, path: values.SRS_CANCEL_PATH },
    },
    outbound: {
      extraCa: values.EXTRA_CA_FILE ?? [],
      proxy: values.HTTPS_PROXY ?? null,
      noProxy: values.NO_PROXY,
      rasCertificate: clientCertificateOf(values),
    },
    billingTimeZone: values.BILLING_TIME_ZONE,
    checkpoints: {
      dir: values.CHECKPOINT_DIR === undefined ? null : resolve(values.CHECKPOINT_DIR),
      url: values.CHECKPOINT_URL ?? null,
    },
    timeStamps: timeStampsOf(values),
    backups: backupsOf(values, dataDir),
    isReplicated: values.WAL_REPLICATED === 'yes',
    retentionMonths: values.RETENTION_MONTHS ?? null,
    leastLogMonths: values.AUDIT_LEAST_MONTHS,
    keepLogMonths: values.AUDIT_KEEP_MONTHS ?? null,
    gateway: {
      port: values.GATEWAY_PORT ?? GATEWAY_PORT,
      portMayMove: gatewayMayMove(values),
      key: values.GATEWAY_KEY ?? null,
      open:
        values.GATEWAY_KEY === undefined &&
        (values.GATEWAY_OPEN ?? (values.DESK_MODE === 'demo' ? 'yes' : 'no')) === 'yes',
      onAuditFailure: values.GATEWAY_ON_AUDIT_FAILURE,
      idpUrl: values.IDP_BASE_URL ?? null,
    },
    metrics: { token: values.METRICS_TOKEN ?? null, port: values.METRICS_PORT ?? null },
    notify: {
      mail: mailOf(values),
      webhook:
        values.NOTIFY_WEBHOOK_URL === undefined
          ? null
          : { url: values.NOTIFY_WEBHOOK_URL, secret: values.NOTIFY_WEBHOOK_SECRET ?? null },
    },
    drainMs: values.DRAIN_SECONDS * 1000,
    logLevel: values.LOG_LEVEL ?? null,
    publicUrl: values.PUBLIC_URL ?? null,
    hstsSubdomains: values.HSTS_SUBDOMAINS === 'yes',
    login: loginOf(values),
    demoPassword: values.DEMO_PASSWORD ?? null,
  };
}
