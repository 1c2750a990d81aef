import type { TriageReading } from '@srs-desk/shared/process/triage.ts';
import type { Desk } from '../../platform/desk.ts';
import { NotFound } from '../../platform/errors.ts';
import { readingOf } from './poll/derive.ts';
import { lastFailureOf } from './poll/due-store.ts';
import { readOrderRow } from './poll/order-row.ts';

/**
 * Whose turn it is with this order now, why, what to check and to tell (guide §6). Codes and parameters, not words: the page
 * says them in its language. @throws NotFound
 */
export function readTriage(desk: Desk, refId: string): TriageReading {
  const order = readOrderRow(desk.reader, refId);
  if (order === null) throw new NotFound('order_not_found', `No order with Ref ID ${refId} is known here.`);
  const failedAt = lastFailureOf(desk.reader, refId);
  const othersFail = desk.srs.health().breaker !== 'closed';
  return readingOf(
    desk.reader,
    order,
    desk.clock.now(),
    failedAt === null ? null : { at: failedAt, othersFail },
  );
}
