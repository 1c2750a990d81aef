import {
  ADJUSTMENT_KEYS,
  ORDER_KEYS,
  SUMMARY_KEYS,
  TOTAL_KEYS,
} from '@srs-desk/shared/billing/file-columns.ts';
import type { Currency } from '@srs-desk/shared/billing/money.ts';
import type { Statement } from '@srs-desk/shared/billing/statement.ts';
import { FILE_TEXTS } from '@srs-desk/shared/words/both.ts';
import type { FileLanguage } from '../../../platform/tables/made-file.ts';
import { type Cell, columnsOf, type Table } from '../../../platform/tables/table.ts';

function money(minor: number | null, currency: Currency | null): Cell {
  return minor === null || currency === null ? null : { minor, currency };
}

/** Writes an instant, ms since epoch. */
export type TimeText = (at: number) => string;

/** Local time of the zone as machines sort it, `2026-03-01 14:05`. */
export function sortableTime(timeZone: string): TimeText {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return (at) => format.format(at);
}

/** Local time of the zone as people read it, in German `01.03.2026 14:05`. */
export function readableTime(timeZone: string, language: FileLanguage): TimeText {
  if (language === 'en') return sortableTime(timeZone);
  const format = new Intl.DateTimeFormat('de-CH', { timeZone, dateStyle: 'medium', timeStyle: 'short' });
  return (at) => format.format(at).replace(',', '');
}

function summaryTable(statement: Statement, language: FileLanguage): Table {
  const { statement: texts } = FILE_TEXTS[language];
  const rows = statement.lines.map(({ kind, issuer, method, quantity, unitMinor, amountMinor, currency }) => {
    const fee = kind === 'minimum_fee';
    return {
      issuer: fee ? texts.minimumFee : issuer,
      method: fee ? null : method,
      quantity: fee ? null : quantity,
      unit: kind === 'unpriced' ? texts.unpriced : money(unitMinor, currency),
      amount: money(amountMinor, currency),
      currency,
    };
  });
  return { sheet: texts.summary, columns: columnsOf(SUMMARY_KEYS, texts.summaryHeaders), rows };
}

function adjustmentTable(statement: Statement, language: FileLanguage): Table {
  const { statement: texts } = FILE_TEXTS[language];
  const rows = statement.adjustments.map(({ period, issuer, method, counts, amountMinor, currency }) => ({
    period,
    issuer,
    method,
    quantity: counts.billable,
    amount: money(amountMinor, currency),
    currency,
  }));
  return { sheet: texts.adjustments, columns: columnsOf(ADJUSTMENT_KEYS, texts.adjustmentHeaders), rows };
}

function totalTable(statement: Statement, language: FileLanguage): Table {
  const { statement: texts } = FILE_TEXTS[language];
  const rows = statement.totals.map(({ currency, usageMinor, adjustmentsMinor, totalMinor }) => ({
    currency,
    usage: money(usageMinor, currency),
    adjustments: money(adjustmentsMinor, currency),
    total: money(totalMinor, currency),
  }));
  return { sheet: texts.totals, columns: columnsOf(TOTAL_KEYS, texts.totalHeaders), rows };
}

function orderTable(statement: Statement, language: FileLanguage, timeText: TimeText): Table {
  const { statement: texts } = FILE_TEXTS[language];
  const rows = statement.orders.map((order) => ({
    refId: order.refId,
    orderId: order.orderId,
    externalId: order.rawExternalId,
    issuer: order.issuer,
    method: order.method,
    billedAt: timeText(order.billedAt),
    amount: money(order.amountMinor, order.currency),
    currency: order.currency,
  }));
  return { sheet: texts.orders, columns: columnsOf(ORDER_KEYS, texts.orderHeaders), rows };
}

/** The statement's tables: totals, summary, adjustments where there are any, and every order. */
export function statementTables(
  statement: Statement,
  language: FileLanguage,
  timeText: TimeText,
): { totals: Table; summary: Table; adjustments: Table | null; orders: Table } {
  return {
    totals: totalTable(statement, language),
    summary: summaryTable(statement, language),
    adjustments: statement.adjustments.length === 0 ? null : adjustmentTable(statement, language),
    orders: orderTable(statement, language, timeText),
  };
}
