import type { Condition } from '@srs-desk/shared/api/list.ts';
import { and, count, desc, eq, getTableColumns, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import { inJsonList } from '../../../platform/db/columns.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { statement, statementOf } from '../../../platform/db/statement.ts';
import { billingInvoices as invoices, billingInvoiceLines as lines } from './table.ts';

const { invoiceId: _, ...LINE } = getTableColumns(lines);

/** A line as stored; times in ms since epoch. */
export type LineStored = Omit<typeof lines.$inferSelect, 'invoiceId'>;

/** Which fields a question narrows, and the order of its rows. */
interface Form {
  readonly fields: readonly (keyof LineStored)[];
  readonly descending: boolean;
}

const isField = (name: string): name is keyof LineStored => name in LINE;
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

const disputed = linesWhere(sql`${lines.disposition} = 'disputed'`);
const openDifferences = linesWhere(
  sql`${lines.disposition} = 'open' AND ${lines.class} NOT IN ('matched', 'ours_only')`,
);
const ofFile = linesWhere(isNotNull(lines.line));

/** Lines that go to the supplier: those marked disputed, or all open differences where none is marked. */
export function readDisputed(db: Db, invoiceId: number): LineStored[] {
  const marked = disputed(db).all({ invoiceId });
  return marked.length > 0 ? marked : openDifferences(db).all({ invoiceId });
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
