import type { Period } from '@srs-desk/shared/billing/periods.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import type { FileLanguage, MadeFile } from '../../../platform/tables/made-file.ts';
import { numberWhereClosed } from '../customers/number-statements.ts';
import { reckoning } from '../reads.ts';
import type { StatementFormat } from './statement-file.ts';

/** Which statement is asked for as a file; an External ID of null: orders without one. */
interface StatementAsked {
  period: Period;
  externalId: string | null;
  format: StatementFormat;
  lang: FileLanguage;
}

/** A statement as PDF, CSV or XLSX; the export is entered in the log first. @throws Conflict `changed` when its month was opened or closed meanwhile */
export async function exportStatement(
  desk: Desk,
  who: Principal,
  { period, externalId, format, lang: language }: StatementAsked,
  gone: AbortSignal,
): Promise<MadeFile> {
  const { longReads, at } = reckoning(desk);
  const asked = { ...at, period, externalId, format, language };
  let made = await longReads.run('billing.statement_file', asked, gone);
  // Every file of a closed month has its number.
  while (made === 'unnumbered') {
    await numberWhereClosed(desk, who, period);
    made = await longReads.run('billing.statement_file', asked, gone);
  }
  const { file, billedAs, orders } = made;
  unwrap(
    await desk.ledger.record(
      [],
      [
        {
          action: 'billing.statement.export',
          actor: who.actor,
          origin: who.origin,
          externalId: billedAs,
          target: period,
          detail: { format, language, orders },
        },
      ],
    ),
  );
  return file;
}
