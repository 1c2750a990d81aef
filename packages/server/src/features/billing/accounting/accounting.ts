import type { Period } from '@srs-desk/shared/billing/periods.ts';
import {
  type AccountingArrangement,
  type AccountingFormat,
  accountingArrangement,
} from '@srs-desk/shared/billing/wire.ts';
import type { Db } from '../../../platform/db/connection.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { fileName, type MadeFile, tableFile } from '../../../platform/tables/made-file.ts';
import type { Table } from '../../../platform/tables/table.ts';
import { readCurrentClose } from '../periods/queries.ts';
import { readArrangement } from '../usage/state.ts';
import { type AccountingLine, accountingLines, bookedMinor, vatCodeOf } from './accounting-lines.ts';
import { datevFile, lastDayOf } from './datev.ts';

/** How accounting files are arranged; the defaults where nobody has. */
export function arrangementOf(db: Db): AccountingArrangement {
  return accountingArrangement.parse(readArrangement(db) ?? {});
}

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
 * What a closed month's customers owe as a file for an accounting program, a line per customer; the export is entered in the
 * log first. @throws Conflict `not_closed`
 */
export async function exportAccounting(
  desk: Desk,
  who: Principal,
  period: Period,
  format: AccountingFormat,
): Promise<MadeFile> {
  const lines = await accountingLines(desk, who, period);
  const arrangement = arrangementOf(desk.reader);
  unwrap(
    await desk.ledger.record(
      [],
      [
        {
          action: 'billing.accounting.export',
          actor: who.actor,
          origin: who.origin,
          target: period,
          detail: { format, lines: lines.length },
        },
      ],
    ),
  );
  if (format !== 'datev') {
    const table = tableOf(lines, arrangement, period, format);
    const written = format === 'plain' ? arrangement.written : 'en';
    return tableFile(['accounting', period], [table], 'csv', written);
  }
  const closedAt = readCurrentClose(desk.reader, period)?.closedAt ?? 0;
  const name = fileName(['EXTF_Buchungsstapel', period], 'csv');
  return {
    name,
    type: 'text/csv; charset=windows-1252',
    content: datevFile(lines, arrangement, period, closedAt),
  };
}
