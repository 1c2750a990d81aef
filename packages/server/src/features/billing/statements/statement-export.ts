import type { Period } from '@srs-desk/shared/billing/periods.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { held } from '../../../platform/ledger/held.ts';
import { fileTexts } from '../file-texts.ts';
import {
  CSV_TYPE,
  type FileLanguage,
  fileName,
  type MadeFile,
  type Table,
  toCsv,
  toXlsx,
  XLSX_TYPE,
} from '../table-file.ts';
import { type MadeStatement, makeStatement } from './statement.ts';
import { statementPdf } from './statement-pdf.ts';
import { statementTables } from './statement-tables.ts';

export const STATEMENT_FORMATS = ['pdf', 'csv', 'xlsx'] as const;
export type StatementFormat = (typeof STATEMENT_FORMATS)[number];

/** All of a statement's tables, its own particulars first. */
export function tablesOf(made: MadeStatement, language: FileLanguage, timeZone: string): Table[] {
  const { statement: texts } = fileTexts[language];
  const tables = statementTables(made.statement, language, timeZone);
  const state = made.closedAt !== null ? 'closed' : made.provisional ? 'provisional' : 'open';
  const head: Table = {
    sheet: texts.title,
    headers: [texts.externalId, texts.period, texts.timeZone, ''],
    rows: [
      [made.statement.externalId ?? texts.noExternalId, made.statement.period, timeZone, texts.state[state]],
    ],
  };
  return [
    head,
    tables.totals,
    tables.summary,
    ...(tables.adjustments === null ? [] : [tables.adjustments]),
    tables.orders,
  ];
}

/** A statement as PDF, CSV or XLSX; that it was taken out stands in the log before it is given. */
export async function exportStatement(
  desk: Desk,
  who: Principal,
  period: Period,
  externalId: string | null,
  format: StatementFormat,
  language: FileLanguage,
): Promise<MadeFile> {
  const made = makeStatement(desk, period, externalId);
  held(
    await desk.ledger.record(
      [],
      [
        {
          action: 'billing.statement.export',
          actor: who.actor,
          origin: who.origin,
          externalId: made.statement.externalId,
          target: period,
          detail: { format, language, orders: made.statement.orders.length },
        },
      ],
    ),
  );
  const timeZone = desk.config.billingTimeZone;
  const name = fileName(['statement', made.statement.externalId, period], format);
  switch (format) {
    case 'pdf': {
      const content = await statementPdf(made, language, timeZone, desk.clock.now());
      return { name, type: 'application/pdf', content };
    }
    case 'csv':
      return { name, type: CSV_TYPE, content: toCsv(tablesOf(made, language, timeZone), language) };
    case 'xlsx':
      return { name, type: XLSX_TYPE, content: await toXlsx(tablesOf(made, language, timeZone)) };
  }
}
