import { and, eq, getTableColumns, isNull, max } from 'drizzle-orm';
import type { Db } from '../../../platform/db/connection.ts';
import type { Reader } from '../../../platform/db/reader.ts';
import { statement } from '../../../platform/db/statement.ts';
import { secondFactors, sessionSeen, sessions, users } from '../table.ts';

/** A user as stored; times in ms since epoch. */
export type StoredUser = typeof users.$inferSelect;

const byUsername = statement({ username: users.username }, (db, { username }) =>
  db
    .select()
    .from(users)
    .where(and(eq(users.username, username), isNull(users.deletedAt))),
);

const anyByName = statement({ username: users.username }, (db, { username }) =>
  db.select({ id: users.id }).from(users).where(eq(users.username, username)),
);

const byIdentity = statement({ issuer: users.issuer, subject: users.subject }, (db, { issuer, subject }) =>
  db
    .select()
    .from(users)
    .where(and(eq(users.issuer, issuer), eq(users.subject, subject))),
);

const allUsernames = statement((db) =>
  db.select({ username: users.username }).from(users).orderBy(users.username),
);

const allWithLastSeen = statement((db) =>
  db
    .select({
      ...getTableColumns(users),
      lastSeenAt: max(sessionSeen.seenAt),
      enrolledAt: secondFactors.enrolledAt,
    })
    .from(users)
    .leftJoin(sessions, eq(sessions.userId, users.id))
    .leftJoin(sessionSeen, eq(sessionSeen.sessionId, sessions.id))
    .leftJoin(secondFactors, eq(secondFactors.userId, users.id))
    .where(isNull(users.deletedAt))
    .groupBy(users.id)
    .orderBy(users.username),
);

const anyUser = statement((db) => db.select({ id: users.id }).from(users).limit(1));

/** The user of this name, disabled or not, but not deleted; names do not differ by case. */
export function findUser(db: Db, username: string): StoredUser | undefined {
  return byUsername(db).get({ username });
}

/** Whether somebody has this name, or had it: the log knows them by it. */
export function isNameTaken(db: Db, username: string): boolean {
  return anyByName(db).get({ username }) !== undefined;
}

/** Who a person is at an identity provider: the provider, and its name for the person, which it gives to nobody else. */
export interface Identity {
  issuer: string;
  subject: string;
}

/** The user of this identity, disabled, deleted or not. */
export function findUserOf(db: Db, identity: Identity): StoredUser | undefined {
  return byIdentity(db).get(identity);
}

/** All user names. */
export function listUsernames(reader: Reader): string[] {
  return allUsernames(reader)
    .all()
    .map(({ username }) => username);
}

/** A user with when they were last seen and when they set up a second factor; null: never. */
export type ListedUser = StoredUser & { lastSeenAt: number | null; enrolledAt: number | null };

/** All users that are not deleted. */
export function listUsers(reader: Reader): ListedUser[] {
  return allWithLastSeen(reader).all();
}

/** Whether nobody can log in yet. */
export function hasNoUsers(reader: Reader): boolean {
  return anyUser(reader).get() === undefined;
}
