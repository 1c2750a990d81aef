import type { Currency } from '@srs-desk/shared/billing/money.ts';
import type { Statement } from '@srs-desk/shared/billing/statement.ts';
import { fileTexts } from '../file-texts.ts';
import type { Cell, FileLanguage, Table } from '../table-file.ts';

function money(minor: number | null, currency: Currency | null): Cell {
  return minor === null || currency === null ? null : { minor, currency };
}

/** An instant as local time of the zone, `2026-03-01 14:05`. */
export function localTime(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at);
}

function summaryTable(statement: Statement, language: FileLanguage): Table {
  const { statement: texts } = fileTexts[language];
  const rows = statement.lines.map((line): Cell[] => {
    const label = line.kind === 'minimum_fee' ? texts.minimumFee : null;
    return [
      label ?? line.issuer,
      label === null ? line.method : null,
      line.kind === 'minimum_fee' ? null : line.quantity,
      line.kind === 'unpriced' ? texts.unpriced : money(line.unitMinor, line.currency),
      money(line.amountMinor, line.currency),
      line.currency,
    ];
  });
  return { sheet: texts.summary, headers: texts.summaryHeaders, rows };
}

function adjustmentTable(statement: Statement, language: FileLanguage): Table {
  const { statement: texts } = fileTexts[language];
  const rows = statement.adjustments.map((each): Cell[] => [
    each.period,
    each.issuer,
    each.method,
    each.counts.billable,
    money(each.amountMinor, each.currency),
    each.currency,
  ]);
  return { sheet: texts.adjustments, headers: texts.adjustmentHeaders, rows };
}

function totalTable(statement: Statement, language: FileLanguage): Table {
  const { statement: texts } = fileTexts[language];
  const rows = statement.totals.map((total): Cell[] => [
    total.currency,
    money(total.usageMinor, total.currency),
    money(total.adjustmentsMinor, total.currency),
    money(total.totalMinor, total.currency),
  ]);
  return { sheet: texts.totals, headers: texts.totalHeaders, rows };
}

function orderTable(statement: Statement, language: FileLanguage, timeZone: string): Table {
  const { statement: texts } = fileTexts[language];
  const rows = statement.orders.map((order): Cell[] => [
    order.refId,
    order.orderId,
    order.rawExternalId,
    order.issuer,
    order.method,
    localTime(order.billedAt, timeZone),
    money(order.amountMinor, order.currency),
    order.currency,
  ]);
  return { sheet: texts.orders, headers: texts.orderHeaders, rows };
}

/** The statement's tables: totals, summary, adjustments where there are any, and every order. */
export function statementTables(
  statement: Statement,
  language: FileLanguage,
  timeZone: string,
): { totals: Table; summary: Table; adjustments: Table | null; orders: Table } {
  return {
    totals: totalTable(statement, language),
    summary: summaryTable(statement, language),
    adjustments: statement.adjustments.length === 0 ? null : adjustmentTable(statement, language),
    orders: orderTable(statement, language, timeZone),
  };
}
