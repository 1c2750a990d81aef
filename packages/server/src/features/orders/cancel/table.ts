import { sql } from 'drizzle-orm';
import { check, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { inSet } from '../../../platform/db/columns.ts';

/** States of a cancellation that somebody asked for who may not cancel. */
const REQUEST_STATES = ['open', 'done', 'dismissed'] as const;

/** Cancellations of replaced orders that wait for an admin. */
export const cancellationRequests = sqliteTable(
  'cancellation_requests',
  {
    id: integer().primaryKey(),
    refId: text('ref_id').notNull(),
    successorRefId: text('successor_ref_id'),
    requestedBy: text('requested_by').notNull(),
    requestedAt: integer('requested_at').notNull(),
    state: text({ enum: REQUEST_STATES }).notNull().default('open'),
    result: text(),
    decidedBy: text('decided_by'),
    decidedAt: integer('decided_at'),
  },
  (table) => [
    uniqueIndex('cancellation_requests_open').on(table.refId).where(sql`${table.state} = 'open'`),
    check('cancellation_requests_state', inSet(table.state, REQUEST_STATES)),
  ],
);
