import type { Period } from '@srs-desk/shared/billing/periods.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import type { FileLanguage, MadeFile } from '../../../platform/tables/made-file.ts';
import { numberedStatements } from '../customers/statement-numbers.ts';
import { readCurrentClose } from '../periods/queries.ts';
import { logoOf } from './logo/write-logo.ts';
import { makeStatement } from './statement.ts';
import { type PrintedStatement, type StatementFormat, statementFile } from './statement-file.ts';

/** The statement of an External ID (null: orders without one) for a month, with what its files need besides. */
export function printedStatement(desk: Desk, period: Period, externalId: string | null): PrintedStatement {
  const made = makeStatement(desk, period, externalId);
  const { logo } = made.particulars.issuer;
  return {
    made,
    logo: logo === null ? null : logoOf(desk, logo).content,
    timeZone: desk.config.billingTimeZone,
    at: made.closedAt ?? desk.clock.now(),
  };
}

/** Which statement is asked for as a file; an External ID of null: orders without one. */
interface StatementAsked {
  period: Period;
  externalId: string | null;
  format: StatementFormat;
  lang: FileLanguage;
}

/** A statement as PDF, CSV or XLSX; the export is entered in the log first. */
export async function exportStatement(
  desk: Desk,
  who: Principal,
  { period, externalId, format, lang: language }: StatementAsked,
  gone: AbortSignal,
): Promise<MadeFile> {
  // Every file of a closed month has its number.
  if (readCurrentClose(desk.reader, period) !== undefined) await numberedStatements(desk, who, period);
  const printed = printedStatement(desk, period, externalId);
  const { statement } = printed.made;
  unwrap(
    await desk.ledger.record(
      [],
      [
        {
          action: 'billing.statement.export',
          actor: who.actor,
          origin: who.origin,
          externalId: statement.externalId,
          target: period,
          detail: { format, language, orders: statement.orders.length },
        },
      ],
    ),
  );
  return statementFile(printed, format, language, gone);
}
