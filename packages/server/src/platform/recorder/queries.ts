import type { CallAnswer, CallOperation, CallOutcome } from '@srs-desk/shared/call/fields.ts';
import { and, count, desc, eq, gt, lte, sql } from 'drizzle-orm';
import type { Reader } from '../db/reader.ts';
import { statement } from '../db/statement.ts';
import { calls } from './table.ts';

const newest = statement((db) => db.select({ id: calls.id }).from(calls).orderBy(desc(calls.id)).limit(1));

const firstOpen = statement((db) =>
  db.select({ id: calls.id }).from(calls).where(eq(calls.outcome, 'in_flight')).orderBy(calls.id).limit(1),
);

const between = statement({ after: calls.id, upTo: calls.id }, (db, { after, upTo }) =>
  db
    .select({
      operation: calls.operation,
      result: sql<CallAnswer | CallOutcome>`coalesce(${calls.answer}, ${calls.outcome})`,
      calls: count(),
      durationMs: sql<number>`total(${calls.durationMs})`,
    })
    .from(calls)
    .where(and(gt(calls.id, after), lte(calls.id, upTo)))
    .groupBy(calls.operation, calls.answer, calls.outcome),
);

interface CallCount {
  operation: CallOperation;
  /** What SRS answered where that is no failure, else the outcome. */
  result: CallAnswer | CallOutcome;
  calls: number;
  /** Of all of them together. */
  durationMs: number;
}

/**
 * Calls that were finished after call number `after`, by operation and result, up to the first one still open:
 * counting goes on from `upTo`. With `after` null nothing is counted, only where counting would begin.
 */
export function countFinishedCalls(
  reader: Reader,
  after: number | null,
): { upTo: number; counts: CallCount[] } {
  const last = newest(reader).get()?.id ?? 0;
  if (after === null) return { upTo: last, counts: [] };
  const open = firstOpen(reader).get()?.id;
  const upTo = open === undefined ? last : Math.min(last, open - 1);
  if (upTo <= after) return { upTo: after, counts: [] };
  return { upTo, counts: between(reader).all({ after, upTo }) };
}
