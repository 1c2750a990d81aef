import type { Desk, Principal } from '../../../platform/desk.ts';
import { InvalidInput } from '../../../platform/errors.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { credentialDigest } from '../digest.ts';
import { hashChosen } from './choose-password.ts';
import type { LoginOrigin, LoginTools } from './login-tools.ts';
import { provePassword } from './prove-password.ts';

/** Changes one's own password and ends one's other sessions. @throws InvalidInput when the current one is wrong, TooMany */
export async function changePassword(
  desk: Desk,
  tools: LoginTools,
  who: Principal,
  input: { current: string; next: string; from: LoginOrigin },
): Promise<{ sessionsEnded: number }> {
  const user = await provePassword(desk, tools, who, {
    password: input.current,
    field: 'current',
    from: input.from,
  });
  if (input.next.normalize('NFC') === input.current.normalize('NFC'))
    throw new InvalidInput({ next: 'is the one of before' });
  const passwordHash = await hashChosen(input.next, user.username, 'next');
  const exceptSession = who.sessionId ?? null;
  const { results } = unwrap(
    await desk.ledger.record(
      [{ name: 'user.set_password', args: { username: user.username, passwordHash, exceptSession } }],
      [
        {
          action: 'user.password',
          actor: who.actor,
          origin: who.origin,
          target: user.username,
          detail: { credential: credentialDigest(passwordHash) },
        },
      ],
    ),
  );
  return results[0];
}
