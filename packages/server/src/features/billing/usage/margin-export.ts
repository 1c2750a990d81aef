import type { MarginRow } from '@srs-desk/shared/billing/wire.ts';
import { FILE_TEXTS } from '@srs-desk/shared/words/both.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { type FileLanguage, type MadeFile, tableFile } from '../../../platform/tables/made-file.ts';
import type { Table } from '../../../platform/tables/table.ts';
import { readMargin } from './margin.ts';
import { readSpan, type UsageQuery } from './read-usage.ts';

function marginTable(rows: readonly MarginRow[], language: FileLanguage): Table {
  const { sheet, headers, state } = FILE_TEXTS[language].margin;
  const lines = rows.map(({ revenueMinor, costMinor, marginMinor, currency, final, ...row }) => {
    const money = (minor: number | null) =>
      minor === null || currency === null ? null : { minor, currency };
    return {
      ...row,
      currency,
      revenueMinor: money(revenueMinor),
      costMinor: money(costMinor),
      marginMinor: money(marginMinor),
      state: state[final ? 'final' : 'provisional'],
    };
  });
  const columns = Object.entries(headers).map(([key, heading]) => ({ key, heading }));
  return { sheet, columns, rows: lines };
}

/** Revenue, cost and margin as CSV; the export is entered in the log first. @throws InvalidInput */
export async function exportMargin(
  desk: Desk,
  who: Principal,
  asked: UsageQuery,
  language: FileLanguage,
): Promise<MadeFile> {
  const rows = readMargin(desk, asked);
  const { from, to } = readSpan(desk, asked);
  unwrap(
    await desk.ledger.record(
      [],
      [
        {
          action: 'billing.margin.export',
          actor: who.actor,
          origin: who.origin,
          target: `${from}..${to}`,
          detail: { language, rows: rows.length, groupBy: asked.groupBy ?? null },
        },
      ],
    ),
  );
  return tableFile(['margin', from, to], [marginTable(rows, language)], 'csv', language);
}
