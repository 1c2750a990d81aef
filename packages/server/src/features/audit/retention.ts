import type { Desk } from '../../platform/desk.ts';
import { compactAfterErasure } from './compact.ts';
import { eraseScope } from './erase-order.ts';
import { loneSubjectsPastRetention, ordersPastRetention, subjectsOfOrder } from './log/person-scope.ts';

const SYSTEM = { actor: 'system', origin: 'system' } as const;
const BATCH = 200;

/** The moment `months` calendar months before `now` (UTC), ms; the last day of a shorter month stands for missing days. */
export function monthsBefore(now: number, months: number): number {
  const date = new Date(now);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() - months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.getTime();
}

/**
 * Erases the persons of finished orders older than the retention time, and of calls that led to no order. Held orders
 * stay, and so does whoever has a younger order. `before`: as it was announced, ms. Gives how many orders and lone keys went.
 */
export async function runRetention(
  desk: Desk,
  before: number,
): Promise<{ orders: number; subjects: number }> {
  const months = desk.config.retentionMonths;
  const { reader } = desk;
  const reason = `retention: ${months} months`;
  let orders = 0;
  let subjects = 0;
  for (let batch = ordersPastRetention(reader, before, BATCH); batch.length > 0; ) {
    for (const refId of batch) {
      // The order alone: the same person's younger orders have their own time.
      const scope = { refIds: [refId], subjects: subjectsOfOrder(reader, refId) };
      await eraseScope(desk, SYSTEM, scope, reason);
      orders += 1;
    }
    batch = ordersPastRetention(reader, before, BATCH);
  }
  for (let lone = loneSubjectsPastRetention(reader, before, BATCH); lone.length > 0; ) {
    await eraseScope(desk, SYSTEM, { refIds: [], subjects: lone }, reason);
    subjects += lone.length;
    lone = loneSubjectsPastRetention(reader, before, BATCH);
  }
  await desk.ledger.record(
    [],
    [{ action: 'retention.run', ...SYSTEM, detail: { months, orders, subjects } }],
  );
  if (orders + subjects > 0) await compactAfterErasure(desk);
  return { orders, subjects };
}
