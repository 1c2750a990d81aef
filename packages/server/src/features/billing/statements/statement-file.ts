import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { FILE_TEXTS } from '@srs-desk/shared/words/both.ts';
import {
  FILE_TYPES,
  type FileLanguage,
  fileName,
  type MadeFile,
  tableFile,
} from '../../../platform/tables/made-file.ts';
import type { Table } from '../../../platform/tables/table.ts';
import type { MadeStatement } from './statement.ts';
import { readableTime, sortableTime, statementTables, type TimeText } from './statement-tables.ts';

export const STATEMENT_FORMATS = ['pdf', 'csv', 'xlsx'] as const;
export type StatementFormat = (typeof STATEMENT_FORMATS)[number];

/** All that a statement's files are made of: plain data, which may go to another thread. */
export interface PrintedStatement {
  readonly made: MadeStatement;
  /** The bytes of its issuer's logo. */
  readonly logo: Uint8Array | null;
  readonly timeZone: string;
  /** When it was made, ms: that of a closed month at its close, so that it is always the same. */
  readonly at: number;
}

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

/** A statement as a file. @throws the reason of `gone` */
export async function statementFile(
  { made, logo, timeZone, at }: PrintedStatement,
  format: StatementFormat,
  language: FileLanguage,
  gone?: AbortSignal,
): Promise<MadeFile> {
  await yieldToEventLoop(undefined, { signal: gone });
  const { externalId, period } = made.statement;
  const nameParts = made.number === null ? ['statement', externalId, period] : [made.number, externalId];
  if (format !== 'pdf') {
    const timeText = format === 'csv' ? sortableTime(timeZone) : readableTime(timeZone, language);
    return tableFile(nameParts, tablesOf(made, language, timeZone, timeText), format, language, gone);
  }
  // It brings fonts along, some MB, which a desk that writes no statement does without.
  const { statementPdf } = await import('./statement-pdf.ts');
  const picture = logo === null ? null : Buffer.from(logo);
  const content = await statementPdf(made, picture, language, timeZone, at, gone);
  return { name: fileName(nameParts, format), type: FILE_TYPES.pdf, content };
}
