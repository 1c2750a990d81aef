import * as z from 'zod';
import type { Environment } from './env.ts';
import type { LoginConfig } from './login.ts';
import { LOOPBACK } from './loopback.ts';
import type { MailConfig } from './mail.ts';
import { type ClientCertificate, faultOfPair } from './outbound.ts';
import { findSecret } from './secrets.ts';
import { strangeNames } from './strange-names.ts';
import { VARIABLE_FACTS } from './variable-facts.ts';
import { LEAST_LOG_MONTHS, VARIABLES } from './variables.ts';

const schema = z.object(VARIABLES);
type Values = z.output<typeof schema>;
type Given = Record<string, string | undefined>;

/** Where the gateway listens unless it is told otherwise. */
export const GATEWAY_PORT = 4001;

interface Examined {
  /** Null where a value is missing or wrong. */
  values: Values | null;
  /** Each keeps the desk from starting: one line, with the variable's name, and never a secret. */
  problems: string[];
  /** The desk starts, but somebody should know: one line each. */
  remarks: string[];
}

/** Reads the environment by the table of variables, and says in one line each what is wrong or odd about it. */
export function examineEnvironment(environment: Environment): Examined {
  const problems: string[] = [];
  const remarks = strangeNames(environment);
  const given: Given = {};
  const reported = new Set<string>();
  for (const [name, form] of Object.entries(VARIABLES)) {
    if (VARIABLE_FACTS.get(form)?.secret) {
      const { text, problem, remark } = findSecret(environment, name);
      given[name] = text;
      if (problem !== undefined) problems.push(problem);
      if (problem !== undefined) reported.add(name);
      if (remark !== undefined) remarks.push(remark);
    } else if (environment[name] !== '') given[name] = environment[name];
    if (!isSecret(name) && given[name] !== undefined && given[name] !== given[name]?.trim()) {
      problems.push(`${name} is "${given[name]}": must not begin or end with a blank`);
      reported.add(name);
    }
  }
  const parsed = schema.safeParse(given);
  for (const issue of parsed.error?.issues ?? []) {
    const name = String(issue.path[0]);
    if (!reported.has(name)) problems.push(problemLine(given, name, issue.message));
  }
  problems.push(...contradictions(given));
  if (parsed.success) {
    const certificate = clientCertificateOf(parsed.data);
    const fault = certificate === null ? null : faultOfPair(certificate);
    if (fault !== null)
      problems.push(`RAS_CLIENT_CERT_FILE and RAS_CLIENT_KEY_FILE do not work together: ${fault}`);
    remarks.push(...dangers(parsed.data));
  }
  return { values: parsed.data ?? null, problems, remarks };
}

function isSecret(name: string): boolean {
  return Object.entries(VARIABLES).some(([one, form]) => one === name && VARIABLE_FACTS.get(form)?.secret);
}

function problemLine(given: Given, name: string, message: string): string {
  const value = given[name];
  if (value === undefined)
    return isSecret(name)
      ? `${name} is missing: set it, or ${name}_FILE to a file that holds it`
      : `${name} is missing`;
  return isSecret(name) ? `${name}: ${message}` : `${name} is "${withoutCredentials(value)}": ${message}`;
}

