import { and, desc, eq, ne, sql } from 'drizzle-orm';
import { maybe } from '../../platform/db/columns.ts';
import type { Reader } from '../../platform/db/reader.ts';
import { statement } from '../../platform/db/statement.ts';
import { entries } from '../../platform/ledger/table.ts';
import { calls } from '../../platform/recorder/table.ts';
import { equalCallsSql } from './equal-calls.ts';
import { orderStatusHistory } from './table.ts';

const statuses = statement({ refId: orderStatusHistory.refId }, (db, { refId }) =>
  db
    .select({
      id: orderStatusHistory.id,
      status: orderStatusHistory.status,
      wireStatus: orderStatusHistory.wireStatus,
      happenedAt: orderStatusHistory.happenedAt,
      observedAt: orderStatusHistory.observedAt,
      transition: orderStatusHistory.transition,
      seq: orderStatusHistory.seq,
    })
    .from(orderStatusHistory)
    .where(eq(orderStatusHistory.refId, refId))
    .orderBy(desc(orderStatusHistory.id))
    .limit(500),
);

/** A status as SRS told it, and when the desk saw it. Times in ms since epoch. */
type StatusRow = ReturnType<ReturnType<typeof statuses>['all']>[number];

/** The order's statuses, newest first. */
export function statusHistory(reader: Reader, refId: string): StatusRow[] {
  return statuses(reader).all({ refId });
}

const newestCalls = statement({ refId: calls.refId, limit: 'integer' }, (db, { refId, limit }) =>
  db.rows(
    {
      id: calls.id,
      startedAt: calls.startedAt,
      operation: calls.operation,
      httpMethod: calls.httpMethod,
      actor: calls.actor,
      origin: calls.origin,
      httpStatus: calls.httpStatus,
      outcome: calls.outcome,
      answer: calls.answer,
      durationMs: calls.durationMs,
      count: sql<number>`r.count`,
      firstAt: sql<number>`r.first_at`,
      status: maybe(orderStatusHistory.status),
    },
    (columns) => sql`SELECT ${columns}
      FROM (${sql.join(
        equalCallsSql('WHERE ref_id = ?')
          .split('?')
          .map((text) => sql.raw(text)),
        refId,
      )}) r
      JOIN ${calls} ON ${calls.id} = r.id LEFT JOIN ${orderStatusHistory} ON ${orderStatusHistory.id} = r.held
      ORDER BY r.id DESC LIMIT ${limit}`,
  ),
);

type CallSummary = ReturnType<ReturnType<typeof newestCalls>['all']>[number];

/**
 * The order's calls, newest first: equal ones in a row are one, the last of them, with how many there were since when and the
 * status that held. `limit` at most.
 */
export function callsOf(reader: Reader, refId: string, limit: number): CallSummary[] {
  return newestCalls(reader).all({ refId, limit });
}

const acts = statement({ refId: entries.refId, limit: 'integer' }, (db, { refId, limit }) =>
  db
    .select({
      seq: entries.seq,
      at: entries.at,
      action: entries.action,
      actor: entries.actor,
      callId: entries.callId,
      subject: entries.subjectId,
      uuid: entries.uuid,
      detail: entries.detail,
      sealed: entries.sealed,
    })
    .from(entries)
    // Written out, since the index of acts is a partial one.
    .where(and(eq(entries.refId, refId), ne(entries.kind, 'call').inlineParams()))
    .orderBy(desc(entries.seq))
    .limit(limit),
);

export type EntryRow = ReturnType<ReturnType<typeof acts>['all']>[number];

/** What the log tells of an order besides its calls, newest first, `limit` at most. */
export function actsOf(reader: Reader, refId: string, limit: number): EntryRow[] {
  return acts(reader).all({ refId, limit });
}
