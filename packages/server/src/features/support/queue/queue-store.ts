import type { QueueItem, QueueView, WorkView } from '@srs-desk/shared/api/support.ts';
import type { Reader } from '../../../platform/db/reader.ts';

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

type CauseRow = { attention: string; count: number; oldest: number | null; mine: number };

/** Counts by cause, without what is snoozed at `now`: one query. */
export function queueCauses(reader: Reader, username: string, now: number): QueueView['causes'] {
  const rows = reader
    .sql(
      `SELECT o.attention, count(*) AS count, min(o.status_changed_at) AS oldest,
         coalesce(sum(w.assignee = ?), 0) AS mine
       FROM orders o LEFT JOIN order_work w ON w.ref_id = o.ref_id
       WHERE o.attention IS NOT NULL AND coalesce(w.snoozed_until, 0) <= ?
       GROUP BY o.attention ORDER BY count(*) DESC`,
    )
    .all(username, now) as CauseRow[];
  return rows.map(({ attention, count, oldest, mine }) => ({
    attention,
    count,
    oldestSince: iso(oldest),
    mine,
  }));
}

/** How many orders that need attention are put off beyond `now`. */
export function countSnoozed(reader: Reader, now: number): number {
  return reader
    .sql(
      `SELECT count(*) FROM order_work w JOIN orders o ON o.ref_id = w.ref_id
       WHERE w.snoozed_until > ? AND o.attention IS NOT NULL`,
    )
    .pluck()
    .get(now) as number;
}

type ItemRow = Omit<QueueItem, 'id' | 'since' | 'followUpAt' | 'snoozedUntil'> & {
  since: number;
  followUpAt: number | null;
  snoozedUntil: number | null;
};

const ITEM = `SELECT o.ref_id AS refId, coalesce(o.attention, '') AS attention, o.status_changed_at AS since, o.status, o.step,
    o.support_team AS supportTeam, o.issuer, o.method, o.external_id AS externalId, w.assignee,
    w.follow_up_at AS followUpAt, w.snoozed_until AS snoozedUntil
  FROM orders o LEFT JOIN order_work w ON w.ref_id = o.ref_id`;

function item(row: ItemRow): QueueItem {
  return {
    ...row,
    id: row.refId,
    since: new Date(row.since).toISOString(),
    followUpAt: iso(row.followUpAt),
    snoozedUntil: iso(row.snoozedUntil),
  };
}

/** The queue itself, longest waiting first: all causes or one, everybody's or one person's. */
export function listQueue(
  reader: Reader,
  asked: { attention: string | null; assignee: string | null; now: number; limit: number },
): QueueItem[] {
  const rows = reader
    .sql(
      `${ITEM} WHERE o.attention IS NOT NULL AND (@attention IS NULL OR o.attention = @attention)
         AND (@assignee IS NULL OR w.assignee = @assignee)
         AND coalesce(w.snoozed_until, 0) <= @now
       ORDER BY o.status_changed_at LIMIT @limit`,
    )
    .all(asked) as ItemRow[];
  return rows.map(item);
}

/** Follow-ups of a person (or nobody's) that are due by `now`, oldest first. */
export function listFollowUpsDue(reader: Reader, username: string, now: number): QueueItem[] {
  const rows = reader
    .sql(
      `${ITEM} WHERE w.follow_up_at <= ? AND (w.assignee IS NULL OR w.assignee = ?) ORDER BY w.follow_up_at LIMIT 100`,
    )
    .all(now, username) as ItemRow[];
  return rows.map(item);
}

type WorkRow = {
  assignee: string | null;
  followUpAt: number | null;
  snoozedUntil: number | null;
  answers: string;
};

/** What people set on an order. */
export function workOf(reader: Reader, refId: string): WorkView {
  const row = reader
    .sql(
      `SELECT assignee, follow_up_at AS followUpAt, snoozed_until AS snoozedUntil, answers
       FROM order_work WHERE ref_id = ?`,
    )
    .get(refId) as WorkRow | undefined;
  if (row === undefined) return { assignee: null, followUpAt: null, snoozedUntil: null, answers: {} };
  return {
    assignee: row.assignee,
    followUpAt: iso(row.followUpAt),
    snoozedUntil: iso(row.snoozedUntil),
    answers: JSON.parse(row.answers) as Record<string, string>,
  };
}
