import { MARGIN_FIELDS } from '@srs-desk/shared/billing/usage-fields.ts';
import type { MarginRow } from '@srs-desk/shared/billing/wire.ts';
import { FILE_TEXTS } from '@srs-desk/shared/words/both.ts';
import { inSnapshot } from '../../../platform/db/snapshot.ts';
import { type FileLanguage, type MadeFile, tableFile } from '../../../platform/tables/made-file.ts';
import { sheetOf, type Table } from '../../../platform/tables/table.ts';
import { amountCells } from '../amount-cells.ts';
import type { Books } from '../books.ts';
import { readMargin } from './margin.ts';
import type { UsageAsked } from './read-usage.ts';

/** The margin table of a file. */
function marginTable(rows: readonly MarginRow[], language: FileLanguage): Table {
  const { sheet, headers, state } = FILE_TEXTS[language].margin;
  const lines = rows.map((row) => ({
    ...amountCells(MARGIN_FIELDS, row),
    state: state[row.final ? 'final' : 'provisional'],
  }));
  return sheetOf(sheet, MARGIN_FIELDS, headers, lines);
}

/** Revenue, cost and margin as a file, and how many rows it has. @throws InvalidInput */
export async function marginFile(
  books: Books,
  asked: UsageAsked,
  format: 'csv' | 'xlsx',
  language: FileLanguage,
): Promise<{ file: MadeFile; rows: number }> {
  const table = marginTable(
    inSnapshot(books.reader, () => readMargin(books, asked)),
    language,
  );
  const file = await tableFile(['margin', asked.from, asked.to], [table], format, language);
  return { file, rows: table.rows.length };
}
