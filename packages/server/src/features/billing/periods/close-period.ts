import { addMonths, type Period } from '@srs-desk/shared/billing/periods.ts';
import type { CloseView, PeriodRow } from '@srs-desk/shared/billing/wire.ts';
import { iso } from '../../../platform/db/iso-time.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { Conflict } from '../../../platform/errors.ts';
import { readOpenInvoiceLines } from '../invoices/queries.ts';
import { settled } from '../refusals.ts';
import { type EffectiveTotals, readEffectiveTotals } from '../usage/effective-totals.ts';
import { groupUsage } from '../usage/grouped-usage.ts';
import type { UsageTotal } from '../usage/price-months.ts';
import { readUsageSpan, readUsedBefore } from '../usage/queries.ts';
import { currentPeriod } from '../usage/read-usage.ts';
import { isRebooking, readPricingVersion } from '../usage/state.ts';
import { judgeMonth } from './completeness.ts';
import { type FrozenRow, readCloseHistory, readCurrentCloses, readMonthFingerprint } from './queries.ts';

const PERIOD_ONLY = new Set(['period'] as const);

/** Sums per currency, of one month's totals. */
function totalsOf(effective: EffectiveTotals, period: Period): CloseView['totals'] {
  const totals = effective.totals.filter((total) => total.period === period);
  const adjustments = effective.adjustments.filter((each) => each.bookedIn === period);
  const [row] = groupUsage(totals, adjustments, PERIOD_ONLY);
  if (row === undefined) return [];
  if (row.amounts.length > 0) return row.amounts;
  if (row.currency === null) return [];
  return [{ currency: row.currency, amount: row.amount ?? 0, adjustment: row.adjustment ?? 0 }];
}

function stateOf(desk: Desk, period: Period, effective: EffectiveTotals): PeriodRow['state'] {
  if (effective.closes.has(period)) return 'closed';
  return period >= currentPeriod(desk) ? 'running' : 'open';
}

/** Every month with usage, newest first, up to the current one. */
export function listPeriods(desk: Desk): PeriodRow[] {
  const span = readUsageSpan(desk.reader);
  const last = currentPeriod(desk);
  const first = span === null || span.from > last ? last : span.from;
  const effective = readEffectiveTotals(desk.reader, first, last, 'customer');
  const sums = new Map(
    groupUsage(effective.totals, effective.adjustments, PERIOD_ONLY).map((row) => [row.period, row]),
  );
  const rows: PeriodRow[] = [];
  for (let period = last; period >= first; period = addMonths(period, -1)) {
    const close = effective.closes.get(period);
    rows.push({
      id: period,
      state: stateOf(desk, period, effective),
      placed: sums.get(period)?.placed ?? 0,
      billable: sums.get(period)?.billable ?? 0,
      amounts: totalsOf(effective, period),
      closedAt: iso(close?.closedAt ?? null),
      closedBy: close?.closedBy ?? null,
    });
  }
  return rows;
}

/** Months before this one that have usage and are not closed: closed later, they carry nothing of this one's. */
function openBefore(desk: Desk, period: Period): number {
  const closed = new Set(readCurrentCloses(desk.reader).map((close) => close.period));
  return readUsedBefore(desk.reader, period).filter((each) => !closed.has(each)).length;
}

