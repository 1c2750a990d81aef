import { displayNameByClaim, roleByClaim, usernameByClaim } from '@srs-desk/shared/access/provider-claims.ts';
import type { Role } from '@srs-desk/shared/access/roles.ts';
import * as openid from 'openid-client';
import type { Desk } from '../../../platform/desk.ts';
import { Forbidden, NotFound, Unavailable } from '../../../platform/errors.ts';
import { REAUTHENTICATED_FOR_MS } from '../../../platform/http/reauthentication.ts';
import { LedgerUnavailable } from '../../../platform/ledger/errors.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { OutcomeUnrecorded } from '../../../platform/recorder/call.ts';
import type { LoginOrigin, LoginTools } from '../sessions/login-tools.ts';
import { findSessionOf } from '../sessions/queries.ts';
import { recordDenial } from '../sessions/record-denial.ts';
import { SESSION_ABSOLUTE_MS } from '../sessions/session-policy.ts';
import { newToken } from '../sessions/token.ts';
import { findUserOf, type Identity } from '../users/queries.ts';
import type { LoginTicket } from './login-ticket.ts';
import type { OidcProvider } from './provider.ts';

/** The provider that people log in at. @throws NotFound `no_provider` */
export function providerOf({ oidc }: Desk): OidcProvider {
  if (oidc === null) throw new NotFound('no_provider', 'This desk knows no identity provider.');
  return oidc;
}

const callbackOf = (provider: OidcProvider): URL => new URL('/api/oidc/callback', provider.config.publicUrl);

/** Where somebody proves who they are, and what their browser keeps meanwhile. @throws NotFound, ProviderUnreachable */
export async function beginLogin(
  desk: Desk,
  { proves, back }: Pick<LoginTicket, 'proves' | 'back'>,
): Promise<{ url: string; ticket: LoginTicket }> {
  const provider = providerOf(desk);
  const client = await provider.client();
  const verifier = openid.randomPKCECodeVerifier();
  const ticket = { state: openid.randomState(), nonce: openid.randomNonce(), verifier, back, proves };
  const url = openid.buildAuthorizationUrl(client, {
    redirect_uri: callbackOf(provider).href,
    scope: provider.config.scope,
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: ticket.state,
    nonce: ticket.nonce,
    ...(proves === null ? {} : { prompt: 'login', max_age: String(REAUTHENTICATED_FOR_MS / 1000) }),
  });
  return { url: url.href, ticket };
}

/** What the provider says of who came back. */
interface Vouched {
  identity: Identity;
  claims: openid.IDToken;
  idToken: string;
}

/** An answer of the provider that does not let in; the code is what the login page explains. */
type Refusal = 'provider_refused' | 'login_not_verified';

async function redeem(provider: OidcProvider, ticket: LoginTicket, search: string): Promise<Vouched> {
  const answered = callbackOf(provider);
  answered.search = search;
  const tokens = await openid.authorizationCodeGrant(await provider.client(), answered, {
    pkceCodeVerifier: ticket.verifier,
    expectedState: ticket.state,
    expectedNonce: ticket.nonce,
    ...(ticket.proves === null ? {} : { maxAge: REAUTHENTICATED_FOR_MS / 1000 }),
  });
  const { id_token: idToken } = tokens;
  const claims = tokens.claims();
  if (idToken === undefined || claims === undefined) throw new Error('the provider sent no ID token');
  // The library has held its claims against what was asked; the signature is ours to look at.
  await provider.verify(idToken);
  return { identity: { issuer: provider.config.issuer, subject: claims.sub }, claims, idToken };
}

/** What somebody comes back from the provider for. */
type ProviderStep = 'provider' | 'proof';

/** That nothing can be asked or recorded is no refusal. */
function passThrough(error: unknown): void {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof Unavailable || cause instanceof LedgerUnavailable) throw cause;
  if (cause instanceof OutcomeUnrecorded) throw cause;
}

async function vouchedFor(
  desk: Desk,
  provider: OidcProvider,
  tools: LoginTools,
  given: { ticket: LoginTicket | null; search: string; from: LoginOrigin; step: ProviderStep },
): Promise<Vouched> {
  const { ticket, search, from, step } = given;
  const ip = from.address ?? 'unknown';
  const refuse = async (code: Refusal, words: string): Promise<never> => {
    await tools.limiter.failed(ip, `provider ${ticket?.state ?? ''}`);
    await recordDenial(desk, null, { reason: code, step }, from);
    throw new Forbidden(code, words);
  };
  await tools.limiter.admit(ip, `provider ${ticket?.state ?? ''}`);
  if (ticket === null)
    return refuse('login_not_verified', 'No login was begun in this browser, or it took too long.');
  try {
    return await redeem(provider, ticket, search);
  } catch (error) {
    passThrough(error);
    const why = error instanceof Error ? error.message : String(error);
    desk.log.warn({ why }, 'a login at the identity provider was refused');
    return error instanceof openid.AuthorizationResponseError
      ? refuse('provider_refused', 'The identity provider did not let you in.')
      : refuse('login_not_verified', 'What the identity provider answered could not be verified.');
  }
}

