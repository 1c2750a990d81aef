import { serialize } from 'node:v8';
import type { BillableRule } from '@srs-desk/shared/billing/billable.ts';
import type { Period } from '@srs-desk/shared/billing/periods.ts';
import type { AccountingFormat, ClosedEffect, TopBy } from '@srs-desk/shared/billing/wire.ts';
import { desc } from 'drizzle-orm';
import type { Reader } from '../../platform/db/reader.ts';
import { inSnapshot } from '../../platform/db/snapshot.ts';
import { statement } from '../../platform/db/statement.ts';
import type { Desk } from '../../platform/desk.ts';
import { pageOfShort, type ShortListQuery } from '../../platform/http/list-answer.ts';
import { Settings } from '../../platform/settings/settings.ts';
import type { FileLanguage, MadeFile } from '../../platform/tables/made-file.ts';
import { readHere } from '../../platform/threads/read-here.ts';
import type { SlowReads } from '../../platform/threads/reads.ts';
import { accountingFile } from './accounting/accounting-file.ts';
import type { Books } from './books.ts';
import { billedIn, statementsToNumber } from './customers/statement-numbers.ts';
import { listAdjustments } from './periods/adjustment-list.ts';
import { readCompleteness } from './periods/completeness.ts';
import { effectOfRules, effectOfTerms, type TermsChange } from './periods/effect-on-closed.ts';
import { insistOnClose } from './periods/insist-on-close.ts';
import type { CloseRow } from './periods/queries.ts';
import { listPeriods, readClose, readMonthToClose } from './periods/read-close.ts';
import { printedStatement } from './statements/printed-statement.ts';
import { makeStatement, statementView } from './statements/statement.ts';
import { type StatementFormat, statementFile } from './statements/statement-file.ts';
import { compareMonths, topCustomers } from './usage/compare-customers.ts';
import { readMargin } from './usage/margin.ts';
import { marginFile } from './usage/margin-file.ts';
import { readMarginForecast } from './usage/margin-forecast.ts';
import { countUnusual, readAnomalies, readForecast } from './usage/outlook.ts';
import { readUsage, type UsageAsked, type UsageQuery } from './usage/read-usage.ts';
import { usageOrders } from './usage/table.ts';
import { usageFile } from './usage/usage-file.ts';

/** When and where a question is asked: now (ms), and the time zone in which months begin. */
interface At {
  readonly now: number;
  readonly timeZone: string;
}

/** A page of a list as JSON. */
interface JsonPage {
  readonly json: Uint8Array;
  readonly count: number;
  readonly total: number;
}

type Paged = At & { readonly page: ShortListQuery };
type OfMonth = At & { readonly period: Period };
type OfCustomer = At & { readonly externalId: string | undefined };
type OfStatement = OfMonth & { readonly externalId: string | null };
type StatementFileAsked = OfStatement & { readonly format: StatementFormat; readonly language: FileLanguage };
type FileAsked = At & {
  readonly asked: UsageAsked;
  readonly format: 'csv' | 'xlsx';
  readonly language: FileLanguage;
};

const booksAt = (reader: Reader, { now, timeZone }: At): Books => ({
  reader,
  clock: { now: () => now },
  settings: new Settings(reader),
  config: { billingTimeZone: timeZone },
});

/** What is reckoned from one state of the database. */
const reckoned = <T>(reader: Reader, at: At, reckon: (books: Books) => T): T =>
  inSnapshot(reader, () => reckon(booksAt(reader, at)));

function jsonPage<T extends Record<string, unknown>>(rows: readonly T[], asked: ShortListQuery): JsonPage {
  const { rows: kept, count, total } = pageOfShort(rows, asked);
  return { json: Buffer.from(JSON.stringify(kept)), count, total };
}

/** A file as bytes, which go to another thread as they are. */
const inBytes = (file: MadeFile): MadeFile => ({ ...file, content: Buffer.from(file.content) });

async function ofRows(made: Promise<{ file: MadeFile; rows: number }>): typeof made {
  const { file, rows } = await made;
  return { file: inBytes(file), rows };
}

