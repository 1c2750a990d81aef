import type { Period } from '@srs-desk/shared/billing/periods.ts';
import { type Zippable, zipSync } from 'fflate';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { type FileLanguage, fileName, type MadeFile } from '../../../platform/tables/made-file.ts';
import { billedIn, numberedStatements } from '../customers/statement-numbers.ts';
import { readCurrentClose } from '../periods/queries.ts';
import { makeStatement } from './statement.ts';
import { statementFile } from './statement-export.ts';

const FORMATS = ['pdf', 'xlsx'] as const;

/**
 * The statements of a month as one ZIP, a PDF and a workbook per customer: numbered, and the same bytes each time, once the
 * month is closed. In the language given, else in that of each customer. The export is entered in the log first.
 */
export async function exportAllStatements(
  desk: Desk,
  who: Principal,
  period: Period,
  language: FileLanguage | undefined,
): Promise<MadeFile> {
  const close = readCurrentClose(desk.reader, period);
  if (close !== undefined) await numberedStatements(desk, who, period);
  const billed = billedIn(desk, period);
  unwrap(
    await desk.ledger.record(
      [],
      [
        {
          action: 'billing.statement.export',
          actor: who.actor,
          origin: who.origin,
          target: period,
          detail: { format: 'zip', language: language ?? null, statements: billed.length },
        },
      ],
    ),
  );
  const mtime = new Date(close?.closedAt ?? desk.clock.now());
  const files: Zippable = {};
  for (const externalId of billed) {
    const made = makeStatement(desk, period, externalId || null);
    const spoken = language ?? made.particulars.language ?? 'en';
    for (const format of FORMATS) {
      const { name, content } = await statementFile(desk, made, format, spoken);
      // Both are compressed in themselves.
      files[name] = [new Uint8Array(Buffer.from(content)), { mtime, level: 0 }];
    }
  }
  return {
    name: fileName(['statements', period], 'zip'),
    type: 'application/zip',
    content: Buffer.from(zipSync(files)),
  };
}