/** The role that the provider gives; what is open of somebody whom it gives none any more ends. @throws Forbidden `no_role` */
async function roleOf(
  desk: Desk,
  { config: { roleClaim, roles } }: OidcProvider,
  { identity, claims }: Vouched,
  { from, step }: { from: LoginOrigin; step: ProviderStep },
): Promise<Role> {
  const role = roleByClaim(claims, roleClaim, roles);
  if (role !== null) return role;
  const username = findUserOf(desk.reader, identity)?.username ?? null;
  const ends = { name: 'provider_login.refuse', args: identity } as const;
  await recordDenial(desk, username, { reason: 'no_role', step }, from, [ends]);
  throw new Forbidden('no_role', 'The identity provider gives you no role at this desk.');
}

/** When the person proved at the provider who they are, ms since epoch; where it does not tell: long ago. */
function provenAt({ auth_time: seconds }: openid.IDToken, now: number): number {
  return typeof seconds === 'number' ? Math.min(seconds * 1000, now) : 0;
}

/**
 * Lets in who comes back from the provider; gives the token of their session, which is kept nowhere.
 * @throws Forbidden `login_not_verified`, `provider_refused`, `no_role`, `account_disabled`
 * @throws TooMany, ProviderUnreachable
 */
export async function finishLogin(
  desk: Desk,
  tools: LoginTools,
  given: { ticket: LoginTicket | null; search: string; from: LoginOrigin },
): Promise<{ token: string; expiresAt: number }> {
  const provider = providerOf(desk);
  const step = 'provider';
  const vouched = await vouchedFor(desk, provider, tools, { ...given, step });
  const { identity, claims, idToken } = vouched;
  const { address, agent: userAgent } = given.from;
  const role = await roleOf(desk, provider, vouched, { from: given.from, step });
  const username = usernameByClaim(claims, provider.config.nameClaim, claims.sub);
  const displayName = displayNameByClaim(claims, username);
  const now = desk.clock.now();
  const { token, hash: tokenHash } = newToken();
  const providerSession = typeof claims.sid === 'string' ? claims.sid : null;
  const session = { tokenHash, expiresAt: now + SESSION_ABSOLUTE_MS, address, userAgent, providerSession };
  const args = {
    identity,
    username,
    displayName,
    role,
    session: { ...session, provenAt: provenAt(claims, now) },
  };
  const recorded = await desk.ledger.record([{ name: 'provider_login.open', args }], []);
  if (!recorded.ok && recorded.code === 'user_disabled') {
    const known = findUserOf(desk.reader, identity)?.username ?? null;
    await recordDenial(desk, known, { reason: 'disabled', step }, given.from);
    throw new Forbidden('account_disabled', 'Your account at this desk is disabled.');
  }
  provider.keepForLogout(unwrap(recorded).results[0].id, idToken);
  return { token, expiresAt: session.expiresAt };
}

/**
 * Writes down that the person of a session has just proven at the provider who they are. Somebody else proves nothing.
 * @throws Forbidden `login_not_verified`, `provider_refused`, `other_person`, `no_role`
 */
export async function finishProof(
  desk: Desk,
  tools: LoginTools,
  given: { ticket: LoginTicket; proves: number; search: string; from: LoginOrigin },
): Promise<void> {
  const provider = providerOf(desk);
  const step = 'proof';
  const vouched = await vouchedFor(desk, provider, tools, { ...given, step });
  const { identity, claims } = vouched;
  const user = findUserOf(desk.reader, identity);
  const session = findSessionOf(desk.reader, given.proves);
  if (user === undefined || session?.userId !== user.id) {
    await recordDenial(desk, user?.username ?? null, { reason: 'other_person', step }, given.from);
    throw new Forbidden('other_person', 'Somebody else logged in at the identity provider.');
  }
  await roleOf(desk, provider, vouched, { from: given.from, step });
  const at = provenAt(claims, desk.clock.now());
  unwrap(
    await desk.ledger.record(
      [{ name: 'session.prove', args: { id: given.proves, at } }],
      [
        {
          action: 'session.reauthenticate',
          actor: `user:${user.username}`,
          origin: 'user',
          detail: { ...given.from, issuer: identity.issuer },
        },
      ],
    ),
  );
}
