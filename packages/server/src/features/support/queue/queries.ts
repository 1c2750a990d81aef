import { may } from '@srs-desk/shared/access/permissions.ts';
import { ROLES } from '@srs-desk/shared/access/roles.ts';
import type { QueueItem, QueueView, WorkView } from '@srs-desk/shared/api/support.ts';
import type { AttentionCode } from '@srs-desk/shared/order/attention.ts';
import type { NextActor } from '@srs-desk/shared/process/teams.ts';
import {
  and,
  count,
  desc,
  eq,
  gt,
  inArray,
  isNotNull,
  isNull,
  lte,
  min,
  ne,
  notExists,
  or,
  sql,
} from 'drizzle-orm';
import { iso } from '../../../platform/db/iso-time.ts';
import type { Reader } from '../../../platform/db/reader.ts';
import { statement } from '../../../platform/db/statement.ts';
import { users } from '../../access/table.ts';
import { orders, orderWork } from '../../orders/table.ts';

const ITEM = {
  refId: orders.refId,
  attention: orders.attention,
  since: orders.statusChangedAt,
  status: orders.status,
  step: orders.step,
  supportTeam: orders.supportTeam,
  issuer: orders.issuer,
  method: orders.method,
  externalId: orders.externalId,
  assignee: orderWork.assignee,
  followUpAt: orderWork.followUpAt,
  snoozedUntil: orderWork.snoozedUntil,
};

type Stored = Pick<
  typeof orders.$inferSelect,
  'refId' | 'attention' | 'status' | 'step' | 'supportTeam' | 'issuer' | 'method' | 'externalId'
> & { since: number; assignee: string | null; followUpAt: number | null; snoozedUntil: number | null };

const snoozedUntil = sql`coalesce(${orderWork.snoozedUntil}, 0)`;

const causes = statement({ username: 'text', now: 'integer' }, (db, { username, now }) =>
  db
    .select({
      attention: sql<AttentionCode>`${orders.attention}`,
      count: count(),
      oldest: min(orders.statusChangedAt),
      mine: sql<number>`coalesce(sum(${orderWork.assignee} = ${username}), 0)`,
    })
    .from(orders)
    .leftJoin(orderWork, eq(orderWork.refId, orders.refId))
    .where(and(isNotNull(orders.attention), lte(snoozedUntil, now)))
    .groupBy(orders.attention)
    .orderBy(desc(count())),
);

const actors = statement({ now: 'integer' }, (db, { now }) =>
  db
    .select({ nextActor: sql<NextActor>`${orders.nextActor}`, count: count() })
    .from(orders)
    .leftJoin(orderWork, eq(orderWork.refId, orders.refId))
    .where(and(isNotNull(orders.attention), isNotNull(orders.nextActor), lte(snoozedUntil, now)))
    .groupBy(orders.nextActor)
    .orderBy(desc(count())),
);

const snoozed = statement({ now: 'integer' }, (db, { now }) =>
  db
    .select({ count: count() })
    .from(orderWork)
    .innerJoin(orders, eq(orders.refId, orderWork.refId))
    .where(and(gt(orderWork.snoozedUntil, now), isNotNull(orders.attention))),
);

const waiting = statement(
  { attention: 'text?', assignee: 'text?', now: 'integer', limit: 'integer' },
  (db, { attention, assignee, now, limit }) =>
    db
      .select(ITEM)
      .from(orders)
      .leftJoin(orderWork, eq(orderWork.refId, orders.refId))
      .where(
        and(
          isNotNull(orders.attention),
          or(isNull(attention), eq(orders.attention, attention)),
          or(isNull(assignee), eq(orderWork.assignee, assignee)),
          lte(snoozedUntil, now),
        ),
      )
      .orderBy(orders.statusChangedAt)
      .limit(limit),
);

const WORKERS = ROLES.filter((role) => may(role, 'orders.work'));

/** Without what somebody else has and can still follow up. */
const followUpsDue = statement({ username: 'text', now: 'integer' }, (db, { username, now }) =>
  db
    .select(ITEM)
    .from(orders)
    .innerJoin(orderWork, eq(orderWork.refId, orders.refId))
    .where(
      and(
        lte(orderWork.followUpAt, now),
        notExists(
          db
            .select({ id: users.id })
            .from(users)
            .where(
              and(
                eq(users.username, orderWork.assignee),
                ne(users.username, username),
                isNull(users.disabledAt),
                inArray(users.role, WORKERS),
              ),
            ),
        ),
      ),
    )
    .orderBy(orderWork.followUpAt)
    .limit(100),
);

const workByRefId = statement({ refId: orderWork.refId }, (db, { refId }) =>
  db.select().from(orderWork).where(eq(orderWork.refId, refId)),
);

function item(row: Stored): QueueItem {
  return {
    ...row,
    attention: row.attention ?? '',
    id: row.refId,
    since: iso(row.since),
    followUpAt: iso(row.followUpAt),
    snoozedUntil: iso(row.snoozedUntil),
  };
}

/** Counts by cause, without what is snoozed at `now`: one query. */
export function queueCauses(reader: Reader, username: string, now: number): QueueView['causes'] {
  const rows = causes(reader).all({ username, now });
  return rows.map(({ attention, count, oldest, mine }) => ({
    attention,
    count,
    oldestSince: iso(oldest),
    mine,
  }));
}

/** The same orders by who acts next, most first. */
export function queueActors(reader: Reader, now: number): QueueView['actors'] {
  return actors(reader).all({ now });
}

/** How many orders that need attention are snoozed beyond `now`. */
export function countSnoozed(reader: Reader, now: number): number {
  return snoozed(reader).get({ now })?.count ?? 0;
}

/** The queue itself, longest waiting first: all causes or one, everybody's or one person's. */
export function listQueue(
  reader: Reader,
  wanted: { attention: string | null; assignee: string | null; now: number; limit: number },
): QueueItem[] {
  return waiting(reader).all(wanted).map(item);
}

/** Follow-ups that are due by `now`, oldest first: a person's, nobody's, and those of who cannot work on orders any more. */
export function listFollowUpsDue(reader: Reader, username: string, now: number): QueueItem[] {
  return followUpsDue(reader).all({ username, now }).map(item);
}

/** What people set on an order. */
export function workOf(reader: Reader, refId: string): WorkView {
  const row = workByRefId(reader).get({ refId });
  if (row === undefined) return { assignee: null, followUpAt: null, snoozedUntil: null, answers: {} };
  return {
    assignee: row.assignee,
    followUpAt: iso(row.followUpAt),
    snoozedUntil: iso(row.snoozedUntil),
    answers: row.answers,
  };
}
