import { type Answer, json } from './problem.ts';
import type { Simulation } from './simulation.ts';

/** Who may have a token; the defaults are those of the public test environment (guide §4). */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
  readonly basicUser: string;
  readonly basicPassword: string;
}

export const TEST_CREDENTIALS: Credentials = {
  clientId: 'missswaggerclient',
  clientSecret: 'missswaggerclientsecret',
  scope: 'miss',
  basicUser: 'client',
  basicPassword: 'clientpassword',
};

/** User and password of an `Authorization: Basic` header; null where there is none. */
function basicLogin(authorization: string | undefined): { user: string; password: string } | null {
  const match = /^basic\s+(\S+)$/i.exec(authorization ?? '');
  if (match?.[1] === undefined) return null;
  const [user = '', ...rest] = Buffer.from(match[1], 'base64').toString('utf8').split(':');
  return { user, password: rest.join(':') };
}

function refuse(status: number, error: string, description: string): Answer {
  const answer = json(status, { error, error_description: description });
  return status === 401 ? { ...answer, headers: { 'www-authenticate': 'Basic realm="srs"' } } : answer;
}

/**
 * The token endpoint (OAuth2 client credentials). Parameters come in the form body or, as in the public
 * samples, in the query. A basic login may be the test environment's own layer or the client's credentials
 * (RFC 6749 §2.3.1); none at all is fine too.
 */
export function issueToken(
  simulation: Simulation,
  credentials: Credentials,
  query: URLSearchParams,
  form: URLSearchParams,
  authorization: string | undefined,
): Answer {
  const given = (name: string): string | null => form.get(name) ?? query.get(name);
  const basic = basicLogin(authorization);
  const isClient = (id: string | null, secret: string | null): boolean =>
    id === credentials.clientId && secret === credentials.clientSecret;
  const outerLayer =
    basic === null ||
    (basic.user === credentials.basicUser && basic.password === credentials.basicPassword) ||
    isClient(basic.user, basic.password);
  if (!outerLayer) return refuse(401, 'invalid_client', 'User name or password is wrong.');
  const byBasic = basic !== null && isClient(basic.user, basic.password) && given('client_secret') === null;
  if (!byBasic && !isClient(given('client_id'), given('client_secret'))) {
    return refuse(401, 'invalid_client', 'Client id or secret is wrong.');
  }
  if (given('grant_type') !== 'client_credentials') {
    return refuse(400, 'unsupported_grant_type', 'Only client_credentials is supported.');
  }
  const scope = given('scope') ?? credentials.scope;
  if (scope !== credentials.scope) return refuse(400, 'invalid_scope', 'This scope is not known.');
  const { token, expiresIn } = simulation.tokens.issue(simulation.clock.real());
  const answer = json(200, { access_token: token, token_type: 'Bearer', expires_in: expiresIn, scope });
  return { ...answer, headers: { 'cache-control': 'no-store' } };
}
