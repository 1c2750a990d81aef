import type { Statement } from '@srs-desk/shared/billing/statement.ts';
import {
  STATEMENT_ADJUSTMENT_FIELDS,
  STATEMENT_LINE_FIELDS,
  STATEMENT_ORDER_FIELDS,
  STATEMENT_TOTAL_FIELDS,
  STATEMENT_VAT_FIELDS,
} from '@srs-desk/shared/billing/statement-fields.ts';
import { FILE_TEXTS } from '@srs-desk/shared/words/both.ts';
import type { FileLanguage } from '../../../platform/tables/made-file.ts';
import { sheetOf, type Table } from '../../../platform/tables/table.ts';
import { amountCells } from '../amount-cells.ts';

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
  const { summary, summaryHeaders, minimumFee, unpriced } = FILE_TEXTS[language].statement;
  const rows = statement.lines.map((line) => ({
    ...amountCells(STATEMENT_LINE_FIELDS, line),
    ...(line.kind === 'minimum_fee' ? { issuer: minimumFee, method: null, quantity: null } : {}),
    ...(line.kind === 'unpriced' ? { unitMinor: unpriced } : {}),
  }));
  return sheetOf(summary, STATEMENT_LINE_FIELDS, summaryHeaders, rows);
}

function adjustmentTable(statement: Statement, language: FileLanguage): Table {
  const { adjustments, adjustmentHeaders } = FILE_TEXTS[language].statement;
  const rows = statement.adjustments.map(({ counts, ...adjustment }) => ({
    ...amountCells(STATEMENT_ADJUSTMENT_FIELDS, adjustment),
    billable: counts.billable,
  }));
  return sheetOf(adjustments, STATEMENT_ADJUSTMENT_FIELDS, adjustmentHeaders, rows);
}

function totalTable(statement: Statement, language: FileLanguage): Table {
  const { totals, totalHeaders } = FILE_TEXTS[language].statement;
  const rows = statement.totals.map((total) => amountCells(STATEMENT_TOTAL_FIELDS, total));
  return sheetOf(totals, STATEMENT_TOTAL_FIELDS, totalHeaders, rows);
}

/** `8.1 %` */
function rateText(basisPoints: number): string {
  return `${basisPoints / 100} %`;
}

function vatTable(statement: Statement, language: FileLanguage): Table {
  const { vat, vatHeaders } = FILE_TEXTS[language].statement;
  const rows = statement.vat.map((part) => ({
    ...amountCells(STATEMENT_VAT_FIELDS, part),
    basisPoints: rateText(part.basisPoints),
  }));
  return sheetOf(vat, STATEMENT_VAT_FIELDS, vatHeaders, rows);
}

function orderTable(statement: Statement, language: FileLanguage, timeText: TimeText): Table {
  const { orders, orderHeaders } = FILE_TEXTS[language].statement;
  const rows = statement.orders.map(({ price: _, ...order }) => ({
    ...amountCells(STATEMENT_ORDER_FIELDS, order),
    externalId: order.rawExternalId,
    billedAt: timeText(order.billedAt),
  }));
  return sheetOf(orders, STATEMENT_ORDER_FIELDS, orderHeaders, rows);
}

/** The statement's tables: totals, tax where there is any, summary, adjustments where there are any, and every order. */
export function statementTables(
  statement: Statement,
  language: FileLanguage,
  timeText: TimeText,
): { totals: Table; vat: Table | null; summary: Table; adjustments: Table | null; orders: Table } {
  return {
    totals: totalTable(statement, language),
    vat: statement.vat.length === 0 ? null : vatTable(statement, language),
    summary: summaryTable(statement, language),
    adjustments: statement.adjustments.length === 0 ? null : adjustmentTable(statement, language),
    orders: orderTable(statement, language, timeText),
  };
}
