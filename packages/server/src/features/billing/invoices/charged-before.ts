import { chargedByName } from '@srs-desk/shared/billing/charged-by-name.ts';
import type { Before, UnnamedBefore } from '@srs-desk/shared/billing/credited-before.ts';
import type { Period } from '@srs-desk/shared/billing/periods.ts';
import { and, eq, inArray, isNotNull, isNull, lt, ne, or, sql } from 'drizzle-orm';
import type { Db } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import { differenceMinor } from './line-queries.ts';
import { billingInvoices as invoices, billingInvoiceLines as lines } from './table.ts';

const ofInvoice = eq(lines.invoiceId, invoices.id);
const isHere = isNull(invoices.deletedAt);

const STANDS = sql`${lines.disposition} NOT IN ('disputed', 'credited')`;
const CHARGES = sql`${lines.class} IN ('matched', 'amount_differs', 'not_checked') AND ${STANDS}
  OR ${lines.class} = 'wrong_period' AND ${lines.disposition} = 'accepted'`;

const named = statement({ except: 'integer?' }, (db, { except }) =>
  db
    .select({
      refId: sql<string>`${lines.ourRefId}`,
      invoice: lines.invoiceId,
      currency: invoices.currency,
      amountMinor: sql<number>`coalesce(${lines.invoicedMinor}, 0)`,
      isCharge: sql`(${CHARGES})`.mapWith(Boolean),
      owedMinor: lines.expectedMinor,
      askedBackMinor: sql<number>`coalesce(CASE WHEN ${lines.disposition} = 'credited'
        THEN ${lines.invoicedMinor} - ${lines.expectedMinor} ELSE ${differenceMinor} END, 0)`,
    })
    .from(lines)
    .innerJoin(invoices, ofInvoice)
    .where(
      and(
        isNotNull(lines.ourRefId),
        isNotNull(lines.line),
        isHere,
        or(isNull(except), lt(lines.invoiceId, except)),
      ),
    )
    .orderBy(lines.ourRefId, lines.invoiceId, eq(lines.class, 'credit'), lines.id),
);

interface Which {
  readonly period: Period;
  readonly currency: string;
}

const unnamed = statement(
  { period: invoices.period, currency: invoices.currency, except: 'integer?' },
  (db, { period, currency, except }) =>
    db
      .select({
        invoice: lines.invoiceId,
        currency: invoices.currency,
        externalId: lines.externalId,
        method: lines.method,
        day: lines.day,
        quantity: lines.quantity,
        unitMinor: lines.unitMinor,
        amountMinor: sql<number>`coalesce(${lines.invoicedMinor}, 0)`,
        // What does not stand is owed anew, so all of it is to come back.
        askedBackMinor: sql<number>`coalesce(CASE WHEN ${STANDS} THEN ${differenceMinor} ELSE ${lines.invoicedMinor} END, 0)`,
        reasons: lines.reasons,
        ours: sql<number>`CASE WHEN ${CHARGES} THEN coalesce(min(${lines.quantity}, ${lines.ourQuantity}), 0) ELSE 0 END`,
        owedMinor: sql<number>`CASE WHEN ${lines.class} = 'fee' AND ${STANDS} THEN min(${lines.invoicedMinor}, ${lines.expectedMinor}) ELSE 0 END`,
      })
      .from(lines)
      .innerJoin(invoices, ofInvoice)
      .where(
        and(
          eq(invoices.period, period),
          isHere,
          or(isNull(except), lt(lines.invoiceId, except)),
          isNotNull(lines.line),
          ne(lines.class, 'total'),
          isNull(lines.refId),
          isNull(lines.orderId),
          isNull(lines.ourRefId),
          or(isNotNull(lines.quantity), inArray(lines.class, ['fee', 'duplicate', 'credit'])),
          or(eq(invoices.currency, currency), isNotNull(lines.ourQuantity), eq(lines.class, 'credit')),
        ),
      )
      .orderBy(lines.invoiceId, lines.id),
);

/** What earlier invoices of the month charged and credited without naming an order, and what of it was owed and stands. */
function readUnnamedBefore(db: Db, { period, currency }: Which, except: number | null): UnnamedBefore[] {
  return unnamed(db)
    .all({ period, currency, except })
    .map(({ reasons: [kind], ours, owedMinor, ...line }) => {
      if (ours > 0) return { ...line, stands: ours };
      const isAgreed = kind === 'base_fee' || kind === 'minimum_fee';
      return { ...line, stands: isAgreed && owedMinor > 0 ? { kind, amountMinor: owedMinor } : null };
    });
}

/** What invoices before one (null: all so far) charged that an invoice of this month is compared with. */
export function readBefore(db: Db, which: Which, except: number | null): Before {
  return {
    orders: chargedByName(named(db).all({ except }), which.currency),
    unnamed: readUnnamedBefore(db, which, except),
  };
}
