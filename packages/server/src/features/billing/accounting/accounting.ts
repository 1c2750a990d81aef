import type { Period } from '@srs-desk/shared/billing/periods.ts';
import type { AccountingArrangement, AccountingFormat } from '@srs-desk/shared/billing/wire.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import type { MadeFile } from '../../../platform/tables/made-file.ts';
import { numberStatements } from '../customers/number-statements.ts';
import { reckoning } from '../reads.ts';
import { arrangementOf } from './accounting-file.ts';

/** Arranges accounting files. */
export async function writeArrangement(
  desk: Desk,
  who: Principal,
  arrangement: AccountingArrangement,
): Promise<AccountingArrangement> {
  const before = arrangementOf(desk.reader);
  unwrap(
    await desk.ledger.record(
      [{ name: 'billing.arrange_accounting', args: { arrangement } }],
      [
        {
          action: 'billing.accounting.update',
          actor: who.actor,
          origin: who.origin,
          target: 'accounting',
          detail: { before: { ...before }, after: { ...arrangement } },
        },
      ],
    ),
  );
  return arrangementOf(desk.reader);
}

/**
 * What a closed month's customers owe as a file for an accounting program, a line per customer; the export is entered in the
 * log first. @throws Conflict `not_closed`
 */
export async function exportAccounting(
  desk: Desk,
  who: Principal,
  period: Period,
  format: AccountingFormat,
  gone: AbortSignal,
): Promise<MadeFile> {
  const { id, closedAt } = await numberStatements(desk, who, period);
  const { longReads, at } = reckoning(desk);
  const asked = { ...at, close: { id, period, closedAt }, format };
  const { file, rows: lines } = await longReads.run('billing.accounting_file', asked, gone);
  unwrap(
    await desk.ledger.record(
      [],
      [
        {
          action: 'billing.accounting.export',
          actor: who.actor,
          origin: who.origin,
          target: period,
          detail: { format, lines },
        },
      ],
    ),
  );
  return file;
}
