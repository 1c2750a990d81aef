import type { UsageRow } from '@srs-desk/shared/billing/wire.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { held } from '../../../platform/ledger/held.ts';
import { fileTexts } from '../file-texts.ts';
import {
  type Cell,
  CSV_TYPE,
  type FileLanguage,
  fileName,
  type MadeFile,
  type Table,
  toCsv,
  toXlsx,
  XLSX_TYPE,
} from '../table-file.ts';
import { readSpan, readUsage, type UsageAsked } from './read-usage.ts';

/** One line per currency; the counts stand on the first. */
function cellsOf(row: UsageRow): Cell[][] {
  const key = [row.period, row.externalId, row.issuer, row.method];
  const counts = [row.placed, row.terminated, row.verified, row.error, row.cancelled, row.pending];
  const rest = [row.billable, row.unpriced];
  const amounts =
    row.amounts.length > 0
      ? row.amounts
      : [{ currency: row.currency, amount: row.amount, adjustment: row.adjustment }];
  return amounts.map(({ currency, amount, adjustment }, at): Cell[] => {
    const money = (minor: number | null): Cell =>
      minor === null || currency === null ? null : { minor, currency };
    const total = amount === null || adjustment === null ? null : amount + adjustment;
    const figures = at === 0 ? [...counts, ...rest] : [...counts, ...rest].map(() => 0);
    return [...key, ...figures, currency, money(amount), money(adjustment), money(total)];
  });
}

/** The usage table of a file. */
export function usageTable(rows: readonly UsageRow[], language: FileLanguage): Table {
  const { usage } = fileTexts[language];
  return { sheet: usage.sheet, headers: usage.headers, rows: rows.flatMap(cellsOf) };
}

/** The usage asked for as a file; that it was taken out stands in the log before it is given. @throws InvalidInput */
export async function exportUsage(
  desk: Desk,
  who: Principal,
  asked: UsageAsked,
  format: 'csv' | 'xlsx',
  language: FileLanguage,
): Promise<MadeFile> {
  const rows = readUsage(desk, asked);
  const { from, to } = readSpan(desk, asked);
  held(
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
  const table = usageTable(rows, language);
  const name = fileName(['usage', from, to], format);
  return format === 'csv'
    ? { name, type: CSV_TYPE, content: toCsv([table], language) }
    : { name, type: XLSX_TYPE, content: await toXlsx([table]) };
}
