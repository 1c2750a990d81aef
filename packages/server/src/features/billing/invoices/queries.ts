import { sameName } from '@srs-desk/shared/billing/invoice-name.ts';
import type { Period } from '@srs-desk/shared/billing/periods.ts';
import { and, count, desc, eq, getTableColumns, isNull, type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Db } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import { billingAliases } from '../external-ids/table.ts';
import { billingGroups } from '../prices/table.ts';
import { usageMonths } from '../usage/table.ts';
import { differenceMinor } from './line-queries.ts';
import { billingMappings, billingInvoices as invoices, billingInvoiceLines as lines } from './table.ts';

/** Lines that wait for a decision: fees and credits only where they are not as agreed, totals where they do not add up. */
const isOpen = sql`(${lines.disposition} = 'open' AND CASE ${lines.class} WHEN 'matched' THEN 0
  WHEN 'fee' THEN ${differenceMinor} <> 0 WHEN 'credit' THEN ${differenceMinor} <> 0
  WHEN 'total' THEN ${lines.reasons} LIKE '%total_differs%' ELSE 1 END)`;
const ofInvoice = eq(lines.invoiceId, invoices.id);
const isHere = isNull(invoices.deletedAt);

const openLines = statement({ period: invoices.period }, (db, { period }) =>
  db
    .select({ lines: count() })
    .from(invoices)
    .innerJoin(lines, ofInvoice)
    .where(and(eq(invoices.period, period), isHere, isOpen)),
);

/** Lines of any invoice of a month that nobody has settled yet. */
export function readOpenInvoiceLines(db: Db, period: Period): number {
  return openLines(db).get({ period })?.lines ?? 0;
}

const { fileHash: _, deletedAt: __, ...INVOICE } = getTableColumns(invoices);
const SHOWN = {
  ...INVOICE,
  open: sql<number>`(SELECT count(*) FROM ${lines} WHERE ${ofInvoice} AND ${isOpen})`,
  differenceMinor: sql<number>`(SELECT coalesce(sum(${differenceMinor}), 0) FROM ${lines} WHERE ${ofInvoice})`,
};

const all = statement((db) =>
  db.rows(
    SHOWN,
    (columns) => sql`SELECT ${columns} FROM ${invoices} WHERE ${isHere} ORDER BY ${invoices.id} DESC`,
  ),
);
const one = statement({ id: invoices.id }, (db, { id }) =>
  db.rows(
    SHOWN,
    (columns) => sql`SELECT ${columns} FROM ${invoices} WHERE ${isHere} AND ${invoices.id} = ${id}`,
  ),
);

/** An invoice as stored, with how many lines are open; times in ms since epoch. */
export type InvoiceStored = ReturnType<typeof readInvoices>[number];

/** All invoices, newest first. */
export function readInvoices(db: Db) {
  return all(db).all();
}

/** One invoice; undefined when it is not here (any more). */
export function findInvoice(db: Db, id: number): InvoiceStored | undefined {
  return one(db).get({ id });
}

const linesOf = statement({ id: invoices.id }, (db, { id }) =>
  db
    .select({ lines: invoices.lines })
    .from(invoices)
    .where(and(eq(invoices.id, id), isHere)),
);

/** How many lines an invoice's file has; null when it is not here (any more). */
export function countLines(db: Db, id: number): number | null {
  return linesOf(db).get({ id })?.lines ?? null;
}

const byHash = statement({ fileHash: invoices.fileHash }, (db, { fileHash }) =>
  db
    .select({ id: invoices.id })
    .from(invoices)
    .where(and(eq(invoices.fileHash, fileHash), isHere)),
);

/** Which invoice came from a file of this hash; null when none did. */
export function findInvoiceByHash(db: Db, fileHash: string): number | null {
  return byHash(db).get({ fileHash })?.id ?? null;
}

const numbers = statement((db) =>
  db
    .select({ id: invoices.id, supplier: invoices.supplier, number: invoices.number })
    .from(invoices)
    .where(isHere),
);

/** Which invoice has this number of this supplier, case and blanks apart; null when none has. */
export function findInvoiceByNumber(db: Db, supplier: string, number: string): number | null {
  const has = numbers(db)
    .all()
    .find((each) => sameName(each.supplier, supplier) && sameName(each.number, number));
  return has?.id ?? null;
}

const suppliers = statement((db) =>
  db.rows(
    { supplier: billingMappings.supplier },
    (columns) => sql`SELECT ${columns} FROM ${billingMappings}
      UNION SELECT ${invoices.supplier} FROM ${invoices} WHERE ${isHere}`,
  ),
);

/** Suppliers as they are written in invoices and mappings. */
export function readSuppliers(db: Db): string[] {
  return suppliers(db)
    .all()
    .map(({ supplier }) => supplier);
}

const sum = (column: SQLiteColumn | SQL): SQL<number> => sql<number>`coalesce(sum(${column}), 0)`;

const classes = statement({ invoiceId: lines.invoiceId }, (db, { invoiceId }) =>
  db
    .select({
      class: lines.class,
      count: count(),
      open: sql<number>`sum(${isOpen})`,
      invoicedMinor: sum(lines.invoicedMinor),
      expectedMinor: sum(lines.expectedMinor),
      differenceMinor: sum(differenceMinor),
    })
    .from(lines)
    .where(eq(lines.invoiceId, invoiceId))
    .groupBy(lines.class),
);

/** Count and sums of an invoice's classes. */
export function readClasses(db: Db, invoiceId: number) {
  return classes(db).all({ invoiceId });
}

const mappings = statement((db) =>
  db.select().from(billingMappings).orderBy(desc(billingMappings.changedAt), billingMappings.supplier),
);

/** Mappings remembered per supplier, latest first. */
export function readMappings(db: Db): (typeof billingMappings.$inferSelect)[] {
  return mappings(db).all();
}

const externalIds = statement((db) =>
  db.rows(
    { externalId: usageMonths.externalId },
    (columns) => sql`SELECT DISTINCT ${columns} FROM ${usageMonths} WHERE ${usageMonths.externalId} <> ''
      UNION SELECT ${billingAliases.canonical} FROM ${billingAliases}
      UNION SELECT ${billingGroups.externalId} FROM ${billingGroups}`,
  ),
);

/** Spellings of External IDs that were ever in use. */
export function readKnownExternalIds(db: Db): string[] {
  return externalIds(db)
    .all()
    .map(({ externalId }) => externalId);
}
