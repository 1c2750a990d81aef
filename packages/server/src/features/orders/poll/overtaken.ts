import { and, eq, gt, inArray, or } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { calls } from '../../../platform/recorder/table.ts';

const laterAnswered = statement(
  { refId: calls.refId, callId: calls.id, operation: calls.operation },
  (db, { refId, callId, operation }) =>
    db
      .select({ id: calls.id })
      .from(calls)
      .where(
        and(
          eq(calls.refId, refId),
          gt(calls.id, callId),
          eq(calls.operation, operation),
          or(eq(calls.outcome, 'ok'), inArray(calls.answer, ['no_evidence', 'terms_not_accepted'])),
        ),
      )
      .limit(1),
);

/**
 * Whether the same question about an order was asked again after this call, and is answered already: then what this call was
 * answered is older than what is known, and no news of the present.
 */
export function isOvertaken(
  tx: Tx,
  { refId, callId }: { refId: string; callId: number },
  operation: 'get_status' | 'verify',
): boolean {
  return laterAnswered(tx).get({ refId, callId, operation }) !== undefined;
}
