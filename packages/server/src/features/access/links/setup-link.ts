import type { Desk } from '../../../platform/desk.ts';
import { Forbidden } from '../../../platform/errors.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { credentialDigest } from '../digest.ts';
import { hashChosen } from '../sessions/choose-password.ts';
import { guardLocalLogin } from '../sessions/local-login.ts';
import type { LoginOrigin, OpenedSession } from '../sessions/login-tools.ts';
import { openSession } from '../sessions/open-session.ts';
import { hashToken, newToken } from '../sessions/token.ts';
import { findUser, hasNoUsers } from '../users/queries.ts';

/** How long the link for the first admin works, ms. */
const SETUP_LINK_MS = 24 * 3_600_000;

/**
 * A link that makes the first admin, once, within a day; null when there are users already, or nobody logs in by password. Any link made before
 * stops working.
 */
export async function makeSetupLink(desk: Desk, baseUrl: string): Promise<string | null> {
  if (!hasNoUsers(desk.reader) || !desk.config.login.local) return null;
  const { token, hash } = newToken();
  const expiresAt = desk.clock.now() + SETUP_LINK_MS;
  unwrap(
    await desk.ledger.record(
      [{ name: 'setup_link.create', args: { tokenHash: hash, expiresAt } }],
      [{ action: 'user.setup_link', actor: 'system', origin: 'system', detail: { made: true } }],
    ),
  );
  // In the fragment, which browsers send to nobody and no log sees.
  return `${baseUrl}/setup#${token}`;
}

/** Makes the first admin and logs in. @throws Forbidden `setup_link_invalid`, `local_login_off` */
export async function useSetupLink(
  desk: Desk,
  input: { token: string; username: string; displayName: string; password: string },
  from: LoginOrigin,
): Promise<OpenedSession> {
  guardLocalLogin(desk, null);
  const invalid = new Forbidden(
    'setup_link_invalid',
    'This link has been used, is too old, or is not whole. The server prints a new one at its next start.',
  );
  if (!hasNoUsers(desk.reader)) throw invalid;
  const passwordHash = await hashChosen(input.password, input.username, 'password');
  const { username, displayName } = input;
  const recorded = await desk.ledger.record(
    [
      { name: 'setup_link.use', args: { tokenHash: hashToken(input.token) } },
      { name: 'user.create', args: { username, displayName, role: 'admin', passwordHash } },
    ],
    [
      {
        action: 'user.create',
        actor: `user:${username}`,
        origin: 'user',
        target: username,
        detail: { role: 'admin', credential: credentialDigest(passwordHash), bySetupLink: true },
      },
    ],
  );
  if (!recorded.ok) throw invalid;
  const user = findUser(desk.reader, username);
  if (!user) throw invalid;
  return openSession(desk, user, from);
}
