import { isSameTarget, type VerifyTarget } from '@srs-desk/shared/order/verify-target.ts';
import { and, eq, gt, lte } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { calls } from '../../../platform/recorder/table.ts';
import type { OrderRow } from '../order-row.ts';
import type { VerifyAnswer } from './apply-verify.ts';

const laterAnswered = statement(
  { refId: calls.refId, callId: calls.id, operation: calls.operation, until: calls.finishedAt },
  (db, { refId, callId, operation, until }) =>
    db
      .select({ id: calls.id })
      .from(calls)
      .where(
        and(
          eq(calls.refId, refId),
          gt(calls.id, callId),
          eq(calls.operation, operation),
          eq(calls.outcome, 'ok'),
          lte(calls.finishedAt, until),
        ),
      )
      .limit(1),
);

/** A call of which is asked whether its answer came too late. */
interface LateCall {
  refId: string;
  callId: number;
}

/**
 * Whether the status of an order was asked again after this call, and is answered already: then what this call was answered may
 * be older than what is known. Calls wait for their turn, so that SRS may have been sent the later one first.
 */
export function isStatusOvertaken(tx: Tx, { refId, callId }: LateCall): boolean {
  const until = Number.MAX_SAFE_INTEGER;
  return laterAnswered(tx).get({ refId, callId, operation: 'get_status', until }) !== undefined;
}

/**
 * Whether a verify call that found nothing is older than the evidence that a later one found for the same jurisdiction and
 * level. Evidence itself never comes too late: no call keeps what it asked for, and a later one may have asked for another.
 */
export function isVerifyOvertaken(
  tx: Tx,
  { refId, callId, answer, asked }: LateCall & { answer: VerifyAnswer; asked?: VerifyTarget },
  { verifyStatus, verifiedFor, lastVerifyAt }: OrderRow,
): boolean {
  if (answer.kind === 'valid' || verifyStatus !== 'valid' || lastVerifyAt === null) return false;
  if (asked === undefined || verifiedFor === null || !isSameTarget(verifiedFor, asked)) return false;
  // One that was answered after the last that counted did not count itself.
  return laterAnswered(tx).get({ refId, callId, operation: 'verify', until: lastVerifyAt }) !== undefined;
}
