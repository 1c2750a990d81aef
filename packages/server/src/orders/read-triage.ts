import type { TriageReading } from '@srs-desk/shared/process/triage.ts';
import type { Desk } from '../desk.ts';
import { NotFound } from '../errors.ts';
import { readingOf } from '../stores/sync/derive.ts';
import { lastFailureOf } from '../stores/sync/due-store.ts';
import { readOrderRow } from '../stores/sync/order-row.ts';

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
