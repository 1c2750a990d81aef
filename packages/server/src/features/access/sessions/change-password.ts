import type { Desk, Principal } from '../../../platform/desk.ts';
import { Forbidden, InvalidInput } from '../../../platform/errors.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { credentialDigest } from '../digest.ts';
import { findUser } from '../users/queries.ts';
import { hashPassword, verifyPassword } from './password.ts';

/** Changes one's own password and ends one's other sessions. @throws InvalidInput when the current one is wrong. */
export async function changePassword(
  desk: Desk,
  who: Principal,
  input: { current: string; next: string },
): Promise<{ sessionsEnded: number }> {
  if (who.kind !== 'user') throw new Forbidden('no_password', 'Only people have a password.');
  const user = findUser(desk.reader, who.name);
  const fits = await verifyPassword(user?.passwordHash ?? null, input.current);
  if (!user || !fits) throw new InvalidInput({ current: 'is not the current password' });
  const passwordHash = await hashPassword(input.next);
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