/** An address may hold them before the last @ and, of some services, behind the question mark. */
function withoutCredentials(value: string): string {
  return value.replace(/\/\/.*@/s, '//…@').replace(/(\/\/.*?[?#]).*/s, '$1…');
}

/** What the desk shows the RA service; null where nothing is set. */
export function clientCertificateOf(values: Values): ClientCertificate | null {
  const { RAS_CLIENT_CERT_FILE: certificates, RAS_CLIENT_KEY_FILE: key } = values;
  if (certificates === undefined || key === undefined) return null;
  return { certificate: certificates.join('\n'), key, passphrase: values.RAS_CLIENT_KEY_PASSPHRASE ?? null };
}

/** How mails go out; null where no server is named. */
export function mailOf(values: Values): MailConfig | null {
  const { SMTP_HOST: host, MAIL_FROM: from, SMTP_USER: user = null } = values;
  if (host === undefined || from === undefined) return null;
  const { SMTP_PORT: port, SMTP_SECURITY: security, SMTP_PASSWORD: password = null } = values;
  return { host, port, security, user, password, from };
}

/** How people log in. */
export function loginOf(values: Values): LoginConfig {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = values;
  const { OIDC_ROLES: roles, PUBLIC_URL: publicUrl } = values;
  const local = values.LOCAL_LOGIN === 'on';
  if (!issuer || !clientId || !clientSecret || !roles || !publicUrl) return { local, oidc: null };
  return {
    local,
    oidc: {
      issuer,
      clientId,
      clientSecret,
      clientAuth: values.OIDC_CLIENT_AUTH,
      scope: values.OIDC_SCOPE,
      roleClaim: values.OIDC_ROLE_CLAIM,
      roles,
      nameClaim: values.OIDC_NAME_CLAIM,
      label: values.OIDC_LABEL,
      publicUrl: new URL(publicUrl).origin,
    },
  };
}

/** What a login at a provider needs besides its address. */
const OF_PROVIDER = ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_ROLES'] as const;

function loginContradictions(given: Given): string[] {
  if (given.OIDC_ISSUER !== undefined)
    return [...OF_PROVIDER, 'PUBLIC_URL']
      .filter((name) => given[name] === undefined)
      .map((name) => `${name} is missing: OIDC_ISSUER needs it`);
  return [
    ...OF_PROVIDER.filter((name) => given[name] !== undefined).map(
      (name) => `${name} without OIDC_ISSUER: set it too, or neither`,
    ),
    ...(given.LOCAL_LOGIN === 'off'
      ? ['LOCAL_LOGIN is "off": nobody could log in, set OIDC_ISSUER or leave it on']
      : []),
  ];
}

/** What contradicts itself, whatever the single values say. */
function contradictions(given: Given): string[] {
  const lines = loginContradictions(given);
  const host = given.HOST ?? '127.0.0.1';
  if ((given.SRS_BASIC_USER === undefined) !== (given.SRS_BASIC_PASSWORD === undefined))
    lines.push('SRS_BASIC_USER and SRS_BASIC_PASSWORD belong together: set both or neither');
  if ((given.RAS_CLIENT_CERT_FILE === undefined) !== (given.RAS_CLIENT_KEY_FILE === undefined))
    lines.push('RAS_CLIENT_CERT_FILE and RAS_CLIENT_KEY_FILE belong together: set both or neither');
  if ((given.SMTP_USER === undefined) !== (given.SMTP_PASSWORD === undefined))
    lines.push('SMTP_USER and SMTP_PASSWORD belong together: set both or neither');
  if ((given.SMTP_HOST === undefined) !== (given.MAIL_FROM === undefined))
    lines.push('SMTP_HOST and MAIL_FROM belong together: set both or neither');
  const least = Number(given.AUDIT_LEAST_MONTHS ?? LEAST_LOG_MONTHS);
  if (Number(given.AUDIT_KEEP_MONTHS ?? least) < least)
    lines.push(
      `AUDIT_KEEP_MONTHS is "${given.AUDIT_KEEP_MONTHS}": must not be less than AUDIT_LEAST_MONTHS, ${least}`,
    );
  if (given.GATEWAY_OPEN === 'yes' && !LOOPBACK.has(host))
    lines.push(
      `GATEWAY_OPEN is "yes": without a key the gateway may only stand on loopback, HOST is ${host}`,
    );
  if (
    given.PUBLIC_URL !== undefined &&
    URL.canParse(given.PUBLIC_URL) &&
    new URL(given.PUBLIC_URL).pathname !== '/'
  )
    lines.push(`PUBLIC_URL is "${given.PUBLIC_URL}": must not hold a path, the desk stands at the root`);
  lines.push(...portClashes(given));
  return lines;
}

/** Whether the gateway may be elsewhere where its port is taken: nobody has set one, and the demo prints where it is. */
export function gatewayMayMove(given: {
  GATEWAY_PORT?: unknown;
  DESK_MODE?: unknown;
  PORT?: unknown;
}): boolean {
  return given.GATEWAY_PORT === undefined && (given.DESK_MODE === 'demo' || Number(given.PORT) === 0);
}

/** Ports of the desk's own that are the same, whether they are set or hold without it. */
function portClashes(given: Given): string[] {
  const ports: Given = {
    PORT: given.PORT ?? String(VARIABLES.PORT.parse(undefined)),
    GATEWAY_PORT: given.GATEWAY_PORT ?? String(GATEWAY_PORT),
    METRICS_PORT: given.METRICS_PORT,
  };
  const pairs = [
    ...(gatewayMayMove(given) ? [] : [['GATEWAY_PORT', 'PORT'] as const]),
    ['METRICS_PORT', 'PORT'] as const,
    ['METRICS_PORT', 'GATEWAY_PORT'] as const,
  ];
  return pairs
    .filter(([one, other]) => Number(ports[one]) > 0 && Number(ports[one]) === Number(ports[other]))
    .map(([one, other]) => {
      const [name, holder] = given[one] === undefined ? [other, one] : [one, other];
      const has = given[holder] === undefined ? 'has this port unless it is set' : 'has this port already';
      return `${name} is "${given[name]}": ${holder} ${has}`;
    });
}

/** What works and is dangerous. */
function dangers(values: Values): string[] {
  const lines: string[] = [];
  for (const name of ['SRS_BASE_URL', 'SRS_TOKEN_URL', 'RAS_BASE_URL'] as const) {
    const { protocol, hostname } = new URL(values[name]);
    if (protocol === 'http:' && !LOOPBACK.has(hostname))
      lines.push(`${name} begins with http://: credentials and personal data would travel in the open`);
  }
  if (values.GATEWAY_ON_AUDIT_FAILURE === 'pass')
    lines.push('GATEWAY_ON_AUDIT_FAILURE is "pass": calls may go through that the log does not know');
  if (values.PUBLIC_URL?.startsWith('https:') && values.TRUST_PROXY === false)
    lines.push(
      'PUBLIC_URL begins with https:// without TRUST_PROXY: the log holds the proxy’s address for everybody',
    );
  if (values.TRUST_PROXY !== false && values.PUBLIC_URL === undefined)
    lines.push(
      'TRUST_PROXY without PUBLIC_URL: the desk answers under any name, and changes may be taken for foreign',
    );
  if (values.PUBLIC_URL?.startsWith('http:') && !LOOPBACK.has(new URL(values.PUBLIC_URL).hostname))
    lines.push('PUBLIC_URL begins with http://: passwords and personal data would travel in the open');
  if (values.METRICS_PORT !== undefined && !LOOPBACK.has(values.HOST))
    lines.push(`METRICS_PORT gives metrics to whoever reaches ${values.HOST}:${values.METRICS_PORT}`);
  if (values.BACKUP_AT !== undefined && values.BACKUP_DIR === undefined)
    lines.push('BACKUP_AT without BACKUP_DIR: backups lie in the data folder and go with its disk');
  return lines;
}
