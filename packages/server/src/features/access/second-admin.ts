import { judgeApprover } from '@srs-desk/shared/access/second-person.ts';
import { and, count, eq, isNull, or, sql } from 'drizzle-orm';
import type { Db } from '../../platform/db/connection.ts';
import { statement } from '../../platform/db/statement.ts';
import { GuardConflict } from '../../platform/ledger/errors.ts';
import { apiKeys, users } from './table.ts';

// Before keys had an identity of their own the log named them by their name.
const keysCalled = statement({ id: 'integer?', name: apiKeys.name }, (db, { id, name }) =>
  db
    .select({ createdBy: apiKeys.createdBy })
    .from(apiKeys)
    .where(or(sql`${apiKeys.id} = ${id}`, eq(apiKeys.name, name))),
);

const admins = statement((db) =>
  db
    .select({ n: count() })
    .from(users)
    .where(and(eq(users.role, 'admin').inlineParams(), isNull(users.disabledAt))),
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

/** Whether there is more than one admin who can log in, so that one can agree to what another asks for. */
export function hasSecondAdmin(db: Db): boolean {
  return (admins(db).get()?.n ?? 0) > 1;
}

/** Refuses an approver who asked for it, in person or by a key. @throws GuardConflict `same_person`, `approver_is_no_person` */
export function guardSecondPerson(db: Db, approver: string, askers: readonly string[]): void {
  const verdict = judgeApprover({ askers, approver, keyOwners: keyOwners(db, askers) });
  if (verdict !== 'ok') throw new GuardConflict(verdict, {});
}
