import { daysInStatus, type StaleRule } from '@srs-desk/shared/cancellation/stale.ts';
import type { StaleRow, SupersededRow } from '@srs-desk/shared/cancellation/wire.ts';
import { isFinishedWork } from '@srs-desk/shared/order/status.ts';
import { iso } from '../../platform/db/iso-time.ts';
import type { Desk } from '../../platform/desk.ts';
import type { Page, SupersededFacts, SupersededFilter } from './candidate-queries.ts';
import { differencesOf, type Judged, personOf, runningCallUntil } from './gather-orders.ts';
import { judgedNow } from './plan-cancellation.ts';
import type {} from './reads.ts';

interface PageOf<T> {
  rows: T[];
  total: number;
}

function toSuperseded(facts: SupersededFacts, judged: Judged): SupersededRow {
  const until = runningCallUntil(facts, judged);
  return {
    id: facts.refId,
    refId: facts.refId,
    status: facts.status,
    statusChangedAt: iso(facts.statusChangedAt),
    createdAt: iso(facts.createdAtKnown ? facts.createdAt : null),
    externalId: facts.externalId,
    issuer: facts.issuer,
    method: facts.method,
    jurisdiction: facts.jurisdiction,
    supersededBy: facts.laterRefId,
    person: personOf(facts),
    differs: differencesOf(facts),
    laterStatus: facts.laterStatus,
    laterCreatedAt: iso(facts.laterCreatedAtKnown ? facts.laterCreatedAt : null),
    laterMethod: facts.laterMethod,
    laterJurisdiction: facts.laterJurisdiction,
    callMayRunUntil: iso(until),
    finishedWork: isFinishedWork(facts.status),
  };
}

/**
 * Orders whose place a later one has taken, each with the reason (guide §7.2); the read thread finds them.
 * @throws Unavailable when that takes too long
 */
export async function listSuperseded(
  desk: Desk,
  filter: SupersededFilter,
  { offset, limit }: Page,
): Promise<PageOf<SupersededRow>> {
  const found = await desk.reads.run('cancellations.superseded', { filter, page: { offset, limit } });
  const judged = judgedNow(desk);
  return { ...found, rows: found.rows.map((facts) => toSuperseded(facts, judged)) };
}

/** Orders that a rule calls stale now, the oldest first; the read thread finds them. @throws Unavailable when that takes too long */
export async function listStale(
  desk: Desk,
  rule: StaleRule,
  { offset, limit }: Page,
): Promise<PageOf<StaleRow>> {
  const now = desk.clock.now();
  const found = await desk.reads.run('cancellations.stale', { rule, now, page: { offset, limit } });
  const rows = found.rows.map((facts) => ({
    id: facts.refId,
    refId: facts.refId,
    status: facts.status,
    statusChangedAt: iso(facts.statusChangedAt),
    createdAt: iso(facts.createdAtKnown ? facts.createdAt : null),
    externalId: facts.externalId,
    method: facts.method,
    days: daysInStatus(facts, now),
    finishedWork: isFinishedWork(facts.status),
  }));
  return { ...found, rows };
}
