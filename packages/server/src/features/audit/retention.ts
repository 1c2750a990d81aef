import type { Desk } from '../../platform/desk.ts';
import { compactAfterErasure } from './compact.ts';
import { eraseScope } from './erase-order.ts';
import type { loneSubjectsPastRetention, ordersPastRetention } from './log/past-retention.ts';
import { holdsReleasedSince, personScope, subjectsOfOrder } from './log/person-scope.ts';
import { newestHold, newestOfAction } from './log/queries.ts';

const SYSTEM = { actor: 'system', origin: 'system' } as const;
/** Lone keys erased by one entry. */
const BATCH = 200;

/** All orders, some at a time, with those past their time: see `ordersPastRetention`. */
export async function* ordersByAge({ reads }: Desk, before: number) {
  for (let after: number | null = 0; after !== null; ) {
    const slice: ReturnType<typeof ordersPastRetention> = await reads.run('retention.orders', {
      before,
      after,
    });
    yield slice;
    after = slice.upTo;
  }
}

/** All keys of calls that led to no order, some at a time: see `loneSubjectsPastRetention`. */
export async function* loneSubjectsByAge({ reads }: Desk, before: number) {
  for (let after: string | null = ''; after !== null; ) {
    const slice: ReturnType<typeof loneSubjectsPastRetention> = await reads.run('retention.subjects', {
      before,
      after,
    });
    yield slice.subjects;
    after = slice.upTo;
  }
}

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

/** Persons of whom an order was under legal hold when the erasure was announced: nobody was told that they would go. */
function notAnnounced({ reader }: Desk): { refIds: Set<string>; subjects: Set<string> } {
  const announced = newestOfAction(reader, 'retention.announce')?.seq;
  const released = announced === undefined ? [] : holdsReleasedSince(reader, announced);
  const scopes = released.flatMap((refId) => personScope(reader, refId) ?? []);
  return {
    refIds: new Set(scopes.flatMap(({ refIds }) => refIds)),
    subjects: new Set(scopes.flatMap(({ subjects }) => subjects)),
  };
}

/** Whether an order is not to be erased any more since its person came under a legal hold after entry `lastHold`. */
function isHeldSince({ reader }: Desk, lastHold: number, refId: string): boolean {
  return newestHold(reader) > lastHold && personScope(reader, refId)?.onLegalHold.length !== 0;
}

/**
 * Erases the persons of finished orders older than the retention time, and of calls that led to no order. Whoever has an
 * order under legal hold stays; of who has a younger order, what belongs to that one does. `before`: as it was announced, ms.
 * Gives how many orders and lone keys went.
 */
export async function runRetention(
  desk: Desk,
  before: number,
): Promise<{ orders: number; subjects: number }> {
  const months = desk.config.retentionMonths;
  const { reader } = desk;
  const reason = `retention: ${months} months`;
  const spared = notAnnounced(desk);
  const lastHold = newestHold(reader);
  let orders = 0;
  let subjects = 0;
  for await (const { refIds } of ordersByAge(desk, before)) {
    for (const refId of refIds) {
      if (spared.refIds.has(refId) || isHeldSince(desk, lastHold, refId)) continue;
      // The order alone: the same person's younger orders have their own time.
      const scope = { refIds: [refId], subjects: subjectsOfOrder(reader, refId) };
      await eraseScope(desk, SYSTEM, scope, reason);
      orders += 1;
    }
  }
  for await (const past of loneSubjectsByAge(desk, before)) {
    const lone = past.filter((subject) => !spared.subjects.has(subject));
    for (let at = 0; at < lone.length; at += BATCH)
      await eraseScope(desk, SYSTEM, { refIds: [], subjects: lone.slice(at, at + BATCH) }, reason);
    subjects += lone.length;
  }
  await desk.ledger.record(
    [],
    [{ action: 'retention.run', ...SYSTEM, detail: { months, orders, subjects } }],
  );
  if (orders + subjects > 0) await compactAfterErasure(desk);
  return { orders, subjects };
}
