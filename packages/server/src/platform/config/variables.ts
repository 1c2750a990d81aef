import * as z from 'zod';
import { BACKUP_VARIABLES } from './backup-variables.ts';
import { httpUrl, port, secret, timeZone, trustProxy } from './forms.ts';
import { LOGIN_VARIABLES } from './login-variables.ts';
import { certificateFile, keyFile, proxyUrl } from './outbound.ts';
import { TIME_STAMP_VARIABLES } from './time-stamp-variables.ts';
import { told } from './variable-facts.ts';

/** How much the server's own log says. */
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const number = (what: string) => z.coerce.number(`must be ${what}`);
const text = z.string();
const srs = <Form extends z.ZodType>(form: Form, about: string, example?: string): Form =>
  told(form, { group: 'srs', about, ...(example === undefined ? {} : { example }) });

export const DEFAULT_DATA_DIR = './data';

/** Entries of the log younger than so many months stay, unless AUDIT_LEAST_MONTHS says otherwise. */
export const LEAST_LOG_MONTHS = 12;

/**
 * Every variable of the environment: the reader, `desk config check`, `.env.example` and docs/configuration.md are made
 * from this table.
 */
export const VARIABLES = {
  SRS_BASE_URL: srs(httpUrl, 'Where SRS answers; Swisscom names it at onboarding.'),
  SRS_TOKEN_URL: srs(httpUrl, 'The token endpoint, with its path.'),
  RAS_BASE_URL: srs(httpUrl, 'Where the RA service answers.'),
  SRS_CLIENT_ID: srs(text, 'Client ID of the OAuth2 client credentials.'),
  SRS_CLIENT_SECRET: told(secret, { group: 'srs', about: 'Their secret.', secret: true }),
  SRS_SCOPE: srs(text.default('miss'), 'The scope that a token is asked for.'),
  SRS_BASIC_USER: srs(text.optional(), 'The test environment asks for a user name and password besides.'),
  SRS_BASIC_PASSWORD: told(secret.optional(), { group: 'srs', about: 'Its password.', secret: true }),
  SRS_PRO_NUMBER: srs(
    text.optional(),
    'Your number at the Swisscom Service Desk: stands on every ticket.',
    'PRO-4711',
  ),
  SRS_RATE_LIMIT: srs(
    number('requests per second').positive('must be above 0').max(10_000, 'must be at most 10000').optional(),
    'Requests per second that SRS grants you; left out, the desk finds out by itself.',
    '20',
  ),
  SRS_TIME_ZONE: srs(
    timeZone.default('Europe/Zurich'),
    'Zone of SRS’s times that name none: midnight there decides the billing month.',
  ),
  SRS_ERROR_FIELDS: srs(
    text
      .regex(/^[\w.-]+( *, *[\w.-]+)*$/, 'must be names of fields, with commas between them')
      .default('code,errorCode'),
    'Fields in which SRS’s own error answers carry their code. A 404 without one came from something in front of SRS.',
  ),
  SRS_CANCEL_METHOD: srs(
    z.enum(['DELETE', 'POST', 'PUT'], 'must be DELETE, POST or PUT').default('DELETE'),
    'How an order is cancelled at SRS.',
  ),
  SRS_CANCEL_PATH: srs(
    text
      .startsWith('/', 'must start with /')
      .includes('{refId}', { error: 'must hold {refId}' })
      .default('/api/identifications/{refId}'),
    'The path of it.',
  ),
  RAS_AUTH: srs(
    z.enum(['none', 'bearer'], 'must be bearer or none').default('bearer'),
    'Whether verify calls carry the token.',
  ),
  RAS_CLIENT_CERT_FILE: srs(
    certificateFile.optional(),
    'The certificate that the desk shows the RA service, where it asks for one (PEM, with those between it and the root).',
    '/etc/srs-desk/ras.pem',
  ),
  RAS_CLIENT_KEY_FILE: srs(keyFile.optional(), 'Its private key (PEM).', '/etc/srs-desk/ras.key'),
  RAS_CLIENT_KEY_PASSPHRASE: told(secret.optional(), {
    group: 'srs',
    about: 'What opens the key, where it is locked.',
    secret: true,
  }),
  EXTRA_CA_FILE: srs(
    certificateFile.optional(),
    'Certificates of authorities that are trusted besides the public ones (PEM): a private CA, or that of a proxy that opens TLS.',
    '/etc/srs-desk/ca.pem',
  ),
  HTTPS_PROXY: told(proxyUrl.optional(), {
    group: 'srs',
    about:
      'The proxy through which https:// addresses are reached (CONNECT); user name and password may stand in it.',
    example: 'http://proxy.example.org:3128',
    secret: true,
  }),
  NO_PROXY: srs(
    text.default(''),
    'Hosts that are reached without it: names with those below them, addresses, ports, with commas between.',
    'localhost,.example.org',
  ),

  HOST: told(text.default('127.0.0.1'), {
    group: 'address',
    about: 'The address of this machine that the desk and its gateway listen on.',
  }),
  PORT: told(port.default(4000), { group: 'address', about: 'The desk’s port.' }),
  PUBLIC_URL: told(httpUrl.optional(), {
    group: 'address',
    about:
      'The address people open, where a proxy stands in front: for links, and for what counts as the desk’s own origin.',
    example: 'https://desk.example.org',
  }),
  HSTS_SUBDOMAINS: told(z.enum(['yes', 'no'], 'must be yes or no').default('no'), {
    group: 'address',
    about:
      'Over TLS browsers are told to come over TLS alone: whether that goes for all names below the desk’s too.',
  }),
  TRUST_PROXY: told(trustProxy.default(false), {
    group: 'address',
    about:
      'How many proxies stand in front, or their addresses: only then is it believed whom they name as the caller.',
    example: '1',
  }),

  DATA_DIR: told(text.default(DEFAULT_DATA_DIR), {
    group: 'data',
    about: 'Database, keys, lock and command socket.',
  }),
  AUDIT_KEY_FILE: told(text.optional(), {
    group: 'data',
    about:
      'Signs the audit log’s checkpoints and wraps the keys of personal data. Made at the first start; keep a copy elsewhere.',
    example: '/etc/srs-desk/audit-key.json',
  }),
  CHECKPOINT_DIR: told(text.optional(), {
    group: 'data',
    about:
      'Where signed checkpoints are copied to: another machine’s disk shrinks the window in which a cut tail goes unseen.',
    example: '/mnt/elsewhere/checkpoints',
  }),
  CHECKPOINT_URL: told(httpUrl.optional(), {
    group: 'data',
    about:
      'An address that each checkpoint is posted to besides (text/plain; any status below 300 is a receipt).',
    example: 'https://receipts.example.org/srs-desk',
  }),
  ...TIME_STAMP_VARIABLES,
  WAL_REPLICATED: told(z.enum(['yes', 'no'], 'must be yes or no').default('no'), {
    group: 'data',
    about:
      'Another program (Litestream) copies the database’s write-ahead log elsewhere: the desk then leaves emptying it to that one.',
  }),
  ...BACKUP_VARIABLES,
  RETENTION_MONTHS: told(
    number('a number of months')
      .int('must be whole months')
      .min(1, 'must be at least 1')
      .max(240, 'must be at most 240')
      .optional(),
    {
      group: 'data',
      about: 'Personal data of finished orders is erased after so many months. Left out, it stays.',
      example: '24',
    },
  ),
  AUDIT_LEAST_MONTHS: told(
    number('a number of months')
      .int('must be whole months')
      .min(1, 'must be at least 1')
      .max(240, 'must be at most 240')
      .default(LEAST_LOG_MONTHS),
    { group: 'data', about: 'Entries of the audit log younger than so many months are never pruned.' },
  ),
  AUDIT_KEEP_MONTHS: told(
    number('a number of months')
      .int('must be whole months')
      .min(1, 'must be at least 1')
      .max(240, 'must be at most 240')
      .optional(),
    {
      group: 'data',
      about:
        'Entries of the audit log older than so many months are pruned while the desk runs, announced a day ahead. Left out, all stay.',
      example: '36',
    },
  ),
  BILLING_TIME_ZONE: told(timeZone.default('Europe/Zurich'), {
    group: 'data',
    about: 'Zone of the billing months.',
  }),

  ...LOGIN_VARIABLES,

  GATEWAY_PORT: told(port.optional(), {
    group: 'gateway',
    about: 'The gateway’s own port, 4001 unless set.',
    example: '4001',
  }),
  GATEWAY_KEY: told(secret.optional(), {
    group: 'gateway',
    about:
      'The key that callers must send. Without one the desk makes its own at the first start and shows it once.',
    secret: true,
  }),
  GATEWAY_OPEN: told(z.enum(['yes', 'no'], 'must be yes or no').optional(), {
    group: 'gateway',
    about: 'Asks for no key, on loopback alone.',
    example: 'no',
  }),
  GATEWAY_ON_AUDIT_FAILURE: told(z.enum(['refuse', 'pass'], 'must be refuse or pass').default('refuse'), {
    group: 'gateway',
    about: 'What happens to calls while the log cannot be written: pass lets them go through unrecorded.',
  }),
  IDP_BASE_URL: told(httpUrl.optional(), {
    group: 'gateway',
    about: 'What lies behind the gateway’s /idp; the host of the token endpoint unless set.',
    example: 'https://idp.example.org',
  }),

  LOG_LEVEL: told(z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).optional(), {
    group: 'watch',
    about: 'How much the log says: fatal, error, warn, info, debug, trace or silent.',
    example: 'info',
  }),
  DRAIN_SECONDS: told(
    number('a number of seconds').min(0, 'must be at least 0').max(600, 'must be at most 600').default(30),
    { group: 'watch', about: 'How long requests under way may take when the desk is stopped.' },
  ),
  METRICS_TOKEN: told(secret.optional(), {
    group: 'watch',
    about:
      'Bearer token that /metrics asks for. Without it and without METRICS_PORT, this machine alone may read it.',
    secret: true,
  }),
  METRICS_PORT: told(port.optional(), {
    group: 'watch',
    about: 'A port of its own on which metrics are given to whoever asks.',
    example: '9400',
  }),
  SMTP_HOST: told(text.optional(), {
    group: 'watch',
    about: 'The mail server through which the desk calls for help; to whom stands in the settings.',
    example: 'smtp.example.org',
  }),
  SMTP_PORT: told(port.default(587), { group: 'watch', about: 'Its port.' }),
  SMTP_SECURITY: told(
    z.enum(['starttls', 'tls', 'none'], 'must be starttls, tls or none').default('starttls'),
    {
      group: 'watch',
      about: 'How the connection to it is secured; without STARTTLS where it is asked for, nothing is sent.',
    },
  ),
  SMTP_USER: told(text.optional(), { group: 'watch', about: 'User name, where it asks for one.' }),
  SMTP_PASSWORD: told(secret.optional(), { group: 'watch', about: 'Its password.', secret: true }),
  MAIL_FROM: told(text.optional(), {
    group: 'watch',
    about: 'The sender of these mails.',
    example: 'SRS Desk <desk@example.org>',
  }),
  NOTIFY_WEBHOOK_URL: told(httpUrl.optional(), {
    group: 'watch',
    about: 'An address that is told by POST besides (JSON).',
    example: 'https://alerts.example.org/srs-desk',
  }),
  NOTIFY_WEBHOOK_SECRET: told(secret.optional(), {
    group: 'watch',
    about: 'Signs what is posted there: HMAC-SHA256 in X-SRS-Desk-Signature.',
    secret: true,
  }),

  DEMO_PASSWORD: told(secret.optional(), {
    group: 'demo',
    about: 'Password of the demo’s logins; else a random one, printed at the start.',
    secret: true,
  }),
  SIMULATOR_PORT: told(text.optional(), {
    group: 'demo',
    about: 'Where the simulator answers.',
    example: '4010',
  }),
  SIMULATOR_SPEED: told(text.optional(), {
    group: 'demo',
    about: 'How many times faster than real its users act.',
    example: '1',
  }),
  SIMULATOR_SEED: told(text.optional(), {
    group: 'demo',
    about: 'The same seed gives the same orders.',
    example: '1',
  }),
  SIMULATOR_ARRIVALS: told(text.optional(), {
    group: 'demo',
    about: 'Orders that arrive per minute.',
    example: '2',
  }),
  SIMULATOR_HOST: told(text.optional(), {
    group: 'demo',
    about: 'The address the simulator listens on.',
    example: '127.0.0.1',
  }),
  SIMULATOR_POPULATION: told(text.optional(), {
    group: 'demo',
    about: 'Orders it begins with: full, none or a number.',
    example: 'full',
  }),
  SIMULATOR_JOURNAL: told(text.optional(), {
    group: 'demo',
    about: 'A file in which it keeps its orders over a restart.',
    example: './simulator.jsonl',
  }),
  DESK_MODE: told(z.enum(['demo', 'serve']).default('serve'), {
    group: 'internal',
    about: 'How the desk was started.',
  }),
} as const;