/** What the read thread reckons for billing: of a year of a large desk it takes a tenth of a second. */
export const billingReads = {
  'billing.usage': (reader: Reader, { asked, page, ...at }: Paged & { asked: UsageAsked }) =>
    jsonPage(
      reckoned(reader, at, (books) => readUsage(books, asked)),
      page,
    ),
  'billing.margin': (reader: Reader, { asked, page, ...at }: Paged & { asked: UsageAsked }) =>
    jsonPage(
      reckoned(reader, at, (books) => readMargin(books, asked)),
      page,
    ),
  'billing.top': (
    reader: Reader,
    { asked, by, limit, page, ...at }: Paged & { asked: UsageQuery; by: TopBy; limit: number },
  ) =>
    jsonPage(
      reckoned(reader, at, (books) => topCustomers(books, asked, by, limit)),
      page,
    ),
  'billing.compare': (
    reader: Reader,
    { period, other, page, ...at }: Paged & OfMonth & { other: Period | undefined },
  ) =>
    jsonPage(
      reckoned(reader, at, (books) => compareMonths(books, period, other)),
      page,
    ),
  'billing.periods': (reader: Reader, { page, ...at }: Paged) =>
    jsonPage(
      reckoned(reader, at, (books) => listPeriods(books)),
      page,
    ),
  'billing.adjustments': (reader: Reader, { period, page }: Paged & OfMonth) =>
    jsonPage(
      inSnapshot(reader, () => listAdjustments(reader, period)),
      page,
    ),
  'billing.forecast': (reader: Reader, { externalId, ...at }: OfCustomer) =>
    reckoned(reader, at, (books) => readForecast(books, externalId)),
  'billing.margin_forecast': (reader: Reader, { externalId, ...at }: OfCustomer) =>
    reckoned(reader, at, (books) => readMarginForecast(books, externalId)),
  'billing.anomalies': (reader: Reader, { period, ...at }: OfMonth) =>
    reckoned(reader, at, (books) => readAnomalies(books, period)),
  'billing.unusual': (reader: Reader, at: At) => reckoned(reader, at, (books) => countUnusual(books)),
  'billing.effect_of_terms': (reader: Reader, { change }: { change: TermsChange }) =>
    inSnapshot(reader, () => effectOfTerms(reader, change)),
  'billing.effect_of_rules': (
    reader: Reader,
    { rules, changed, ...at }: At & { rules: readonly BillableRule[]; changed: readonly BillableRule[] },
  ) => effectOfRules(booksAt(reader, at), rules, changed),
  'billing.completeness': (reader: Reader, { period, ...at }: OfMonth) =>
    reckoned(reader, at, (books) => readCompleteness(books, period)),
  'billing.close': (reader: Reader, { period, ...at }: OfMonth) =>
    reckoned(reader, at, (books) => readClose(books, period)),
  'billing.to_close': (reader: Reader, { period, ...at }: OfMonth) =>
    reckoned(reader, at, (books) => readMonthToClose(books, period)),
  'billing.billed': (reader: Reader, { period }: OfMonth) => billedIn(reader, period),
  'billing.to_number': (reader: Reader, { close, ...at }: At & { close: Pick<CloseRow, 'id' | 'period'> }) =>
    reckoned(reader, at, (books) => statementsToNumber(books, close)),
  'billing.statement': (reader: Reader, { period, externalId, ...at }: OfStatement) =>
    Buffer.from(
      JSON.stringify(
        statementView(reckoned(reader, at, (books) => makeStatement(books, period, externalId))),
      ),
    ),
  'billing.printed': (
    reader: Reader,
    { period, externalId, closeId, ...at }: OfStatement & { closeId: number | null },
  ) =>
    reckoned(reader, at, (books) => {
      insistOnClose(reader, period, closeId);
      const printed = printedStatement(books, period, externalId);
      return { printed: serialize(printed), spoken: printed.made.particulars.language };
    }),
  'billing.usage_file': (reader: Reader, { asked, format, language, ...at }: FileAsked) =>
    ofRows(usageFile(booksAt(reader, at), asked, format, language)),
  'billing.margin_file': (reader: Reader, { asked, format, language, ...at }: FileAsked) =>
    ofRows(marginFile(booksAt(reader, at), asked, format, language)),
  'billing.statement_file': async (
    reader: Reader,
    { period, externalId, format, language, ...at }: StatementFileAsked,
  ): Promise<'unnumbered' | { file: MadeFile; billedAs: string | null; orders: number }> => {
    const printed = reckoned(reader, at, (books) => {
      const found = printedStatement(books, period, externalId);
      const { closedAt, number, statement: made } = found.made;
      const isWanting = closedAt !== null && number === null;
      return isWanting && billedIn(reader, period).includes(made.externalId ?? '') ? null : found;
    });
    if (printed === null) return 'unnumbered';
    const { externalId: billedAs, orders } = printed.made.statement;
    const file = inBytes(await statementFile(printed, format, language));
    return { file, billedAs, orders: orders.length };
  },
  'billing.accounting_file': (
    reader: Reader,
    {
      close,
      format,
      ...at
    }: At & { close: Pick<CloseRow, 'id' | 'period' | 'closedAt'>; format: AccountingFormat },
  ) => ofRows(accountingFile(booksAt(reader, at), close, format)),
};

type BillingReads = typeof billingReads;

declare module '../../platform/threads/reads.ts' {
  interface Reads extends BillingReads {}
}

/** A desk of so few orders is reckoned in some ms: to ask another thread would only take longer. */
const FEW_ORDERS = 2_000;

const lastBooked = statement((db) =>
  db.select({ id: usageOrders.orderId }).from(usageOrders).orderBy(desc(usageOrders.orderId)).limit(1),
);

/**
 * By whom a question of billing is answered: `reads`, or `longReads` where it may take long, without holding up anybody. `at` is a
 * part of each question.
 */
export function reckoning({ reader, reads, longReads, clock, config }: Desk): {
  reads: SlowReads;
  longReads: SlowReads;
  at: At;
} {
  const at = { now: clock.now(), timeZone: config.billingTimeZone };
  if ((lastBooked(reader).get()?.id ?? 0) > FEW_ORDERS) return { reads, longReads, at };
  const here = readHere(billingReads, reader);
  return { reads: here, longReads: here, at };
}

/** How many customers are out of the ordinary in the current month. */
export function countUnusualCustomers(desk: Desk, gone: AbortSignal): Promise<number> {
  const { reads, at } = reckoning(desk);
  return reads.run('billing.unusual', at, gone);
}

/** What a change of prices, groups or aliases would do to closed months; null where it changes nothing in them. */
export function askEffect(desk: Desk, change: TermsChange): Promise<ClosedEffect | null> {
  return reckoning(desk).reads.run('billing.effect_of_terms', { change });
}
