import { permissionsOf } from '@srs-desk/shared/access/permissions.ts';
import type { SessionRow, SessionView } from '@srs-desk/shared/api/session.ts';
import { iso } from '../../../platform/db/iso-time.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { Forbidden, NotFound } from '../../../platform/errors.ts';
import { holds } from '../../../platform/holds.ts';
import type { Authenticated, HttpServices } from '../../../platform/http/services.ts';
import { LedgerUnavailable } from '../../../platform/ledger/errors.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { findUser } from '../users/queries.ts';
import { listLiveSessions } from './queries.ts';
import { SESSION_IDLE_MS } from './session-policy.ts';

/** Who am I, and what may I do. */
export function describeSession(desk: Desk, asked: Authenticated): SessionView {
  const { who, displayName, expiresAt, mustChangePassword, hasFactor, mustEnrolFactor, issuer } = asked;
  return {
    user: { username: who.name, displayName, role: who.role },
    permissions: who.permissions === undefined ? permissionsOf(who.role) : [...who.permissions],
    expiresAt: iso(expiresAt),
    idleMs: SESSION_IDLE_MS,
    mustChangePassword,
    hasFactor,
    mustEnrolFactor,
    provider: issuer === null ? null : (desk.config.login.oidc?.label ?? issuer),
    mode: desk.config.mode,
    billingTimeZone: desk.config.billingTimeZone,
    proNumber: holds(who, 'orders.handover') ? desk.config.srs.proNumber : null,
  };
}

/** Ends the session that asks. Works even when nothing can be written: then until the next start. */
export async function logout(
  desk: Desk,
  authenticator: HttpServices['authenticator'],
  who: Principal,
): Promise<void> {
  if (who.sessionId === undefined) return;
  authenticator.end(who.sessionId);
  try {
    await desk.ledger.record(
      [{ name: 'session.revoke', args: { id: who.sessionId } }],
      [{ action: 'session.logout', actor: who.actor, origin: who.origin }],
    );
  } catch (error) {
    if (!(error instanceof LedgerUnavailable)) throw error;
    desk.log.warn('a logout could not be recorded');
  }
}

/** The live sessions of oneself, or of anybody for whoever manages users. */
export function listSessions(desk: Desk, who: Principal, of: string | null): SessionRow[] {
  if (of !== null && of !== who.name && !holds(who, 'users.manage')) {
    throw new Forbidden('not_yours', 'Only your own sessions can be seen.');
  }
  const user = findUser(desk.reader, of ?? who.name);
  if (!user) return [];
  const rows = listLiveSessions(desk.reader, desk.clock.now(), SESSION_IDLE_MS, user.id);
  return rows.map((row) => ({
    id: row.id,
    username: row.username,
    createdAt: iso(row.createdAt),
    seenAt: iso(row.seenAt),
    expiresAt: iso(row.expiresAt),
    userAgent: row.userAgent,
    address: row.address,
    current: row.id === who.sessionId,
  }));
}

/** Ends all sessions, or all of one user; gives how many. @throws NotFound `user_not_found` */
export async function endSessions(desk: Desk, who: Principal, username: string | null): Promise<number> {
  const args = { username, by: { actor: who.actor, origin: who.origin } };
  const { results } = unwrap(await desk.ledger.record([{ name: 'session.end_all', args }], []));
  return results[0].ended;
}

/** Ends one session: one's own, or anybody's for whoever manages users. @throws NotFound */
export async function revokeSession(
  desk: Desk,
  authenticator: HttpServices['authenticator'],
  who: Principal,
  id: number,
): Promise<void> {
  const rows = listLiveSessions(desk.reader, desk.clock.now(), SESSION_IDLE_MS, null);
  const session = rows.find((row) => row.id === id);
  if (!session || (session.username !== who.name && !holds(who, 'users.manage'))) {
    throw new NotFound('session_not_found', 'There is no such session.');
  }
  unwrap(
    await desk.ledger.record(
      [{ name: 'session.revoke', args: { id } }],
      [{ action: 'session.revoke', actor: who.actor, origin: who.origin, target: session.username }],
    ),
  );
  authenticator.end(id);
}
