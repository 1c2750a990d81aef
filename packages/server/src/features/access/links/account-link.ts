import type { AccountLink, LinkOwner } from '@srs-desk/shared/api/users.ts';
import { iso } from '../../../platform/db/iso-time.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { Conflict, Forbidden, NotFound } from '../../../platform/errors.ts';
import type { CommandCall } from '../../../platform/ledger/commands.ts';
import type { EntryDraft } from '../../../platform/ledger/entry-draft.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { hashChosen } from '../sessions/choose-password.ts';
import { guardLocalLogin } from '../sessions/local-login.ts';
import type { LoginOrigin, LoginStep, LoginTools } from '../sessions/login-tools.ts';
import { NO_PASSWORD } from '../sessions/no-password.ts';
import { afterFirstFactor } from '../sessions/open-session.ts';
import { hashToken, newToken } from '../sessions/token.ts';
import { findUser } from '../users/queries.ts';
import { findOpenLink } from './queries.ts';

/** How long an invitation works, ms: a weekend must not end it. */
const INVITATION_MS = 7 * 86_400_000;
/** How long a link to set a new password works, ms. */
const RESET_MS = 86_400_000;

/** A new link with what makes and records it. The token stands in the address alone, behind `#`, where no log sees it. */
export function newAccountLink(
  desk: Desk,
  who: Principal,
  user: { username: string; invited: boolean },
  baseUrl: string,
): { link: AccountLink; call: CommandCall; entry: EntryDraft } {
  const { token, hash } = newToken();
  const { username, invited } = user;
  const expiresAt = desk.clock.now() + (invited ? INVITATION_MS : RESET_MS);
  return {
    link: { url: `${baseUrl}/password-link#${token}`, expiresAt: iso(expiresAt) },
    call: { name: 'account_link.create', args: { username, tokenHash: hash, expiresAt } },
    entry: {
      action: invited ? 'user.invite' : 'user.reset_link',
      actor: who.actor,
      origin: who.origin,
      target: username,
      detail: { expiresAt: iso(expiresAt) },
    },
  };
}

/**
 * A one-time link by which a user sets a password: an invitation while there is none yet. Links before it stop working; the
 * password that is there stays until the link is used. @throws NotFound, Conflict `user_disabled`, `set_by_provider`, Forbidden `local_login_off`
 */
export async function makeAccountLink(
  desk: Desk,
  who: Principal,
  username: string,
  baseUrl: string,
): Promise<AccountLink> {
  const user = findUser(desk.reader, username);
  if (!user) throw new NotFound('user_not_found', 'There is no such user.');
  guardLocalLogin(desk, who);
  if (user.issuer !== null)
    throw new Conflict('set_by_provider', `${user.username} logs in at ${user.issuer}, without a password.`);
  const invited = user.passwordHash === NO_PASSWORD;
  const { link, call, entry } = newAccountLink(desk, who, { username: user.username, invited }, baseUrl);
  unwrap(await desk.ledger.record([call], [entry]));
  return link;
}

function invalid(): Forbidden {
  return new Forbidden(
    'link_invalid',
    'This link was used, has run out, or is not whole: ask for a new one.',
  );
}

/** Whose link this is. @throws Forbidden `link_invalid` */
export function readAccountLink(desk: Desk, token: string): LinkOwner {
  const found = findOpenLink(desk.reader, hashToken(token), desk.clock.now());
  if (!found) throw invalid();
  const { username, displayName, passwordHash, expiresAt } = found;
  return { username, displayName, invited: passwordHash === NO_PASSWORD, expiresAt: iso(expiresAt) };
}

/** Sets the password of whose link it is, ends the user's sessions and logs in, by a code where there is a second factor. @throws Forbidden `link_invalid` */
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
