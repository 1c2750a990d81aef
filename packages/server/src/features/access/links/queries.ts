import { and, eq, gt, isNull, max } from 'drizzle-orm';
import type { Reader } from '../../../platform/db/reader.ts';
import { statement } from '../../../platform/db/statement.ts';
import { accountLinks as links, users } from '../table.ts';

const openLinks = statement({ now: links.expiresAt }, (db, { now }) =>
  db
    .select({ userId: links.userId, expiresAt: max(links.expiresAt) })
    .from(links)
    .where(and(isNull(links.usedAt), gt(links.expiresAt, now)))
    .groupBy(links.userId),
);

const openByToken = statement(
  { tokenHash: links.tokenHash, now: links.expiresAt },
  (db, { tokenHash, now }) =>
    db
      .select({
        username: users.username,
        displayName: users.displayName,
        passwordHash: users.passwordHash,
        expiresAt: links.expiresAt,
        byCommandLine: links.byCommandLine,
      })
      .from(links)
      .innerJoin(users, eq(users.id, links.userId))
      .where(
        and(
          eq(links.tokenHash, tokenHash),
          isNull(links.usedAt),
          gt(links.expiresAt, now),
          isNull(users.disabledAt),
        ),
      ),
);

/** Until when the open link of a user works (ms since epoch), by the user's id. */
export function openLinksByUser(reader: Reader, now: number): Map<number | null, number | null> {
  return new Map(
    openLinks(reader)
      .all({ now })
      .map(({ userId, expiresAt }) => [userId, expiresAt]),
  );
}

/** Whose open link this is; undefined when it was used, has run out, or its user is shut out. */
export function findOpenLink(reader: Reader, tokenHash: Uint8Array, now: number) {
  return openByToken(reader).get({ tokenHash, now });
}
