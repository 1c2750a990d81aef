import type { Desk } from '../../../platform/desk.ts';
import { TooMany, Unauthenticated } from '../../../platform/errors.ts';
import { credentialDigest } from '../digest.ts';
import { checkCode, codeRefused } from '../factors/check-code.ts';
import { findUser } from '../users/queries.ts';
import { guardLocalLogin } from './local-login.ts';
import type { LoginOrigin, LoginStep, LoginTools, OpenedSession } from './login-tools.ts';
import { afterFirstFactor, firstFactor, openSession } from './open-session.ts';
import { verifyPassword } from './password.ts';
import { recordDenial } from './record-denial.ts';
import { wrongCredentials } from './wrong-credentials.ts';

/**
 * Checks user name and password, and opens a session where no second factor is asked for.
 * @throws Unauthenticated `wrong_credentials`, the same for an unknown, a disabled and a mistaken user.
 * @throws TooMany when the address has failed too often. Forbidden `local_login_off`
 */
export async function login(
  desk: Desk,
  tools: LoginTools,
  attempt: { username: string; password: string; from: LoginOrigin },
): Promise<LoginStep> {
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
    await recordDenial(desk, user?.username ?? null, { reason, step: 'password' }, from);
    throw wrongCredentials();
  }
  return afterFirstFactor(desk, tools, user, from);
}

/**
 * The second step: a code of the authenticator app, or a recovery code, with the ticket of the first.
 * @throws Unauthenticated `ticket_invalid`, `wrong_code`; TooMany
 */
export async function loginWithCode(
  desk: Desk,
  tools: LoginTools,
  attempt: { ticket: string; code: string; from: LoginOrigin },
): Promise<OpenedSession> {
  const { ticket, code, from } = attempt;
  const shown = tools.tickets.read('login_code', firstFactor, ticket, desk.clock.now());
  const user = shown && findUser(desk.reader, shown.username);
  if (!user || user.disabledAt !== null || credentialDigest(user.passwordHash) !== shown.credential)
    throw new Unauthenticated('ticket_invalid', 'The first step is too long ago: log in again.');
  const proof = await checkCode(desk, tools, user, { code, from, takes: 'any', step: 'code' });
  if (proof === null) throw codeRefused();
  const opened = await openSession(desk, user, from, proof);
  await tools.limiter.succeeded(from.address ?? 'unknown', user.username);
  return opened;
}
