import type { Period } from '@srs-desk/shared/billing/periods.ts';
import { FILE_TEXTS } from '@srs-desk/shared/words/both.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import {
  FILE_TYPES,
  type FileLanguage,
  fileName,
  type MadeFile,
  tableFile,
} from '../../../platform/tables/made-file.ts';
import type { Table } from '../../../platform/tables/table.ts';
import { numberedStatements } from '../customers/statement-numbers.ts';
import { readCurrentClose } from '../periods/queries.ts';
import { type MadeStatement, makeStatement } from './statement.ts';
import { statementPdf } from './statement-pdf.ts';
import { readableTime, sortableTime, statementTables, type TimeText } from './statement-tables.ts';

export const STATEMENT_FORMATS = ['pdf', 'csv', 'xlsx'] as const;
export type StatementFormat = (typeof STATEMENT_FORMATS)[number];

/** All of a statement's tables, its own particulars first. */
function tablesOf(
  made: MadeStatement,
  language: FileLanguage,
  timeZone: string,
  timeText: TimeText,
): Table[] {
  const { statement: texts } = FILE_TEXTS[language];
  const { issuer, recipient } = made.particulars;
  const { vatNote } = made.statement;
  const tables = statementTables(made.statement, language, timeText);
  const state = made.closedAt !== null ? 'closed' : made.provisional ? 'provisional' : 'open';
  const head: Table = {
    sheet: texts.title,
    columns: [
      { key: 'externalId', heading: texts.externalId },
      { key: 'period', heading: texts.period },
      { key: 'timeZone', heading: texts.timeZone },
      { key: 'number', heading: texts.number },
      { key: 'recipient', heading: texts.recipient },
      { key: 'issuer', heading: texts.issuer },
      { key: 'vatNumber', heading: texts.vatNumber },
      { key: 'state', heading: '' },
      { key: 'vatNote', heading: texts.vat },
    ],
    rows: [
      {
        externalId: made.statement.externalId ?? texts.noExternalId,
        period: made.statement.period,
        timeZone,
        number: made.number,
        recipient: recipient.join(', '),
        issuer: [issuer.name, ...issuer.address].filter(Boolean).join(', '),
        vatNumber: issuer.vatNumber,
        state: texts.state[state],
        vatNote: vatNote === null ? null : texts.vatNotes[vatNote],
      },
    ],
  };
  return [
    head,
    tables.totals,
    ...(tables.vat === null ? [] : [tables.vat]),
    tables.summary,
    ...(tables.adjustments === null ? [] : [tables.adjustments]),
    tables.orders,
  ];
}

/** A statement as PDF, CSV or XLSX; the export is entered in the log first. */
export async function exportStatement(
  desk: Desk,
  who: Principal,
  period: Period,
  externalId: string | null,
  format: StatementFormat,
  language: FileLanguage,
): Promise<MadeFile> {
  // Every file of a closed month has its number.
  if (readCurrentClose(desk.reader, period) !== undefined) await numberedStatements(desk, who, period);
  const made = makeStatement(desk, period, externalId);
  unwrap(
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
  return statementFile(desk, made, format, language);
}

/** A statement as a file; that of a closed month is dated by its close, so that it is always the same. */
export async function statementFile(
  desk: Desk,
  made: MadeStatement,
  format: StatementFormat,
  language: FileLanguage,
): Promise<MadeFile> {
  const timeZone = desk.config.billingTimeZone;
  const { externalId, period } = made.statement;
  const nameParts = made.number === null ? ['statement', externalId, period] : [made.number, externalId];
  if (format !== 'pdf') {
    const timeText = format === 'csv' ? sortableTime(timeZone) : readableTime(timeZone, language);
    return tableFile(nameParts, tablesOf(made, language, timeZone, timeText), format, language);
  }
  const content = await statementPdf(made, language, timeZone, made.closedAt ?? desk.clock.now());
  return { name: fileName(nameParts, format), type: FILE_TYPES.pdf, content };
}
