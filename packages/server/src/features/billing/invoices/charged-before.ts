import type {
  AggregateBefore,
  Before,
  ChargedBefore,
  FeeBefore,
} from '@srs-desk/shared/billing/charged-before.ts';
import type { Period } from '@srs-desk/shared/billing/periods.ts';
import { and, eq, gt, isNotNull, isNull, lt, notInArray, or, sql } from 'drizzle-orm';
import type { Db } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import { differenceMinor } from './line-queries.ts';
import { billingInvoices as invoices, billingInvoiceLines as lines } from './table.ts';

const ofInvoice = eq(lines.invoiceId, invoices.id);
const isHere = isNull(invoices.deletedAt);
const stands = notInArray(lines.disposition, ['disputed', 'credited']);

const CHARGES = sql`${lines.class} IN ('matched', 'amount_differs', 'not_checked') AND ${lines.disposition} NOT IN ('disputed', 'credited')
  OR ${lines.class} = 'wrong_period' AND ${lines.disposition} = 'accepted'`;

const chargedBefore = statement({ except: 'integer?' }, (db, { except }) =>
  db.rows(
    {
      refId: sql<string>`${lines.ourRefId}`,
      invoice: sql<number>`min(${lines.invoiceId})`,
      charges: sql<number>`sum(CASE WHEN ${CHARGES} THEN 1 WHEN ${lines.class} = 'credit' THEN -1 ELSE 0 END)`,
      askedBackMinor: sql<number>`sum(CASE WHEN ${lines.class} = 'credit' THEN ${lines.invoicedMinor}
        WHEN ${lines.disposition} = 'credited' THEN ${lines.invoicedMinor} - ${lines.expectedMinor}
        ELSE ${differenceMinor} END)`,
    },
    (columns) => sql`SELECT ${columns} FROM ${lines} JOIN ${invoices} ON ${ofInvoice}
      WHERE ${lines.ourRefId} IS NOT NULL AND ${lines.line} IS NOT NULL AND ${isHere}
        AND ${lines.invoiceId} < coalesce(${except}, 9007199254740991)
      GROUP BY ${lines.ourRefId}`,
  ),
);

/** By Ref ID of ours: what earlier invoices charged, whether that stands, and what of it is asked back. */
function readChargedBefore(db: Db, exceptInvoice: number | null): Map<string, ChargedBefore> {
  const rows = chargedBefore(db).all({ except: exceptInvoice });
  return new Map(
    rows.map(({ refId, invoice, charges, askedBackMinor }) => [
      refId,
      { invoice, stands: charges > 0, askedBackMinor: Math.max(0, askedBackMinor) },
    ]),
  );
}

interface Which {
  readonly period: Period;
  readonly currency: string;
}

const aggregates = statement({ period: invoices.period, except: 'integer?' }, (db, { period, except }) =>
  db
    .select({
      invoice: lines.invoiceId,
      externalId: lines.externalId,
      method: lines.method,
      unitMinor: lines.unitMinor,
      quantity: sql<number>`min(${lines.quantity}, ${lines.ourQuantity})`,
    })
    .from(lines)
    .innerJoin(invoices, ofInvoice)
    .where(
      and(
        eq(invoices.period, period),
        isHere,
        or(isNull(except), lt(lines.invoiceId, except)),
        gt(lines.ourQuantity, 0),
        sql`(${CHARGES})`,
      ),
    )
    .orderBy(lines.invoiceId, lines.id),
);

/** Quantities of the month's orders that earlier invoices charged without naming them. */
function readAggregatesBefore(db: Db, period: Period, except: number | null): AggregateBefore[] {
  return aggregates(db).all({ period, except });
}

const fees = statement(
  { period: invoices.period, currency: invoices.currency, except: 'integer?' },
  (db, { period, currency, except }) =>
    db
      .select({
        invoice: lines.invoiceId,
        reasons: lines.reasons,
        amountMinor: sql<number>`min(${lines.invoicedMinor}, ${lines.expectedMinor})`,
      })
      .from(lines)
      .innerJoin(invoices, ofInvoice)
      .where(
        and(
          eq(invoices.period, period),
          eq(invoices.currency, currency),
          isHere,
          or(isNull(except), lt(lines.invoiceId, except)),
          eq(lines.class, 'fee'),
          isNotNull(lines.line),
          gt(lines.expectedMinor, 0),
          stands,
        ),
      )
      .orderBy(lines.invoiceId, lines.id),
);

/** Fees of the month that earlier invoices charged, as far as they were owed. */
function readFeesBefore(db: Db, { period, currency }: Which, except: number | null): FeeBefore[] {
  return fees(db)
    .all({ period, currency, except })
    .flatMap(({ invoice, reasons: [kind], amountMinor }) =>
      kind === 'base_fee' || kind === 'minimum_fee' ? [{ invoice, kind, amountMinor }] : [],
    );
}

/** What invoices before one (null: all so far) charged that an invoice of this month is compared with. */
export function readBefore(db: Db, which: Which, except: number | null): Before {
  return {
    orders: readChargedBefore(db, except),
    aggregates: readAggregatesBefore(db, which.period, except),
    fees: readFeesBefore(db, which, except),
  };
}
