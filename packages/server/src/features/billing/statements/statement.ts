import type { Adjustment } from '@srs-desk/shared/billing/adjustments.ts';
import { addMonths, firstDayOf, type Period } from '@srs-desk/shared/billing/periods.ts';
import type { PricingTerms } from '@srs-desk/shared/billing/pricing-terms.ts';
import { buildStatement, type Statement, type StatementOrder } from '@srs-desk/shared/billing/statement.ts';
import type { StatementView } from '@srs-desk/shared/billing/wire.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { iso } from '../../../platform/db/iso-time.ts';
import type { Books } from '../books.ts';
import { type Particulars, particularsNow } from '../customers/particulars.ts';
import { statementNumber } from '../customers/statement-numbers.ts';
import { readCompleteness } from '../periods/completeness.ts';
import { type CloseRow, readCurrentClose, readLate, readPricingTermsOf } from '../periods/queries.ts';
import { readAdjustments } from '../usage/effective-totals.ts';
import { type BilledRow, readBilled, readOrderIds } from '../usage/queries.ts';

/** A statement with what is known of its month. */
export interface MadeStatement {
  readonly statement: Statement;
  readonly closedAt: number | null;
  readonly provisional: boolean;
  /** `2026-11-0042`, once the month is closed and its statements were numbered. */
  readonly number: string | null;
  readonly particulars: Particulars;
}

/** Puts a closed month's orders back to how they were when it was closed. */
function asClosed(
  db: Db,
  close: CloseRow,
  live: readonly BilledRow[],
  spellings: ReadonlySet<string>,
): BilledRow[] {
  const late = readLate(db, close.id);
  if (late.length === 0) return [...live];
  const changed = new Map(late.map((each) => [each.orderRow, each.was]));
  const kept = live.filter((row) => !changed.has(row.orderRow));
  const from = firstDayOf(close.period);
  const to = firstDayOf(addMonths(close.period, 1));
  const back = late.filter(({ was }) => {
    const day = was?.billedDay ?? null;
    return day !== null && day >= from && day < to && spellings.has(was?.externalId ?? '');
  });
  const ids = new Map(
    readOrderIds(
      db,
      back.map((each) => each.orderRow),
    ).map((row) => [row.orderRow, row]),
  );
  for (const { orderRow, was } of back) {
    const id = ids.get(orderRow);
    if (was === null || id === undefined) continue;
    kept.push({
      ...id,
      externalId: was.externalId ?? '',
      issuer: was.issuer ?? '',
      method: was.method ?? '',
      billedAt: was.billedAt,
      billedDay: was.billedDay,
    });
  }
  return kept;
}

function statementOrders(
  rows: readonly BilledRow[],
  pricingTerms: PricingTerms,
  externalId: string | null,
): StatementOrder[] {
  const book = pricingTerms.book('customer');
  return rows.flatMap((row) => {
    if (row.billedAt === null || row.billedDay === null) return [];
    const asked = { externalId, issuer: row.issuer || null, method: row.method || null };
    return [
      {
        refId: row.refId,
        orderId: row.orderId,
        rawExternalId: row.externalId || null,
        issuer: asked.issuer,
        method: asked.method,
        billedAt: row.billedAt,
        billedDay: row.billedDay,
        price: book.priceFor(asked, row.billedDay),
      },
    ];
  });
}

function adjustmentsOf(db: Db, period: Period): Adjustment[] {
  // What neither costs nor counts as billable (an order that merely went on) is not for the customer.
  return readAdjustments(db).filter(
    (each) => each.bookedIn === period && (each.amountMinor !== 0 || each.counts.billable !== 0),
  );
}

/**
 * The statement of one billed External ID (null: orders without one) for a month: as it was closed, or as things
 * stand while it is open. Holds nothing of any person.
 */
export function makeStatement(books: Books, period: Period, asked: string | null): MadeStatement {
  const db = books.reader;
  const close = readCurrentClose(db, period);
  const pricingTerms = readPricingTermsOf(db, close);
  const carried = adjustmentsOf(db, period);
  // Mapped to another since: what its closed months owe or get back still stands under its own name.
  const ownName = pricingTerms.resolve(asked) !== asked && carried.some((each) => each.externalId === asked);
  const externalId = ownName ? asked : pricingTerms.resolve(asked);
  const spellings = ownName ? [] : pricingTerms.spellingsOf(externalId);
  const live = readBilled(db, firstDayOf(period), firstDayOf(addMonths(period, 1)), spellings);
  const rows = close === undefined ? live : asClosed(db, close, live, new Set(spellings));
  const numbered = close && statementNumber(db, close, externalId ?? '');
  const particulars = numbered?.particulars ?? particularsNow(books, externalId ?? '');
  const statement = buildStatement({
    externalId,
    period,
    orders: statementOrders(rows, pricingTerms, externalId),
    adjustments: carried.filter((each) => each.externalId === externalId),
    vat: particulars.vat,
  });
  const provisional = close === undefined && readCompleteness(books, period).provisional;
  return {
    statement,
    closedAt: close?.closedAt ?? null,
    provisional,
    number: numbered?.number ?? null,
    particulars,
  };
}

/** The statement as the API gives it. */
export function statementView({ statement, particulars, number, ...made }: MadeStatement): StatementView {
  return {
    externalId: statement.externalId,
    period: statement.period,
    closed: made.closedAt !== null,
    provisional: made.provisional,
    number,
    issuer: particulars.issuer,
    recipient: particulars.recipient,
    unpriced: statement.unpriced,
    totals: [...statement.totals],
    vat: [...statement.vat],
    vatNote: statement.vatNote,
    lines: [...statement.lines],
    adjustments: statement.adjustments.map(({ counts, bookedIn: _, externalId: __, ...rest }) => ({
      ...rest,
      billable: counts.billable,
    })),
    orders: statement.orders.map((order) => ({
      refId: order.refId,
      orderId: order.orderId,
      externalId: order.rawExternalId,
      issuer: order.issuer,
      method: order.method,
      billedAt: iso(order.billedAt),
      amountMinor: order.amountMinor,
      currency: order.currency,
    })),
  };
}
