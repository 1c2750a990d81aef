import { USAGE_KEYS } from '@srs-desk/shared/billing/file-columns.ts';
import type { UsageRow } from '@srs-desk/shared/billing/wire.ts';
import { FILE_TEXTS } from '@srs-desk/shared/words/both.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { type FileLanguage, type MadeFile, tableFile } from '../../../platform/tables/made-file.ts';
import { type Cell, columnsOf, type Table, type TableRow } from '../../../platform/tables/table.ts';
import { readSpan, readUsage, type UsageQuery } from './read-usage.ts';

type UsageCells = TableRow<(typeof USAGE_KEYS)[number]>;

const NO_COUNTS = {
  placed: 0,
  terminated: 0,
  verified: 0,
  error: 0,
  cancelled: 0,
  pending: 0,
  billable: 0,
  unpriced: 0,
};

/** One line per currency; the counts stand on the first. */
function rowsOf(row: UsageRow): UsageCells[] {
  const { period, externalId, issuer, method } = row;
  const amounts =
    row.amounts.length > 0
      ? row.amounts
      : [{ currency: row.currency, amount: row.amount, adjustment: row.adjustment }];
  return amounts.map(({ currency, amount, adjustment }, at) => {
    const money = (minor: number | null): Cell =>
      minor === null || currency === null ? null : { minor, currency };
    const total = amount === null || adjustment === null ? null : amount + adjustment;
    const { placed, terminated, verified, error, cancelled, pending, billable, unpriced } =
      at === 0 ? row : NO_COUNTS;
    return {
      period,
      externalId,
      issuer,
      method,
      placed,
      terminated,
      verified,
      error,
      cancelled,
      pending,
      billable,
      unpriced,
      currency,
      amount: money(amount),
      adjustment: money(adjustment),
      total: money(total),
    };
  });
}

/** The usage table of a file. */
export function usageTable(rows: readonly UsageRow[], language: FileLanguage): Table {
  const { usage } = FILE_TEXTS[language];
  return { sheet: usage.sheet, columns: columnsOf(USAGE_KEYS, usage.headers), rows: rows.flatMap(rowsOf) };
}

/** The usage asked for as a file; the export is entered in the log first. @throws InvalidInput */
export async function exportUsage(
  desk: Desk,
  who: Principal,
  asked: UsageQuery,
  format: 'csv' | 'xlsx',
  language: FileLanguage,
): Promise<MadeFile> {
  const rows = readUsage(desk, asked);
  const { from, to } = readSpan(desk, asked);
  unwrap(
    await desk.ledger.record(
      [],
      [
        {
          action: 'billing.usage.export',
          actor: who.actor,
          origin: who.origin,
          externalId: asked.externalId || null,
          target: `${from}..${to}`,
          detail: { format, language, rows: rows.length, groupBy: asked.groupBy ?? null },
        },
      ],
    ),
  );
  return tableFile(['usage', from, to], [usageTable(rows, language)], format, language);
}
