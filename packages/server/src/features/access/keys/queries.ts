import { and, desc, eq, getTableColumns, gt, inArray, isNull, max, or } from 'drizzle-orm';
import type { Reader } from '../../../platform/db/reader.ts';
import { statement } from '../../../platform/db/statement.ts';
import { apiKeys, apiKeyUses, retiredKeySecrets as retired } from '../table.ts';

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
          or(
            eq(apiKeys.tokenHash, tokenHash),
            inArray(
              apiKeys.id,
              db
                .select({ id: retired.keyId })
                .from(retired)
                .where(and(eq(retired.tokenHash, tokenHash), gt(retired.until, now))),
            ),
          ),
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

const retiredUntil = statement({ now: retired.until }, (db, { now }) =>
  db
    .select({ id: retired.keyId, until: max(retired.until) })
    .from(retired)
    .where(gt(retired.until, now))
    .groupBy(retired.keyId),
);

/** Until when what a key was before still works, by the key's number. */
export function retiredSecrets(reader: Reader, now: number): Map<number, number> {
  return new Map(
    retiredUntil(reader)
      .all({ now })
      .map(({ id, until }) => [id, until ?? 0]),
  );
}

/** The key of a token that is neither over nor revoked, by the token's hash; also of what it was before, as long as that works. */
export function findLiveKey(reader: Reader, tokenHash: Uint8Array, now: number): StoredKey | undefined {
  return liveByTokenHash(reader).get({ tokenHash, now });
}

/** All API keys, the newest first, and when each was last used. */
export function listKeys(reader: Reader): (StoredKey & { lastUsedAt: number | null })[] {
  return all(reader).all();
}
