import type { Desk, Principal } from '../../../platform/desk.ts';
import { Forbidden, InvalidInput, TooMany } from '../../../platform/errors.ts';
import { findUser, type StoredUser } from '../users/queries.ts';
import type { LoginOrigin, LoginTools } from './login.ts';
import { recordDenial } from './login.ts';
import { verifyPassword } from './password.ts';

/**
 * The user who asks, once the password is shown to be theirs: slowed down and recorded like a login.
 * @throws Forbidden `no_password` for who is no person, InvalidInput on `field` when it is wrong, TooMany
 */
export async function provePassword(
  desk: Desk,
  tools: LoginTools,
  who: Principal,
  given: { password: string; field: string; from: LoginOrigin },
): Promise<StoredUser> {
  const user = findUser(desk.reader, who.name);
  if (who.kind !== 'user' || user?.issuer != null)
    throw new Forbidden('no_password', 'Only people who log in by password have one.');
  const ip = given.from.address ?? 'unknown';
  try {
    await tools.limiter.admit(ip, who.name);
  } catch (error) {
    if (error instanceof TooMany) await recordDenial(desk, who.name, 'too_many_logins', given.from);
    throw error;
  }
  if (!user || !(await verifyPassword(user.passwordHash, given.password))) {
    await tools.limiter.failed(ip, who.name);
    await recordDenial(desk, who.name, 'wrong_password', given.from);
    throw new InvalidInput({ [given.field]: 'is not the current password' });
  }
  await tools.limiter.succeeded(ip, who.name);
  return user;
}
