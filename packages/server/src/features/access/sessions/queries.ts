import type { Role } from '@srs-desk/shared/access/roles.ts';
import { hasPassed, isAhead } from '@srs-desk/shared/time/elapsed.ts';
import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Db } from '../../../platform/db/connection.ts';
import type { Reader } from '../../../platform/db/reader.ts';
import { statement } from '../../../platform/db/statement.ts';
import { secondFactors, sessionSeen, sessions, users } from '../table.ts';

/** A session that is neither over nor revoked, with its user as the user stands now. Times in ms since epoch. */
interface LiveSession {
  id: number;
  username: string;
  displayName: string;
  role: Role;
  createdAt: number;
  expiresAt: number;
  seenAt: number;
  userAgent: string | null;
  address: string | null;
  /** When the person last proved who they are. */
  provenAt: number;
  mustChangePassword: boolean;
  hasFactor: boolean;
  /** The identity provider that vouches for the user; null where a password does. */
  issuer: string | null;
}

const SHOWN = {
  id: sessions.id,
  username: users.username,
  displayName: users.displayName,
  role: users.role,
  createdAt: sessions.createdAt,
  expiresAt: sessions.expiresAt,
  lastSeenAt: sessionSeen.seenAt,
  userAgent: sessions.userAgent,
  address: sessions.address,
  proven: sessions.provenAt,
  mustChangePassword: users.mustChangePassword,
  issuer: users.issuer,
  enrolledAt: secondFactors.enrolledAt,
};

const open = and(isNull(sessions.revokedAt), isNull(users.disabledAt));
const seenAt = sql`coalesce(${sessionSeen.seenAt}, ${sessions.createdAt})`;

const byTokenHash = statement({ tokenHash: sessions.tokenHash }, (db, { tokenHash }) =>
  db
    .select(SHOWN)
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .leftJoin(sessionSeen, eq(sessionSeen.sessionId, sessions.id))
    .leftJoin(secondFactors, eq(secondFactors.userId, users.id))
    .where(and(open, eq(sessions.tokenHash, tokenHash))),
);

const live = statement(
  { now: 'integer', seenAfter: 'integer', userId: 'integer?' },
  (db, { now, seenAfter, userId }) =>
    db
      .select(SHOWN)
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .leftJoin(sessionSeen, eq(sessionSeen.sessionId, sessions.id))
      .leftJoin(secondFactors, eq(secondFactors.userId, users.id))
      .where(
        and(
          open,
          gt(sessions.expiresAt, now),
          gt(seenAt, seenAfter),
          sql`(${userId} IS NULL OR ${sessions.userId} = ${userId})`,
        ),
      )
      .orderBy(desc(seenAt))
      .limit(500),
);

const openById = statement({ id: sessions.id }, (db, { id }) =>
  db
    .select({ userId: sessions.userId })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(open, eq(sessions.id, id))),
);

type Stored = Omit<LiveSession, 'seenAt' | 'provenAt' | 'hasFactor'> & {
  enrolledAt: number | null;
  lastSeenAt: number | null;
  proven: number | null;
};

function session({ lastSeenAt, proven, enrolledAt, ...row }: Stored): LiveSession {
  return {
    ...row,
    seenAt: lastSeenAt ?? row.createdAt,
    provenAt: proven ?? row.createdAt,
    hasFactor: enrolledAt !== null,
  };
}

/** Neither at its end nor at rest for too long. One that was opened or used while the clock was ahead would outlast both. */
function isLive({ createdAt, expiresAt, seenAt }: LiveSession, now: number, idleMs: number): boolean {
  return expiresAt > now && !hasPassed(idleMs, seenAt, now) && !isAhead(createdAt, now);
}

/** The live session of a token, by the token's hash. */
export function findLiveSession(
  reader: Reader,
  tokenHash: Uint8Array,
  now: number,
  idleMs: number,
): LiveSession | undefined {
  const row = byTokenHash(reader).get({ tokenHash });
  const found = row && session(row);
  return found && isLive(found, now, idleMs) ? found : undefined;
}

/** Whose session this is; undefined where it was ended, or its user is shut out. */
export function findSessionOf(reader: Reader, id: number): { userId: number } | undefined {
  return openById(reader).get({ id });
}

/** All live sessions, of one user or of all, latest use first. */
export function listLiveSessions(db: Db, now: number, idleMs: number, userId: number | null): LiveSession[] {
  return live(db)
    .all({ now, seenAfter: now - idleMs, userId })
    .map(session)
    .filter((one) => isLive(one, now, idleMs));
}
