import { PENDING_STATUSES } from '@srs-desk/shared/order/status.ts';
import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { inJsonList, inSet } from '../../../platform/db/columns.ts';
import type { Reader } from '../../../platform/db/reader.ts';
import { statement } from '../../../platform/db/statement.ts';
import { isMarkOutdated } from '../supersede.ts';
import { orders } from '../table.ts';

/** Later orders looked up in one piece, and earlier ones that are judged in one: neither holds up what people wait for. */
const AT_ONCE = 100;
const JUDGED_AT_ONCE = 10;

// `+`: by the few that are asked for, not by the index of all that are pending.
const pending = sql`+${inSet(orders.status, PENDING_STATUSES)}`;

/** Orders of which nobody knows when they were created: whose place they have taken is doubtful. */
const undated = statement(
  { createdAt: orders.createdAt, id: orders.id, limit: 'integer' },
  (db, { createdAt, id, limit }) =>
    db
      .select({ refId: orders.refId, createdAt: orders.createdAt, id: orders.id })
      .from(orders)
      .where(
        and(
          eq(orders.createdAtKnown, false).inlineParams(),
          sql`(${orders.createdAt}, ${orders.id}) > (${createdAt}, ${id})`,
        ),
      )
      .orderBy(asc(orders.createdAt), asc(orders.id))
      .limit(limit),
);
const markedBy = statement({ refIds: 'text' }, (db, { refIds }) =>
  db
    .select({ refId: orders.refId })
    .from(orders)
    .where(and(inJsonList(orders.supersededBy, refIds), pending)),
);

/** Orders that another one was placed in place of, and those of them that have no mark. */
const replaced = statement({ after: orders.refId, limit: 'integer' }, (db, { after, limit }) =>
  db
    .selectDistinct({ refId: orders.predecessorRefId })
    .from(orders)
    .where(gt(orders.predecessorRefId, after))
    .orderBy(asc(orders.predecessorRefId))
    .limit(limit),
);
const unmarked = statement({ refIds: 'text' }, (db, { refIds }) =>
  db
    .select({ refId: orders.refId })
    .from(orders)
    .where(and(inJsonList(orders.refId, refIds), isNull(orders.supersededBy), pending)),
);

/** Orders that took the place of others, and those others of which they share no more what tells whose they are. */
const later = alias(orders, 'later');
const successors = statement({ after: orders.refId, limit: 'integer' }, (db, { after, limit }) =>
  db
    .selectDistinct({ refId: orders.supersededBy })
    .from(orders)
    .where(gt(orders.supersededBy, after))
    .orderBy(asc(orders.supersededBy))
    .limit(limit),
);
const strangers = statement({ refIds: 'text' }, (db, { refIds }) =>
  db
    .select({ refId: orders.refId })
    .from(orders)
    .innerJoin(later, eq(later.refId, orders.supersededBy))
    .where(
      and(
        inJsonList(orders.supersededBy, refIds),
        pending,
        isNull(later.predecessorRefId),
        isNull(orders.erasedAt),
        isNull(later.erasedAt),
        sql`coalesce(${orders.msisdn} <> ${later.msisdn}, 1)`,
        sql`coalesce(${orders.birthDate} <> ${later.birthDate}, 1)`,
      ),
    ),
);

function* outdatedOf(reader: Reader, doubtful: readonly { refId: string }[]): Generator<string[], void> {
  for (let at = 0; at === 0 || at < doubtful.length; at += JUDGED_AT_ONCE)
    yield doubtful
      .slice(at, at + JUDGED_AT_ONCE)
      .flatMap(({ refId }) => (isMarkOutdated(reader, refId) ? [refId] : []));
}

/**
 * Pending orders whose mark of a later one is not as it would be made today, piece by piece: earlier versions made it by
 * other rules. Nothing is held between two pieces, and most of them are empty.
 */
export function* outdatedMarks(reader: Reader): Generator<string[], void> {
  let from = { createdAt: 0, id: 0 };
  for (let more = true; more; ) {
    const page = undated(reader).all({ ...from, limit: AT_ONCE });
    const refIds = JSON.stringify(page.map(({ refId }) => refId));
    yield* outdatedOf(reader, markedBy(reader).all({ refIds }));
    more = page.length === AT_ONCE;
    from = page.at(-1) ?? from;
  }
  for (const refIds of pagesOf((after) => replaced(reader).all({ after, limit: AT_ONCE })))
    yield* outdatedOf(reader, unmarked(reader).all({ refIds }));
  for (const refIds of pagesOf((after) => successors(reader).all({ after, limit: AT_ONCE })))
    yield* outdatedOf(reader, strangers(reader).all({ refIds }));
}

/** Ref IDs in their order, page by page, each as a JSON list. */
function* pagesOf(read: (after: string) => { refId: string | null }[]): Generator<string, void> {
  for (let after: string | null = ''; after !== null; ) {
    const refIds: string[] = read(after).flatMap(({ refId }) => refId ?? []);
    yield JSON.stringify(refIds);
    after = refIds.length < AT_ONCE ? null : (refIds.at(-1) ?? null);
  }
}
