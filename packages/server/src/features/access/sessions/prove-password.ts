import type { Desk, Principal } from '../../../platform/desk.ts';
import { InvalidInput, TooMany } from '../../../platform/errors.ts';
import { personOf } from '../users/person-of.ts';
import type { StoredUser } from '../users/queries.ts';
import type { LoginOrigin, LoginTools } from './login-tools.ts';
import { verifyPassword } from './password.ts';
import { recordDenial } from './record-denial.ts';

/**
 * The user who asks, once the password is shown to be theirs: slowed down and recorded like a login.
 * @throws Forbidden `no_password` for who has none, InvalidInput on `field` when it is wrong, TooMany
 */
export async function provePassword(
  desk: Desk,
  tools: Pick<LoginTools, 'limiter'>,
  who: Principal,
  given: { password: string; field: string; from: LoginOrigin },
): Promise<StoredUser> {
  const user = personOf(desk, who);
  const ip = given.from.address ?? 'unknown';
  const refuse = (reason: 'wrong_password' | 'too_many_logins') =>
    recordDenial(desk, who.name, { reason, step: 'proof' }, given.from);
  try {
    await tools.limiter.admit(ip, who.name);
  } catch (error) {
    if (error instanceof TooMany) await refuse('too_many_logins');
    throw error;
  }
  if (!(await verifyPassword(user.passwordHash, given.password))) {
    await tools.limiter.failed(ip, who.name);
    await refuse('wrong_password');
    throw new InvalidInput({ [given.field]: 'is not the current password' });
  }
  await tools.limiter.succeeded(ip, who.name);
  return user;
}
