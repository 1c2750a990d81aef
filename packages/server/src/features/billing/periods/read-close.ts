import type { Adjustment } from '@srs-desk/shared/billing/adjustments.ts';
import { addMonths, type Period } from '@srs-desk/shared/billing/periods.ts';
import type { PricingTermsData } from '@srs-desk/shared/billing/pricing-terms.ts';
import type { CloseView, PeriodRow } from '@srs-desk/shared/billing/wire.ts';
import { iso } from '../../../platform/db/iso-time.ts';
import type { Books } from '../books.ts';
import { readOpenInvoiceLines } from '../invoices/queries.ts';
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

function stateOf(books: Books, period: Period, effective: EffectiveTotals): PeriodRow['state'] {
  if (effective.closes.has(period)) return 'closed';
  return period >= currentPeriod(books) ? 'running' : 'open';
}

/** Every month with usage, newest first, up to the current one. */
export function listPeriods(books: Books): PeriodRow[] {
  const span = readUsageSpan(books.reader);
  const last = currentPeriod(books);
  const first = span === null || span.from > last ? last : span.from;
  const effective = readEffectiveTotals(books.reader, first, last, 'customer');
  const sums = new Map(
    groupUsage(effective.totals, effective.adjustments, PERIOD_ONLY).map((row) => [row.period, row]),
  );
  const rows: PeriodRow[] = [];
  for (let period = last; period >= first; period = addMonths(period, -1)) {
    const close = effective.closes.get(period);
    rows.push({
      id: period,
      state: stateOf(books, period, effective),
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
function openBefore(books: Books, period: Period): number {
  const closed = new Set(readCurrentCloses(books.reader).map((close) => close.period));
  return readUsedBefore(books.reader, period).filter((each) => !closed.has(each)).length;
}

/** The check list before a close: how complete the month is, what is unresolved, what would be frozen. */
export function readClose(books: Books, period: Period): CloseView {
  const effective = readEffectiveTotals(books.reader, period, period, 'customer');
  const completeness = judgeMonth(books, period, effective);
  const openInvoiceLines = readOpenInvoiceLines(books.reader, period);
  const rebooking = isRebooking(books.reader);
  const unresolved: CloseView['unresolved'] = completeness.reasons.map((reason) => ({ ...reason }));
  const earlier = openBefore(books, period);
  if (earlier > 0) unresolved.push({ code: 'earlier_month_open', count: earlier, blocks: false });
  if (openInvoiceLines > 0) {
    unresolved.push({ code: 'open_invoice_lines', count: openInvoiceLines, blocks: false });
  }
  if (rebooking) unresolved.push({ code: 'rebooking', count: 1, blocks: true });
  return {
    period,
    state: stateOf(books, period, effective),
    completeness: {
      ...completeness,
      reasons: [...completeness.reasons],
      closedAt: iso(effective.closes.get(period)?.closedAt ?? null),
      rebooking,
    },
    openInvoiceLines,
    unresolved,
    totals: totalsOf(effective, period),
    history: readCloseHistory(books.reader, period).map((close) => ({
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

/** What a close freezes: the check list, the totals it rests on, and by what is known later that nothing has moved since. */
interface MonthToClose {
  readonly view: CloseView;
  readonly expected: { readonly pricingVersion: number; readonly fingerprint: string };
  readonly pricingTerms: PricingTermsData;
  readonly totals: readonly FrozenRow[];
  readonly adjustments: readonly Omit<Adjustment, 'bookedIn'>[];
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

/** All that closing a month takes from the database. */
export function readMonthToClose(books: Books, period: Period): MonthToClose {
  const db = books.reader;
  // First: what moves while the rest is read is noticed when the month is closed.
  const expected = { pricingVersion: readPricingVersion(db), fingerprint: readMonthFingerprint(db, period) };
  const view = readClose(books, period);
  const { totals, adjustments, pricingTerms } = readEffectiveTotals(db, period, period);
  return {
    view,
    expected,
    pricingTerms: pricingTerms.data,
    totals: totals.map(frozenRow),
    adjustments: adjustments.map(({ bookedIn: _, ...each }) => each),
  };
}
