import type { Desk } from '../../../platform/desk.ts';
import { type DeskError, TooMany, Unauthenticated } from '../../../platform/errors.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { findUser } from '../users/queries.ts';
import type { Denials } from './denials.ts';
import type { LoginLimiter } from './login-limiter.ts';
import { verifyPassword } from './password.ts';
import { SESSION_ABSOLUTE_MS } from './session-policy.ts';
import { newToken } from './token.ts';

interface LoginAttempt {
  username: string;
  password: string;
  ip: string;
  userAgent: string | null;
}

interface LoginTools {
  limiter: LoginLimiter;
  denials: Pick<Denials, 'anonymous' | 'known'>;
}

function wrong(): DeskError {
  return new Unauthenticated('wrong_credentials', 'User name or password is wrong.');
}

/**
 * Checks user name and password and opens a session; gives its token, which is kept nowhere.
 * @throws Unauthenticated `wrong_credentials`, the same for an unknown, a disabled and a mistaken user.
 * @throws TooMany when the address has failed too often.
 */
export async function login(
  desk: Desk,
  tools: LoginTools,
  attempt: LoginAttempt,
): Promise<{ token: string; expiresAt: number }> {
  try {
    await tools.limiter.admit(attempt.ip, attempt.username);
  } catch (error) {
    if (error instanceof TooMany) tools.denials.anonymous('POST /api/session', 'too_many_logins');
    throw error;
  }
  const user = findUser(desk.reader, attempt.username);
  const fits = await verifyPassword(user?.passwordHash ?? null, attempt.password);
  if (!user || !fits || user.disabledAt !== null) {
    await tools.limiter.failed(attempt.ip, attempt.username);
    await recordDenial(desk, user?.username ?? null, user?.disabledAt != null);
    throw wrong();
  }
  await tools.limiter.succeeded(attempt.ip, attempt.username);
  return openSession(desk, user, attempt.userAgent);
}

// A typed name that nobody has may be a password in the wrong field: it is not written down.
async function recordDenial(desk: Desk, username: string | null, disabled: boolean): Promise<void> {
  await desk.ledger.record(
    [],
    [
      {
        action: 'session.denied',
        actor: username === null ? 'anonymous' : `user:${username}`,
        origin: 'user',
        ...(username === null ? {} : { target: username }),
        detail: { reason: username === null ? 'unknown_user' : disabled ? 'disabled' : 'wrong_password' },
      },
    ],
  );
}

/** Opens a session for a user whose identity is proven. */
export async function openSession(
  desk: Desk,
  user: { id: number; username: string; role: string },
  userAgent: string | null,
): Promise<{ token: string; expiresAt: number }> {
  const { token, hash } = newToken();
  const expiresAt = desk.clock.now() + SESSION_ABSOLUTE_MS;
  const agent = userAgent === null ? null : userAgent.slice(0, 200);
  const recorded = await desk.ledger.record(
    [{ name: 'session.open', args: { userId: user.id, tokenHash: hash, expiresAt, userAgent: agent } }],
    [
      {
        action: 'session.login',
        actor: `user:${user.username}`,
        origin: 'user',
        detail: { role: user.role },
      },
    ],
  );
  if (!recorded.ok) throw wrong();
  unwrap(recorded);
  return { token, expiresAt };
}
