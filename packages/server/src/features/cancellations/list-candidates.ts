import { daysInStatus, type StaleRule } from '@srs-desk/shared/cancellation/stale.ts';
import type { StaleRow, SupersededRow } from '@srs-desk/shared/cancellation/wire.ts';
import { isFinishedWork } from '@srs-desk/shared/order/status.ts';
import { iso } from '../../platform/db/iso-time.ts';
import type { Desk } from '../../platform/desk.ts';
import {
  countStale,
  countSuperseded,
  type SupersededFacts,
  type SupersededFilter,
  staleOrders,
  supersededOrders,
} from './candidate-queries.ts';
import { differencesOf, runningCallUntil } from './gather-orders.ts';

interface PageOf<T> {
  rows: T[];
  total: number;
}

function toSuperseded(desk: Desk, facts: SupersededFacts): SupersededRow {
  const until = runningCallUntil(desk, facts);
  return {
    id: facts.refId,
    refId: facts.refId,
    status: facts.status,
    statusChangedAt: iso(facts.statusChangedAt),
    createdAt: iso(facts.createdAt),
    externalId: facts.externalId,
    issuer: facts.issuer,
    method: facts.method,
    jurisdiction: facts.jurisdiction,
    supersededBy: facts.laterRefId,
    person: facts.sameNumber ? 'number' : 'name_and_birth_date',
    differs: differencesOf(facts),
    laterStatus: facts.laterStatus,
    laterCreatedAt: iso(facts.laterCreatedAt),
    laterMethod: facts.laterMethod,
    laterJurisdiction: facts.laterJurisdiction,
    callMayRunUntil: iso(until),
    finishedWork: isFinishedWork(facts.status),
  };
}

/** Orders whose place a later one of the same person has taken, each with the reason (guide §7.2). */
export function listSuperseded(
  desk: Desk,
  filter: SupersededFilter,
  page: { offset: number; limit: number },
): PageOf<SupersededRow> {
  return {
    rows: supersededOrders(desk.reader, filter, page).map((facts) => toSuperseded(desk, facts)),
    total: countSuperseded(desk.reader, filter),
  };
}

/** Orders that a rule calls stale now, the oldest first. */
export function listStale(
  desk: Desk,
  rule: StaleRule,
  page: { offset: number; limit: number },
): PageOf<StaleRow> {
  const now = desk.clock.now();
  const rows = staleOrders(desk.reader, rule, now, page).map((facts) => ({
    id: facts.refId,
    refId: facts.refId,
    status: facts.status,
    statusChangedAt: iso(facts.statusChangedAt),
    createdAt: iso(facts.createdAt),
    externalId: facts.externalId,
    method: facts.method,
    days: daysInStatus(facts, now),
    finishedWork: isFinishedWork(facts.status),
  }));
  return { rows, total: countStale(desk.reader, rule, now) };
}
