import type { Period } from '@srs-desk/shared/billing/periods.ts';
import {
  type AccountingArrangement,
  type AccountingFormat,
  accountingArrangement,
} from '@srs-desk/shared/billing/wire.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { inSnapshot } from '../../../platform/db/snapshot.ts';
import { fileName, type MadeFile, tableFile } from '../../../platform/tables/made-file.ts';
import type { Table } from '../../../platform/tables/table.ts';
import type { Books } from '../books.ts';
import { insistOnClose } from '../periods/insist-on-close.ts';
import type { CloseRow } from '../periods/queries.ts';
import { readArrangement } from '../usage/state.ts';
import { type AccountingLine, accountingLines, bookedMinor, vatCodeOf } from './accounting-lines.ts';
import { datevFile, lastDayOf } from './datev.ts';

/** How accounting files are arranged; the defaults where nobody has. */
export function arrangementOf(db: Db): AccountingArrangement {
  return accountingArrangement.parse(readArrangement(db) ?? {});
}

function tableOf(
  lines: readonly AccountingLine[],
  arrangement: AccountingArrangement,
  period: Period,
  format: Exclude<AccountingFormat, 'datev'>,
): Table {
  const { revenueAccount, receivableAccount } = arrangement;
  const day = lastDayOf(period);
  const rows = lines.map((line) => {
    const { rate, currency, number, externalId, debtorNumber, name, costCentre } = line;
    const money = (minor: number | undefined) => (minor === undefined ? null : { minor, currency });
    return {
      period,
      number,
      date: day,
      externalId,
      debtorNumber,
      name,
      costCentre,
      debit: receivableAccount,
      credit: revenueAccount,
      currency,
      amount: money(bookedMinor(line)),
      basis: rate === null ? 'excl_vat' : 'incl_vat',
      net: money(line.netMinor),
      vatRate: rate === null ? null : rate.basisPoints / 100,
      vat: money(rate?.vatMinor),
      rounding: money(rate?.roundingMinor),
      vatCode: vatCodeOf(line, arrangement),
      text: `SRS ${period} ${name ?? externalId ?? ''}`.trim(),
    };
  });
  const columns =
    format === 'bexio' ? BEXIO : arrangement.columns.map(({ field: key, heading }) => ({ key, heading }));
  return { sheet: format, columns, rows };
}

/** The columns that an import of journal entries of bexio is mapped from. */
const BEXIO = [
  { key: 'date', heading: 'Datum' },
  { key: 'number', heading: 'Belegnummer' },
  { key: 'text', heading: 'Beschreibung' },
  { key: 'debit', heading: 'Soll' },
  { key: 'credit', heading: 'Haben' },
  { key: 'amount', heading: 'Betrag' },
  { key: 'currency', heading: 'Währung' },
  { key: 'vatCode', heading: 'MWST-Code' },
] as const;

/**
 * What the customers of a closed month owe as a file for an accounting program, and how many lines it has.
 * @throws Conflict `changed` when it is no longer closed so
 */
export async function accountingFile(
  books: Books,
  close: Pick<CloseRow, 'id' | 'period' | 'closedAt'>,
  format: AccountingFormat,
): Promise<{ file: MadeFile; rows: number }> {
  const { period, closedAt } = close;
  const db = books.reader;
  const { lines, arrangement } = inSnapshot(db, () => {
    insistOnClose(db, period, close.id);
    return { lines: accountingLines(books, close), arrangement: arrangementOf(db) };
  });
  const rows = lines.length;
  if (format !== 'datev') {
    const table = tableOf(lines, arrangement, period, format);
    const written = format === 'plain' ? arrangement.written : 'en';
    return { file: await tableFile(['accounting', period], [table], 'csv', written), rows };
  }
  const name = fileName(['EXTF_Buchungsstapel', period], 'csv');
  const content = datevFile(lines, arrangement, period, closedAt);
  return { file: { name, type: 'text/csv; charset=windows-1252', content }, rows };
}
