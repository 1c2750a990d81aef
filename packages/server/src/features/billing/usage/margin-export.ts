import { MARGIN_FIELDS } from '@srs-desk/shared/billing/usage-fields.ts';
import type { MarginRow } from '@srs-desk/shared/billing/wire.ts';
import { FILE_TEXTS } from '@srs-desk/shared/words/both.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { type FileLanguage, type MadeFile, tableFile } from '../../../platform/tables/made-file.ts';
import { sheetOf, type Table } from '../../../platform/tables/table.ts';
import { amountCells } from '../amount-cells.ts';
import { readMargin } from './margin.ts';
import { readSpan, type UsageQuery } from './read-usage.ts';

/** The margin table of a file. */
function marginTable(rows: readonly MarginRow[], language: FileLanguage): Table {
  const { sheet, headers, state } = FILE_TEXTS[language].margin;
  const lines = rows.map((row) => ({
    ...amountCells(MARGIN_FIELDS, row),
    state: state[row.final ? 'final' : 'provisional'],
  }));
  return sheetOf(sheet, MARGIN_FIELDS, headers, lines);
}

/** Revenue, cost and margin as a file; the export is entered in the log first. @throws InvalidInput */
export async function exportMargin(
  desk: Desk,
  who: Principal,
  asked: UsageQuery,
  format: 'csv' | 'xlsx',
  language: FileLanguage,
  gone: AbortSignal,
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
          detail: { format, language, rows: rows.length, groupBy: asked.groupBy ?? null },
        },
      ],
    ),
  );
  return tableFile(['margin', from, to], [marginTable(rows, language)], format, language, gone);
}
