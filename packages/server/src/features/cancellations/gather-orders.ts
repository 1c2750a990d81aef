import { parseListQuery } from '@srs-desk/shared/api/list.ts';
import { orderList } from '@srs-desk/shared/api/orders.ts';
import { classifyForPlan, type PlanTerms } from '@srs-desk/shared/cancellation/plan.ts';
import { daysInStatus, type StaleRule } from '@srs-desk/shared/cancellation/stale.ts';
import { callMayRunUntil } from '@srs-desk/shared/cancellation/superseded.ts';
import { MOST_PLANNED } from '@srs-desk/shared/cancellation/wire.ts';
import { CANCELLATION_SETTINGS } from '@srs-desk/shared/settings/catalogue.ts';
import { refIdIn } from '@srs-desk/shared/text/ids.ts';
import { looksLikePersonalData } from '@srs-desk/shared/text/search-term.ts';
import type { Desk } from '../../platform/desk.ts';
import { InvalidInput, Unprocessable } from '../../platform/errors.ts';
import type { PlainObject } from '../../platform/ledger/entry-draft.ts';
import {
  type CandidateFacts,
  factsOf,
  factsUnder,
  type StaleFacts,
  type SupersededFacts,
  staleOrders,
  supersededOrders,
} from './candidate-queries.ts';
import type { PlannedItem } from './plan-changes.ts';

type Found = { facts: CandidateFacts | null; refId: string; why: PlainObject | null };
type Parts = Pick<Desk, 'reader' | 'clock' | 'settings'>;

const EVERYTHING = { offset: 0, limit: MOST_PLANNED + 1 };

function assertNotTooMany(found: readonly unknown[]): void {
  if (found.length > MOST_PLANNED) {
    throw new Unprocessable(
      'too_many_orders',
      `More than ${MOST_PLANNED} orders are meant. Narrow the filter and plan in parts.`,
      { most: MOST_PLANNED },
    );
  }
}

/** Orders named one by one; unknown Ref IDs stay in the plan, as not allowed. */
export function fromRefIds(desk: Parts, refIds: readonly string[]): Found[] {
  const wanted = new Set(refIds.map((typed) => refIdIn(typed) ?? typed));
  const known = new Map<string, CandidateFacts>();
  for (const facts of factsOf(desk.reader, [...wanted])) known.set(facts.refId, facts);
  const found = new Map<string, Found>();
  for (const asked of wanted) {
    const facts = known.get(asked) ?? null;
    const refId = facts?.refId ?? asked;
    found.set(refId, { refId, facts, why: null });
  }
  return [...found.values()];
}

/**
 * All orders under a filter of the orders list.
 * @throws InvalidInput when the filter is empty or not understood, Unprocessable when there are too many.
 */
export function fromFilter(desk: Parts, filter: Record<string, unknown>): Found[] {
  const parsed = parseListQuery(orderList, { filter: JSON.stringify(filter) });
  if (!parsed.ok)
    throw new InvalidInput(parsed.errors, 'The filter cannot be used like this.', 'invalid_query');
  const { where } = parsed.query;
  if (where.length === 0) {
    throw new InvalidInput(
      { filter: 'must name at least one condition; all orders at once are never meant' },
      'An empty filter would mean every order there is.',
      'empty_filter',
    );
  }
  if (where.some((condition) => condition.op === 'q' && looksLikePersonalData(condition.text))) {
    throw new InvalidInput(
      { 'filter.q': 'takes the beginning of an id' },
      'What looks like a person cannot be part of a plan’s filter.',
      'use_search',
    );
  }
  const found = factsUnder(desk.reader, where, MOST_PLANNED + 1);
  assertNotTooMany(found);
  return found.map((facts) => ({ refId: facts.refId, facts, why: null }));
}

/** In what a superseded order and its successor are not alike. */
export function differencesOf(
  facts: Pick<SupersededFacts, 'otherMethod' | 'otherJurisdiction'>,
): ('method' | 'jurisdiction')[] {
  return [
    ...(facts.otherMethod ? (['method'] as const) : []),
    ...(facts.otherJurisdiction ? (['jurisdiction'] as const) : []),
  ];
}

/** Orders whose place a later order of the same person has taken (guide §7.2). */
export function fromSuperseded(desk: Parts, onlyAlike: boolean): Found[] {
  const found = supersededOrders(desk.reader, { alike: onlyAlike }, EVERYTHING);
  assertNotTooMany(found);
  return found.map((facts) => ({
    refId: facts.refId,
    facts,
    why: {
      supersededBy: facts.laterRefId,
      person: facts.sameNumber ? 'number' : 'name_and_birth_date',
      differs: differencesOf(facts),
    },
  }));
}

/** Orders that a rule calls stale now. */
export function fromStale(desk: Parts, rule: StaleRule): Found[] {
  const now = desk.clock.now();
  const found: StaleFacts[] = staleOrders(desk.reader, rule, now, EVERYTHING);
  assertNotTooMany(found);
  return found.map((facts) => ({
    refId: facts.refId,
    facts,
    why: { days: daysInStatus(facts, now), olderThanDays: rule.olderThanDays },
  }));
}

/** Until when a call may be running on the order (ms since epoch), by the desk's setting; null when none is. */
export function runningCallUntil(desk: Parts, facts: CandidateFacts): number | null {
  return callMayRunUntil(facts, desk.clock.now(), desk.settings.get(CANCELLATION_SETTINGS).callMayRunMinutes);
}

/** Sorts what was found into a plan. */
export function classifyAll(desk: Parts, found: readonly Found[], terms: PlanTerms): PlannedItem[] {
  return found.map(({ refId, facts, why }) => {
    const verdict = classifyForPlan(
      facts === null
        ? null
        : {
            status: facts.status,
            statusChangedAt: facts.statusChangedAt,
            goneAt: facts.goneAt,
            inOtherJob: facts.inOtherJob,
            callMayRun: runningCallUntil(desk, facts) !== null,
          },
      terms,
    );
    return {
      refId,
      class: verdict.class,
      classReason: verdict.reason,
      plannedStatus: facts?.status ?? null,
      why,
    };
  });
}
