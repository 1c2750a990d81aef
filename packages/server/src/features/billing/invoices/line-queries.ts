import type { Condition } from '@srs-desk/shared/api/list.ts';
import { and, count, desc, eq, getTableColumns, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import { inJsonList } from '../../../platform/db/columns.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { statement, statementOf } from '../../../platform/db/statement.ts';
import { billingInvoices as invoices, billingInvoiceLines as lines } from './table.ts';

const { invoiceId: _, ...STORED } = getTableColumns(lines);

/** What is asked back for a line (minor units): nothing once it is settled otherwise; null for a total. */
export const differenceMinor = sql<number | null>`(CASE WHEN ${lines.class} = 'total' THEN NULL
  WHEN ${lines.disposition} IN ('open', 'disputed') THEN ${lines.invoicedMinor} - ${lines.expectedMinor} ELSE 0 END)`;

const LINE = { ...STORED, differenceMinor };

/** A line as stored, with what is asked back for it; times in ms since epoch. */
export type LineStored = Omit<typeof lines.$inferSelect, 'invoiceId'> & { differenceMinor: number | null };

/** Which fields a question narrows, and the order of its rows. */
interface Form {
  readonly fields: readonly (keyof typeof STORED)[];
  readonly descending: boolean;
}

const isField = (name: string): name is keyof typeof STORED => name in STORED;
const keyOf = (form: Form): string => JSON.stringify(form);

function narrowed({ fields }: Form): SQL | undefined {
  return and(
    eq(lines.invoiceId, sql.placeholder('invoiceId')),
    ...fields.map((field) => inJsonList(lines[field], sql.placeholder(field))),
  );
}

const page = statementOf(keyOf, (db, form: Form) =>
  db
    .select(LINE)
    .from(lines)
    .where(narrowed(form))
    .orderBy(form.descending ? desc(lines.id) : lines.id)
    .limit(sql.placeholder('limit'))
    .offset(sql.placeholder('offset')),
);
const counted = statementOf(keyOf, (db, form: Form) =>
  db.select({ total: count() }).from(lines).where(narrowed(form)),
);

/** Lines of an invoice under conditions on their fields, in file order. */
export function readLines(
  db: Db,
  invoiceId: number,
  where: readonly Condition[],
  { descending, ...within }: { offset: number; limit: number; descending: boolean },
): { rows: LineStored[]; total: number } {
  const asked = where.flatMap((each) =>
    each.op === 'in' && isField(each.field) ? [{ field: each.field, values: each.values }] : [],
  );
  const form = { fields: asked.map(({ field }) => field), descending };
  const values = {
    invoiceId,
    ...Object.fromEntries(asked.map(({ field, values }) => [field, JSON.stringify(values)])),
  };
  return {
    rows: page(db, form).all({ ...values, ...within }),
    total: counted(db, form).get(values)?.total ?? 0,
  };
}

const linesWhere = (condition: SQL | undefined) =>
  statement({ invoiceId: lines.invoiceId }, (db, { invoiceId }) =>
    db
      .select(LINE)
      .from(lines)
      .where(and(eq(lines.invoiceId, invoiceId), condition))
      .orderBy(lines.id),
  );

const askedBack = linesWhere(
  sql`${lines.class} <> 'total' AND ${lines.disposition} IN ('open', 'disputed')
    AND (${differenceMinor} <> 0 OR ${lines.class} = 'not_checked' OR ${lines.disposition} = 'disputed')`,
);
const ofFile = linesWhere(isNotNull(lines.line));

/** Lines that go to the supplier: all that is asked back, and what nobody could check. Their differences are the invoice's. */
export function readDisputed(db: Db, invoiceId: number): LineStored[] {
  return askedBack(db).all({ invoiceId });
}

/** An invoice's lines as they stood in its file, for reconciling again. */
export function readFileLines(db: Db, invoiceId: number): LineStored[] {
  return ofFile(db).all({ invoiceId });
}

const ofOrder = statement({ ourRefId: 'text' }, (db, { ourRefId }) =>
  db
    .select({ ...LINE, invoiceId: lines.invoiceId, supplier: invoices.supplier, number: invoices.number })
    .from(lines)
    .innerJoin(invoices, eq(invoices.id, lines.invoiceId))
    .where(and(eq(lines.ourRefId, ourRefId), isNull(invoices.deletedAt)))
    .orderBy(desc(lines.invoiceId), lines.id),
);

/** Lines of invoices that were matched to an order of ours, newest invoice first. */
export function readLinesOfOrder(db: Db, refId: string) {
  return ofOrder(db).all({ ourRefId: refId });
}
