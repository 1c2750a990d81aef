import { and, desc, eq, getTableColumns, gt, isNull, or } from 'drizzle-orm';
import type { Reader } from '../../../platform/db/reader.ts';
import { statement } from '../../../platform/db/statement.ts';
import { apiKeys, apiKeyUses } from '../table.ts';

const { tokenHash: _, ...SHOWN } = getTableColumns(apiKeys);

/** An API key as listed; times in ms since epoch. */
type StoredKey = Omit<typeof apiKeys.$inferSelect, 'tokenHash'>;

const liveByTokenHash = statement(
  { tokenHash: apiKeys.tokenHash, now: 'integer' },
  (db, { tokenHash, now }) =>
    db
      .select(SHOWN)
      .from(apiKeys)
      .where(
        and(
          eq(apiKeys.tokenHash, tokenHash),
          isNull(apiKeys.revokedAt),
          or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)),
        ),
      ),
);

const all = statement((db) =>
  db
    .select({ ...SHOWN, lastUsedAt: apiKeyUses.usedAt })
    .from(apiKeys)
    .leftJoin(apiKeyUses, eq(apiKeyUses.keyId, apiKeys.id))
    .orderBy(desc(apiKeys.id)),
);

/** The key of a token that is neither over nor revoked, by the token's hash. */
export function findLiveKey(reader: Reader, tokenHash: Uint8Array, now: number): StoredKey | undefined {
  return liveByTokenHash(reader).get({ tokenHash, now });
}

/** All API keys, the newest first, and when each was last used. */
export function listKeys(reader: Reader): (StoredKey & { lastUsedAt: number | null })[] {
  return all(reader).all();
}
