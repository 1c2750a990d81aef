import { isActiveAdmin } from '@srs-desk/shared/access/approvals.ts';
import type { AccountApproval } from '@srs-desk/shared/api/approvals.ts';
import type { AccountLink, LinkOwner } from '@srs-desk/shared/api/users.ts';
import { iso } from '../../../platform/db/iso-time.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { Conflict, Forbidden, NotFound } from '../../../platform/errors.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { onceMoreWhereNeeded, withSecondAdmin } from '../approvals/approvals.ts';
import { hashChosen } from '../sessions/choose-password.ts';
import { guardLocalLogin } from '../sessions/local-login.ts';
import type { LoginOrigin, LoginStep, LoginTools } from '../sessions/login-tools.ts';
import { NO_PASSWORD } from '../sessions/no-password.ts';
import { afterFirstFactor } from '../sessions/open-session.ts';
import { hashToken, newToken } from '../sessions/token.ts';
import { adminLink } from '../users/account-acts.ts';
import { findUser } from '../users/queries.ts';
import { linkSteps } from './link-steps.ts';
import { findOpenLink, openLinksByUser } from './queries.ts';

/** A new link: its address, which is told once, and the hash that is kept. The token stands behind `#`, where no log sees it. */
export function newLink(baseUrl: string): { url: string; linkHash: string } {
  const { token, hash } = newToken();
  return { url: `${baseUrl}/password-link#${token}`, linkHash: Buffer.from(hash).toString('hex') };
}

type LinkOutcome = { done: AccountLink; waits: null } | { done: null; waits: AccountApproval };

/**
 * A one-time link by which a user sets a password: an invitation while there is none yet. Links before it stop working; the
 * password that is there stays until the link is used. One for another admin waits for a second admin where there are two.
 * @throws NotFound, Conflict `user_disabled`, `set_by_provider`, Forbidden `local_login_off`
 */
export function makeAccountLink(
  desk: Desk,
  who: Principal,
  username: string,
  baseUrl: string,
): Promise<LinkOutcome> {
  return onceMoreWhereNeeded(() => linkAsRead(desk, who, username, baseUrl));
}

async function linkAsRead(
  desk: Desk,
  who: Principal,
  username: string,
  baseUrl: string,
): Promise<LinkOutcome> {
  const user = findUser(desk.reader, username);
  if (!user) throw new NotFound('user_not_found', 'There is no such user.');
  guardLocalLogin(desk, who);
  if (user.issuer !== null)
    throw new Conflict('set_by_provider', `${user.username} logs in at ${user.issuer}, without a password.`);
  const { url, linkHash } = newLink(baseUrl);
  const made = (): { done: AccountLink; waits: null } => {
    const until = openLinksByUser(desk.reader, desk.clock.now()).get(user.id) ?? desk.clock.now();
    return { done: { url, expiresAt: iso(until) }, waits: null };
  };
  const invited = user.passwordHash === NO_PASSWORD;
  if (
    isActiveAdmin({ role: user.role, disabled: user.disabledAt !== null }) &&
    who.actor !== `user:${user.username}`
  ) {
    const input = { username: user.username, linkHash };
    const { waits } = await withSecondAdmin(desk, who, adminLink, { target: user.username, input });
    return waits === null ? made() : { done: null, waits: { ...waits, link: { url } } };
  }
  const { call, entry } = linkSteps(desk, who, {
    username: user.username,
    invited,
    linkHash,
    agreed: false,
  });
  unwrap(await desk.ledger.record([call], [entry]));
  return made();
}

function invalid(): Forbidden {
  return new Forbidden(
    'link_invalid',
    'This link was used, has run out, or is not whole: ask for a new one.',
  );
}

/** Whose link this is. @throws Forbidden `link_invalid`; `local_login_off` for one that was not made on the command line */
export function readAccountLink(desk: Desk, token: string): LinkOwner {
  const found = findOpenLink(desk.reader, hashToken(token), desk.clock.now());
  if (!found) throw invalid();
  if (!found.byCommandLine) guardLocalLogin(desk, null);
  const { username, displayName, passwordHash, expiresAt } = found;
  return { username, displayName, invited: passwordHash === NO_PASSWORD, expiresAt: iso(expiresAt) };
}

/** Sets the password of whose link it is, ends the user's sessions and logs in, by a code where there is a second factor. @throws Forbidden `link_invalid`, `local_login_off` */
export async function useAccountLink(
  desk: Desk,
  tools: LoginTools,
  input: { token: string; password: string },
  from: LoginOrigin,
): Promise<LoginStep> {
  const owner = readAccountLink(desk, input.token);
  const passwordHash = await hashChosen(input.password, owner.username, 'password');
  const args = { tokenHash: hashToken(input.token), passwordHash };
  const recorded = await desk.ledger.record([{ name: 'account_link.use', args }], []);
  if (!recorded.ok) throw invalid();
  const user = findUser(desk.reader, recorded.results[0].username);
  if (!user) throw invalid();
  return afterFirstFactor(desk, tools, user, from);
}
