import type { Role } from '@srs-desk/shared/access/roles.ts';
import type { Reader } from '../../../platform/db/reader.ts';

/** A session that is neither over nor revoked, with its user as the user stands now. Times in ms since epoch. */
export interface LiveSession {
  id: number;
  userId: number;
  username: string;
  displayName: string;
  role: Role;
  createdAt: number;
  expiresAt: number;
  seenAt: number;
  userAgent: string | null;
}

const LIVE = `SELECT s.id, s.user_id AS userId, u.username, u.display_name AS displayName, u.role,
    s.created_at AS createdAt, s.expires_at AS expiresAt, s.user_agent AS userAgent,
    coalesce(n.seen_at, s.created_at) AS seenAt
  FROM sessions s JOIN users u ON u.id = s.user_id LEFT JOIN session_seen n ON n.session_id = s.id
  WHERE s.revoked_at IS NULL AND u.disabled_at IS NULL`;

/** The live session of a token, by the token's hash. */
export function findLiveSession(
  reader: Reader,
  tokenHash: Uint8Array,
  now: number,
  idleMs: number,
): LiveSession | undefined {
  const row = reader.sql(`${LIVE} AND s.token_hash = ?`).get(tokenHash) as LiveSession | undefined;
  return row && row.expiresAt > now && row.seenAt + idleMs > now ? row : undefined;
}

/** All live sessions, of one user or of all, latest use first. */
export function listLiveSessions(
  reader: Reader,
  now: number,
  idleMs: number,
  userId: number | null,
): LiveSession[] {
  return reader
    .sql(
      `${LIVE} AND s.expires_at > ? AND coalesce(n.seen_at, s.created_at) > ? AND (? IS NULL OR s.user_id = ?)
       ORDER BY seenAt DESC LIMIT 500`,
    )
    .all(now, now - idleMs, userId, userId) as LiveSession[];
}

/** An API key that works now. */
export interface LiveKey {
  id: number;
  name: string;
  role: Role;
}

/** The key of a token that is neither over nor revoked, by the token's hash. */
export function findLiveKey(reader: Reader, tokenHash: Uint8Array, now: number): LiveKey | undefined {
  return reader
    .sql(
      `SELECT id, name, role FROM api_keys
       WHERE token_hash = ? AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)`,
    )
    .get(tokenHash, now) as LiveKey | undefined;
}

/** An API key as listed; times in ms since epoch. */
export interface StoredKey extends LiveKey {
  prefix: string;
  createdBy: string;
  createdAt: number;
  expiresAt: number | null;
  revokedAt: number | null;
}

/** All API keys, the newest first. */
export function listKeys(reader: Reader): StoredKey[] {
  return reader
    .sql(
      `SELECT id, name, role, prefix, created_by AS createdBy, created_at AS createdAt, expires_at AS expiresAt,
         revoked_at AS revokedAt FROM api_keys ORDER BY id DESC`,
    )
    .all() as StoredKey[];
}
