import type { ListQuery } from '@srs-desk/shared/api/list.ts';
import {
  classifyForPlan,
  countPlan,
  type PlanCounts,
  type PlanTerms,
} from '@srs-desk/shared/cancellation/plan.ts';
import { daysInStatus, type StaleRule } from '@srs-desk/shared/cancellation/stale.ts';
import { callMayRunUntil } from '@srs-desk/shared/cancellation/superseded.ts';
import { MOST_PLANNED, type SupersededRow } from '@srs-desk/shared/cancellation/wire.ts';
import { refIdIn } from '@srs-desk/shared/text/ids.ts';
import type { Reader } from '../../platform/db/reader.ts';
import type { PlainObject } from '../../platform/ledger/entry-draft.ts';
import {
  type CandidateFacts,
  factsOf,
  factsUnder,
  type SupersededFacts,
  staleOrders,
  supersededOrders,
} from './candidate-queries.ts';
import { refIdsIn } from './item-queries.ts';
import type { PlannedItem } from './plan-changes.ts';

/** Orders that are meant: named one by one, under a filter of the orders list, or found by a rule. */
export type Wanted =
  | { refIds: readonly string[] }
  | { where: ListQuery['where'] }
  | { superseded: { onlyAlike: boolean } }
  | { stale: StaleRule };

/** What is judged of an order by the clock (ms since epoch) and by the setting of how long a call may run. */
export interface Judged {
  now: number;
  callMayRunMinutes: number;
}

/** A plan that is not kept yet; its orders as the JSON text of a list of {@link PlannedItem}, which goes on as it is. */
export interface GatheredPlan {
  counts: PlanCounts;
  total: number;
  items: string;
}

type Found = { facts: CandidateFacts | null; refId: string; why: PlainObject | null };

const EVERYTHING = { offset: 0, limit: MOST_PLANNED + 1 };

/** Unknown Ref IDs stay in the plan, as not allowed. */
function named(reader: Reader, refIds: readonly string[]): Found[] {
  const wanted = new Set(refIds.map((typed) => refIdIn(typed) ?? typed));
  const known = new Map<string, CandidateFacts>();
  for (const facts of factsOf(reader, [...wanted])) known.set(facts.refId, facts);
  const found = new Map<string, Found>();
  for (const asked of wanted) {
    const facts = known.get(asked) ?? null;
    const refId = facts?.refId ?? asked;
    found.set(refId, { refId, facts, why: null });
  }
  return [...found.values()];
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

/** By what a superseded order and its successor were found to belong together. */
export function personOf({
  sameNumber,
  sameBirthDate,
  placedInstead,
}: Pick<SupersededFacts, 'sameNumber' | 'sameBirthDate' | 'placedInstead'>): SupersededRow['person'] {
  if (sameNumber) return 'number';
  if (placedInstead) return 'placed_instead';
  // Data of one of them was corrected or erased since.
  return sameBirthDate ? 'name_and_birth_date' : 'unknown';
}

/** Orders whose place a later order has taken (guide §7.2). */
function superseded(reader: Reader, onlyAlike: boolean): Found[] {
  return supersededOrders(reader, { alike: onlyAlike }, EVERYTHING).map((facts) => ({
    refId: facts.refId,
    facts,
    why: {
      supersededBy: facts.laterRefId,
      person: personOf(facts),
      differs: differencesOf(facts),
    },
  }));
}

function stale(reader: Reader, rule: StaleRule, now: number): Found[] {
  return staleOrders(reader, rule, now, EVERYTHING).map((facts) => ({
    refId: facts.refId,
    facts,
    why: { days: daysInStatus(facts, now), olderThanDays: rule.olderThanDays },
  }));
}

function findWanted(reader: Reader, wanted: Wanted, now: number): Found[] {
  if ('refIds' in wanted) return named(reader, wanted.refIds);
  if ('superseded' in wanted) return superseded(reader, wanted.superseded.onlyAlike);
  if ('stale' in wanted) return stale(reader, wanted.stale, now);
  const under = factsUnder(reader, wanted.where, MOST_PLANNED + 1);
  return under.map((facts) => ({ refId: facts.refId, facts, why: null }));
}

/** Until when a call may be running on the order (ms since epoch); null when none is. */
export function runningCallUntil(facts: CandidateFacts, { now, callMayRunMinutes }: Judged): number | null {
  return callMayRunUntil(facts, now, callMayRunMinutes);
}

function classify({ refId, facts, why }: Found, terms: PlanTerms, judged: Judged): PlannedItem {
  const verdict = classifyForPlan(
    facts === null
      ? null
      : {
          status: facts.status,
          statusChangedAt: facts.statusChangedAt,
          goneAt: facts.goneAt,
          inOtherJob: facts.inOtherJob,
          callMayRun: runningCallUntil(facts, judged) !== null,
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
}

/** Sorts the orders that are meant into a plan; null where they are more than a plan may have. */
function classifyWanted(
  reader: Reader,
  wanted: Wanted,
  terms: PlanTerms,
  judged: Judged,
): PlannedItem[] | null {
  const found = findWanted(reader, wanted, judged.now);
  const isRule = !('refIds' in wanted);
  return isRule && found.length > MOST_PLANNED ? null : found.map((one) => classify(one, terms, judged));
}

const asPlan = (items: readonly PlannedItem[]): GatheredPlan => ({
  counts: countPlan(items.map((item) => item.class)),
  total: items.length,
  items: JSON.stringify(items),
});

/** What a plan would be of the orders that are meant; null where they are more than a plan may have. */
export function gatherPlan(
  reader: Reader,
  { wanted, terms, judged }: { wanted: Wanted; terms: PlanTerms; judged: Judged },
): GatheredPlan | null {
  const items = classifyWanted(reader, wanted, terms, judged);
  return items === null ? null : asPlan(items);
}

/** What a policy would propose; `isKnown` where the same orders lie before the admins already, as the job `proposalId`. */
export function gatherProposal(
  reader: Reader,
  { proposalId, ...asked }: { wanted: Wanted; terms: PlanTerms; judged: Judged; proposalId: number | null },
): (GatheredPlan & { isKnown: boolean }) | null {
  const items = classifyWanted(reader, asked.wanted, asked.terms, asked.judged);
  if (items === null) return null;
  const refIds = items.filter((item) => item.class === 'will_cancel').map((item) => item.refId);
  const proposed = new Set(proposalId === null ? [] : refIdsIn(reader, proposalId, ['pending']));
  const isKnown =
    proposalId !== null && proposed.size === refIds.length && refIds.every((refId) => proposed.has(refId));
  return { ...asPlan(items), isKnown };
}
