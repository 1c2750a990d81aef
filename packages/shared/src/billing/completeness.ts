import type { Period } from './periods.ts';

/** What the desk knows about how complete a month is. Counts are of orders unless said otherwise. */
export interface MonthFacts {
  readonly period: Period;
  /** End of the month and now, ms since epoch. */
  readonly endsAt: number;
  readonly now: number;
  readonly placed: number;
  /** Placed in the month and still pending. */
  readonly pending: number;
  /** Terminated, but no verify call has succeeded yet and one may still do so. */
  readonly unverified: number;
  /** Not final, and not read from SRS since the month ended (since the last hour in the current month). */
  readonly notSynced: number;
  /** Times at which the gateway let calls pass without recording them. */
  readonly gatewayGaps: number;
  /** Orders whose place call was lost, so that they may exist at SRS without being known here, until that is cleared up. */
  readonly possibleOrphans: number;
  readonly withoutExternalId: number;
  /** Of these, registered or imported: their External ID was never on a call that the desk saw. */
  readonly importedWithoutExternalId: number;
  /** SRS does not tell when they began: they stand in the month in which the desk came to know them. */
  readonly monthUncertain: number;
  /** Orders SRS no longer knows. */
  readonly gone: number;
  /** Billable in the month without a price. */
  readonly unpriced: number;
  /** External IDs that look alike and are not settled. */
  readonly lookAlikes: number;
}

/** Why a month's figures may still change, or whom they cannot be billed to. */
export const COMPLETENESS_CODES = [
  'month_not_over',
  'pending_orders',
  'unverified_orders',
  'not_synced',
  'gateway_gaps',
  'possible_orphans',
  'without_external_id',
  'imported_without_external_id',
  'month_uncertain',
  'gone_orders',
  'unpriced',
  'look_alikes',
] as const;
type CompletenessCode = (typeof COMPLETENESS_CODES)[number];

/** What may stand against a close beside that: nothing else can be acknowledged. */
export const CLOSE_CODES = [
  ...COMPLETENESS_CODES,
  'earlier_month_open',
  'open_invoice_lines',
  'rebooking',
] as const;

/** One reason with its count; `blocks` when a period cannot be closed over it. */
interface CompletenessReason {
  readonly code: CompletenessCode;
  readonly count: number;
  readonly blocks: boolean;
}

/** How complete a month is. */
export interface Completeness {
  readonly period: Period;
  /** The counts may still change by themselves. */
  readonly provisional: boolean;
  /** Share of the month's orders that will not change any more, in whole per mille; null without an order. */
  readonly settledPerMille: number | null;
  readonly reasons: readonly CompletenessReason[];
}

const MOVING: ReadonlySet<CompletenessCode> = new Set([
  'month_not_over',
  'pending_orders',
  'unverified_orders',
  'not_synced',
]);

/** Judges a month: which reasons stand against its figures being final. */
export function completenessOf(facts: MonthFacts): Completeness {
  const over = facts.now >= facts.endsAt;
  const counts: Record<CompletenessCode, number> = {
    month_not_over: over ? 0 : 1,
    pending_orders: facts.pending,
    unverified_orders: facts.unverified,
    not_synced: facts.notSynced,
    gateway_gaps: facts.gatewayGaps,
    possible_orphans: facts.possibleOrphans,
    without_external_id: facts.withoutExternalId,
    imported_without_external_id: facts.importedWithoutExternalId,
    month_uncertain: facts.monthUncertain,
    gone_orders: facts.gone,
    unpriced: facts.unpriced,
    look_alikes: facts.lookAlikes,
  };
  const reasons = COMPLETENESS_CODES.filter((code) => counts[code] > 0).map((code) => ({
    code,
    count: counts[code],
    blocks: code === 'month_not_over',
  }));
  const moving = Math.min(facts.placed, facts.pending + facts.unverified);
  return {
    period: facts.period,
    provisional: reasons.some((reason) => MOVING.has(reason.code)),
    settledPerMille: facts.placed === 0 ? null : Math.floor(((facts.placed - moving) * 1000) / facts.placed),
    reasons,
  };
}
