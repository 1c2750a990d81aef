import { type TriageFacts, type TriageReading, triage } from '@srs-desk/shared/process/triage.ts';
import type { Desk } from '../../platform/desk.ts';
import { NotFound } from '../../platform/errors.ts';
import { readOrderRow } from './order-row.ts';
import { triageFactsOf, triageRulesIn } from './poll/derive.ts';
import { lastFailureOf } from './poll/queries.ts';

/** What whose turn it is with an order follows from. @throws NotFound */
export function readTriageFacts(desk: Desk, refId: string): TriageFacts {
  const order = readOrderRow(desk.reader, refId);
  if (order === null) throw new NotFound('order_not_found', `No order with Ref ID ${refId} is known here.`);
  const failedAt = lastFailureOf(desk.reader, refId);
  const othersFail = desk.srs.health().breaker !== 'closed';
  return triageFactsOf(desk.reader, order, failedAt === null ? null : { at: failedAt, othersFail });
}

/**
 * Whose turn it is with this order now, why, what to check and to tell (guide §6). Codes and parameters, not words: the page
 * says them in its language. @throws NotFound
 */
export function readTriage(desk: Desk, refId: string): TriageReading {
  return triage(readTriageFacts(desk, refId), triageRulesIn(desk.reader), desk.clock.now());
}
