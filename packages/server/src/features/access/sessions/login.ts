import type { Desk } from '../../../platform/desk.ts';
import { type DeskError, TooMany, Unauthenticated } from '../../../platform/errors.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { findUser } from '../users/queries.ts';
import type { Denials } from './denials.ts';
import { guardLocalLogin } from './local-login.ts';
import type { LoginLimiter } from './login-limiter.ts';
import { verifyPassword } from './password.ts';
import { SESSION_ABSOLUTE_MS } from './session-policy.ts';
import { newToken } from './token.ts';

/** Where somebody asks from, as the log and the list of sessions hold it. */
export interface LoginOrigin {
  address: string | null;
  agent: string | null;
}

interface LoginAttempt {
  username: string;
  password: string;
  from: LoginOrigin;
}

export interface LoginTools {
  limiter: LoginLimiter;
  denials: Pick<Denials, 'anonymous' | 'known'>;
}

function wrong(): DeskError {
  return new Unauthenticated('wrong_credentials', 'User name or password is wrong.');
}

/**
 * Checks user name and password and opens a session; gives its token, which is kept nowhere.
 * @throws Unauthenticated `wrong_credentials`, the same for an unknown, a disabled and a mistaken user.
 * @throws TooMany when the address has failed too often. Forbidden `local_login_off`
 */
export async function login(
  desk: Desk,
  tools: LoginTools,
  attempt: LoginAttempt,
): Promise<{ token: string; expiresAt: number }> {
  guardLocalLogin(desk, null);
  const { from } = attempt;
  const ip = from.address ?? 'unknown';
  try {
    await tools.limiter.admit(ip, attempt.username);
  } catch (error) {
    if (error instanceof TooMany) tools.denials.anonymous('POST /api/session', 'too_many_logins');
    throw error;
  }
  const user = findUser(desk.reader, attempt.username);
  const fits = await verifyPassword(user?.passwordHash ?? null, attempt.password);
  if (!user || !fits || user.disabledAt !== null) {
    await tools.limiter.failed(ip, attempt.username);
    const reason = user?.disabledAt != null ? 'disabled' : user ? 'wrong_password' : 'unknown_user';
    await recordDenial(desk, user?.username ?? null, reason, from);
    throw wrong();
  }
  await tools.limiter.succeeded(ip, attempt.username);
  return openSession(desk, user, from);
}

/** Why nobody was let in; the last four: by the identity provider. */
type DenialReason =
  | 'unknown_user'
  | 'wrong_password'
  | 'disabled'
  | 'too_many_logins'
  | 'provider_refused'
  | 'login_not_verified'
  | 'no_role'
  | 'other_person';

/**
 * Writes down a refused login or proof. `username` is null for a typed name that nobody has: it may be a password in the wrong
 * field, and is not written down.
 */
export async function recordDenial(
  desk: Desk,
  username: string | null,
  reason: DenialReason,
  from: LoginOrigin,
): Promise<void> {
  await desk.ledger.record(
    [],
    [
      {
        action: 'session.denied',
        actor: username === null ? 'anonymous' : `user:${username}`,
        origin: 'user',
        ...(username === null ? {} : { target: username }),
        detail: { reason, ...from },
      },
    ],
  );
}

/** Opens a session for a user whose identity is proven. */
export async function openSession(
  desk: Desk,
  user: { id: number; username: string; role: string },
  from: LoginOrigin,
): Promise<{ token: string; expiresAt: number }> {
  const { token, hash } = newToken();
  const expiresAt = desk.clock.now() + SESSION_ABSOLUTE_MS;
  const { address, agent: userAgent } = from;
  const recorded = await desk.ledger.record(
    [{ name: 'session.open', args: { userId: user.id, tokenHash: hash, expiresAt, userAgent, address } }],
    [
      {
        action: 'session.login',
        actor: `user:${user.username}`,
        origin: 'user',
        detail: { role: user.role, ...from },
      },
    ],
  );
  if (!recorded.ok) throw wrong();
  unwrap(recorded);
  return { token, expiresAt };
}
