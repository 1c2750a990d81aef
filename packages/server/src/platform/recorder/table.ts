import { CALL_ANSWERS, CALL_OPERATIONS, CALL_ORIGINS, CALL_OUTCOMES } from '@srs-desk/shared/call/fields.ts';
import { isNotNull, sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Every attempt of a call to SRS: a projection of the audit log, which can be rebuilt. */
export const calls = sqliteTable(
  'calls',
  {
    id: integer().primaryKey(),
    startedAt: integer('started_at').notNull(),
    finishedAt: integer('finished_at'),
    operation: text({ enum: CALL_OPERATIONS }).notNull(),
    httpMethod: text('http_method').notNull(),
    url: text().notNull(),
    refId: text('ref_id'),
    orderId: text('order_id'),
    externalId: text('external_id'),
    actor: text().notNull(),
    origin: text({ enum: CALL_ORIGINS }).notNull(),
    httpStatus: integer('http_status'),
    outcome: text({ enum: CALL_OUTCOMES }).notNull(),
    durationMs: integer('duration_ms'),
    attempt: integer().notNull(),
    correlationId: text('correlation_id').notNull(),
    subjectId: text('subject_id'),
    seqIntent: integer('seq_intent').notNull(),
    seqOutcome: integer('seq_outcome'),
    answer: text({ enum: CALL_ANSWERS }),
  },
  (table) => [
    index('calls_ref_id').on(table.refId, table.id).where(isNotNull(table.refId)),
    index('calls_started_at').on(table.startedAt),
    index('calls_failed').on(table.httpStatus, table.startedAt).where(sql`${table.httpStatus} >= 400`),
    index('calls_open').on(table.id).where(sql`${table.outcome} = 'in_flight'`),
    index('calls_duration').on(table.durationMs, table.id).where(isNotNull(table.durationMs)),
    // Of what is rare: an index of all calls would slow down each of them.
    index('calls_failures')
      .on(table.outcome, table.id)
      .where(sql`${table.answer} IS NULL AND ${table.outcome} NOT IN ('ok', 'in_flight')`),
    index('calls_answer').on(table.answer, table.id).where(sql`${table.answer} NOT IN ('no_evidence')`),
    index('calls_operation')
      .on(table.operation, table.id)
      .where(sql`${table.operation} NOT IN ('get_status', 'verify')`),
    index('calls_origin').on(table.origin, table.id).where(sql`${table.origin} NOT IN ('sync')`),
  ],
);
