import { PENDING_STATUSES } from '@srs-desk/shared/order/status.ts';
import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { inJsonList, inSet } from '../../../platform/db/columns.ts';
import type { Reader } from '../../../platform/db/reader.ts';
import { statement } from '../../../platform/db/statement.ts';
import { isMarkOutdated } from '../supersede.ts';
import { orders } from '../table.ts';

/** Orders looked at in one piece: short enough not to hold up what people wait for. */
const AT_ONCE = 100;

const later = alias(orders, 'later');
// `+`: by the few that are asked for, not by the index of all that are pending.
const pending = sql`+${inSet(orders.status, PENDING_STATUSES)}`;

/** Marks whose later order may not be later: nobody knows when it was created. */
const MARKED = {
  next: statement({ after: orders.refId, limit: 'integer' }, (db, { after, limit }) =>
    db
      .selectDistinct({ refId: orders.supersededBy })
      .from(orders)
      .where(gt(orders.supersededBy, after))
      .orderBy(asc(orders.supersededBy))
      .limit(limit),
  ),
  doubtful: statement({ refIds: 'text' }, (db, { refIds }) =>
    db
      .select({ refId: orders.refId })
      .from(later)
      .innerJoin(orders, eq(orders.supersededBy, later.refId))
      .where(and(inJsonList(later.refId, refIds), eq(later.createdAtKnown, false), pending)),
  ),
};

/** Orders that another one was placed in place of, and that have no mark. */
const REPLACED = {
  next: statement({ after: orders.refId, limit: 'integer' }, (db, { after, limit }) =>
    db
      .selectDistinct({ refId: orders.predecessorRefId })
      .from(orders)
      .where(gt(orders.predecessorRefId, after))
      .orderBy(asc(orders.predecessorRefId))
      .limit(limit),
  ),
  doubtful: statement({ refIds: 'text' }, (db, { refIds }) =>
    db
      .select({ refId: orders.refId })
      .from(orders)
      .where(and(inJsonList(orders.refId, refIds), isNull(orders.supersededBy), pending)),
  ),
};

const LISTS = [MARKED, REPLACED];

/**
 * Pending orders whose mark of a later one is not as it would be made today, piece by piece: earlier versions made it by
 * other rules. Nothing is held between two pieces, and most of them are empty.
 */
export function* outdatedMarks(reader: Reader): Generator<string[], void> {
  for (const { next, doubtful } of LISTS) {
    for (let after: string | null = ''; after !== null; ) {
      const refIds: string[] = next(reader)
        .all({ after, limit: AT_ONCE })
        .flatMap(({ refId }) => refId ?? []);
      yield doubtful(reader)
        .all({ refIds: JSON.stringify(refIds) })
        .flatMap(({ refId }) => (isMarkOutdated(reader, refId) ? [refId] : []));
      after = refIds.length < AT_ONCE ? null : (refIds.at(-1) ?? null);
    }
  }
}
