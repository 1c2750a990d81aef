import { judgeApprover } from '@srs-desk/shared/access/second-person.ts';
import { and, eq, exists, isNull, ne, or, sql } from 'drizzle-orm';
import type { LoginConfig } from '../../platform/config/login.ts';
import type { Db } from '../../platform/db/connection.ts';
import { statement } from '../../platform/db/statement.ts';
import { GuardConflict } from '../../platform/ledger/errors.ts';
import { NO_PASSWORD } from './sessions/no-password.ts';
import { listLiveSessions } from './sessions/queries.ts';
import { SESSION_IDLE_MS } from './sessions/session-policy.ts';
import { apiKeys, sessions, users } from './table.ts';

// Before keys had an identity of their own the log named them by their name.
const keysCalled = statement({ id: 'integer?', name: apiKeys.name }, (db, { id, name }) =>
  db
    .select({ createdBy: apiKeys.createdBy })
    .from(apiKeys)
    .where(or(sql`${apiKeys.id} = ${id}`, eq(apiKeys.name, name))),
);

// Who was invited and has never come cannot agree to anything.
const admins = statement((db) =>
  db
    .select({ id: users.id, username: users.username, issuer: users.issuer })
    .from(users)
    .where(
      and(
        eq(users.role, 'admin').inlineParams(),
        isNull(users.disabledAt),
        or(
          ne(users.passwordHash, NO_PASSWORD).inlineParams(),
          exists(db.select({ id: sessions.id }).from(sessions).where(eq(sessions.userId, users.id))),
        ),
      ),
    ),
);

/** People who made the keys among these actors. */
function keyOwners(db: Db, actors: readonly string[]): string[] {
  return actors.flatMap((actor) => {
    if (!actor.startsWith('key:')) return [];
    const name = actor.slice('key:'.length);
    const id = /^\d{1,15}$/.test(name) ? Number(name) : null;
    return keysCalled(db)
      .all({ id, name })
      .map(({ createdBy }) => createdBy.replace(/^user:/, ''));
  });
}

/** The ways by which people come in now. */
export interface LoginWays {
  /** By a password of the desk's own. */
  local: boolean;
  /** At this identity provider; null: at none. */
  issuer: string | null;
}

/** What of the configuration says who can come in. */
export function waysOf({ local, oidc }: LoginConfig): LoginWays {
  return { local, issuer: oidc?.issuer ?? null };
}

/** Whether there is an admin who can come in, or is in, and may agree to what this actor asks for. */
export function hasSecondAdmin(db: Db, asker: string, { local, issuer }: LoginWays, now: number): boolean {
  return admins(db)
    .all()
    .filter(({ username }) => judgeSecondPerson(db, `user:${username}`, [asker]) === 'ok')
    .some(
      (admin) =>
        (admin.issuer === null ? local : admin.issuer === issuer) ||
        listLiveSessions(db, now, SESSION_IDLE_MS, admin.id).length > 0,
    );
}

/** Whether this actor may agree to what others asked for. */
export function judgeSecondPerson(db: Db, approver: string, askers: readonly string[]) {
  return judgeApprover({ askers, approver, keyOwners: keyOwners(db, askers) });
}

/** Whether this actor asked for something, in person or by a key of theirs. */
export function isAsker(db: Db, actor: string, askers: readonly string[]): boolean {
  return askers.includes(actor) || judgeSecondPerson(db, actor, askers) === 'same_person';
}

/** Refuses an approver who asked for it, in person or by a key. @throws GuardConflict `same_person`, `approver_is_no_person` */
export function guardSecondPerson(db: Db, approver: string, askers: readonly string[]): void {
  const verdict = judgeSecondPerson(db, approver, askers);
  if (verdict !== 'ok') throw new GuardConflict(verdict, {});
}
