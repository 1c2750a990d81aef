import { judgeApprover } from '@srs-desk/shared/access/second-person.ts';
import { and, desc, eq, isNotNull, isNull, ne, or, sql } from 'drizzle-orm';
import type { LoginConfig } from '../../platform/config/login.ts';
import type { Db } from '../../platform/db/connection.ts';
import { statement } from '../../platform/db/statement.ts';
import { GuardConflict } from '../../platform/ledger/errors.ts';
import { entries } from '../../platform/ledger/table.ts';
import { NO_PASSWORD } from './sessions/no-password.ts';
import { listLiveSessions } from './sessions/queries.ts';
import { SESSION_IDLE_MS } from './sessions/session-policy.ts';
import { apiKeys, users } from './table.ts';

// Before keys had an identity of their own the log named them by their name.
const keysCalled = statement({ id: 'integer?', name: apiKeys.name }, (db, { id, name }) =>
  db
    .select({ createdBy: apiKeys.createdBy })
    .from(apiKeys)
    .where(or(sql`${apiKeys.id} = ${id}`, eq(apiKeys.name, name))),
);

// Who was invited and has not come cannot agree to anything, nor who has not replaced a password that somebody else knows yet.
const admins = statement((db) =>
  db
    .select({ id: users.id, username: users.username, issuer: users.issuer })
    .from(users)
    .where(
      and(
        eq(users.role, 'admin').inlineParams(),
        isNull(users.disabledAt),
        eq(users.mustChangePassword, false).inlineParams(),
        or(ne(users.passwordHash, NO_PASSWORD).inlineParams(), isNotNull(users.issuer)),
      ),
    ),
);

const refused = and(
  eq(entries.action, 'session.denied').inlineParams(),
  sql`${entries.detail} ->> '$.reason' = 'no_role'`,
);

// What the identity provider last said of somebody stands in the log alone.
const lastWord = statement({ actor: entries.actor }, (db, { actor }) =>
  db
    .select({ action: entries.action })
    .from(entries)
    .where(
      and(
        eq(entries.actor, actor),
        ne(entries.kind, 'call').inlineParams(),
        or(eq(entries.action, 'session.login').inlineParams(), refused),
      ),
    )
    .orderBy(desc(entries.seq))
    .limit(1),
);

/** Whether somebody may come in again by the way by which they came. */
function comesIn(
  db: Db,
  { username, issuer }: { username: string; issuer: string | null },
  ways: LoginWays,
): boolean {
  if (issuer === null) return ways.local;
  return (
    issuer === ways.issuer && lastWord(db).get({ actor: `user:${username}` })?.action === 'session.login'
  );
}

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
export function hasSecondAdmin(db: Db, asker: string, ways: LoginWays, now: number): boolean {
  return admins(db)
    .all()
    .filter(({ username }) => judgeSecondPerson(db, `user:${username}`, [asker]) === 'ok')
    .some(
      (admin) => comesIn(db, admin, ways) || listLiveSessions(db, now, SESSION_IDLE_MS, admin.id).length > 0,
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