/** The check list before a close: how complete the month is, what is unresolved, what would be frozen. */
export function readClose(desk: Desk, period: Period): CloseView {
  const effective = readEffectiveTotals(desk.reader, period, period, 'customer');
  const completeness = judgeMonth(desk, period, effective);
  const openInvoiceLines = readOpenInvoiceLines(desk.reader, period);
  const rebooking = isRebooking(desk.reader);
  const unresolved: CloseView['unresolved'] = completeness.reasons.map((reason) => ({ ...reason }));
  const earlier = openBefore(desk, period);
  if (earlier > 0) unresolved.push({ code: 'earlier_month_open', count: earlier, blocks: false });
  if (openInvoiceLines > 0) {
    unresolved.push({ code: 'open_invoice_lines', count: openInvoiceLines, blocks: false });
  }
  if (rebooking) unresolved.push({ code: 'rebooking', count: 1, blocks: true });
  return {
    period,
    state: stateOf(desk, period, effective),
    completeness: {
      ...completeness,
      reasons: [...completeness.reasons],
      closedAt: iso(effective.closes.get(period)?.closedAt ?? null),
      rebooking,
    },
    openInvoiceLines,
    unresolved,
    totals: totalsOf(effective, period),
    history: readCloseHistory(desk.reader, period).map((close) => ({
      closedAt: iso(close.closedAt),
      closedBy: close.closedBy,
      note: close.note,
      unresolved: close.unresolved,
      reopenedAt: iso(close.reopenedAt),
      reopenedBy: close.reopenedBy,
      reopenReason: close.reopenReason,
    })),
  };
}

function frozenRow(total: UsageTotal): FrozenRow {
  return {
    ...total.counts,
    externalId: total.externalId ?? '',
    issuer: total.issuer ?? '',
    method: total.method ?? '',
    currency: total.currency ?? '',
    unpriced: total.unpriced,
    amountMinor: total.amountMinor,
  };
}

function refuseUnlessReady(view: CloseView, acknowledged: readonly string[]): void {
  if (view.state === 'closed') throw new Conflict('already_closed', `${view.period} is closed already.`);
  const blocking = view.unresolved.filter((each) => each.blocks);
  if (blocking.some((each) => each.code === 'month_not_over')) {
    throw new Conflict('period_not_over', `${view.period} is not over yet: it can be closed afterwards.`);
  }
  if (blocking.length > 0) {
    throw new Conflict(
      'rebooking',
      'Orders are being booked anew after a change of rules: try again shortly.',
    );
  }
  const open = view.unresolved.filter((each) => !acknowledged.includes(each.code));
  if (open.length > 0) {
    const list = open.map((each) => `${each.code} (${each.count})`).join(', ');
    throw new Conflict('unresolved', `Settle or acknowledge first: ${list}.`, {
      unresolved: open.map(({ code, count }) => ({ code, count })),
    });
  }
}

/**
 * Freezes a month's totals with the pricing terms they rest on; what changes later comes as an adjustment in the next open
 * month. Everything unresolved must have been settled or be acknowledged by its code.
 * @throws Conflict `already_closed`, `period_not_over`, `rebooking`, `unresolved`, `changed`
 */
export async function closePeriod(
  desk: Desk,
  who: Principal,
  period: Period,
  input: { acknowledge: readonly string[]; note?: string | undefined },
): Promise<CloseView> {
  const db = desk.reader;
  const expected = {
    pricingVersion: readPricingVersion(db),
    fingerprint: readMonthFingerprint(db, period),
  };
  const view = readClose(desk, period);
  refuseUnlessReady(view, input.acknowledge);
  const effective = readEffectiveTotals(db, period, period);
  const unresolved = view.unresolved.map(({ code, count }) => ({ code, count }));
  settled(
    await desk.ledger.record(
      [
        {
          name: 'billing.close',
          args: {
            period,
            by: who.name,
            actor: who.actor,
            origin: who.origin,
            note: input.note || null,
            unresolved,
            summary: {
              totals: view.totals,
              placed: effective.totals.reduce((sum, total) => sum + total.counts.placed, 0),
              billable: effective.totals.reduce((sum, total) => sum + total.counts.billable, 0),
              adjustments: effective.adjustments.length,
            },
            pricingTerms: effective.pricingTerms.data,
            totals: effective.totals.map(frozenRow),
            adjustments: effective.adjustments.map(({ bookedIn: _, ...each }) => each),
            expected,
          },
        },
      ],
      [],
    ),
  );
  return readClose(desk, period);
}
