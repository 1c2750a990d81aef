import { NO_USAGE } from '@srs-desk/shared/billing/usage.ts';
import { USAGE_FIELDS } from '@srs-desk/shared/billing/usage-fields.ts';
import type { UsageRow } from '@srs-desk/shared/billing/wire.ts';
import { FILE_TEXTS } from '@srs-desk/shared/words/both.ts';
import { inSnapshot } from '../../../platform/db/snapshot.ts';
import { type FileLanguage, type MadeFile, tableFile } from '../../../platform/tables/made-file.ts';
import { sheetOf, type Table } from '../../../platform/tables/table.ts';
import { amountCells } from '../amount-cells.ts';
import type { Books } from '../books.ts';
import { readUsage, type UsageAsked } from './read-usage.ts';

const NO_COUNTS = { ...NO_USAGE, unpriced: 0 };

/** One line per currency; the counts stand on the first. */
function linesOf(row: UsageRow) {
  const amounts = row.amounts.length > 0 ? row.amounts : [row];
  return amounts.map(({ currency, amount, adjustment }, at) => {
    const total = amount === null || adjustment === null ? null : amount + adjustment;
    const line = { ...row, ...(at === 0 ? {} : NO_COUNTS), currency, amount, adjustment, total };
    return amountCells(USAGE_FIELDS, line);
  });
}

/** The usage table of a file. */
function usageTable(rows: readonly UsageRow[], language: FileLanguage): Table {
  const { sheet, headers } = FILE_TEXTS[language].usage;
  return sheetOf(sheet, USAGE_FIELDS, headers, rows.flatMap(linesOf));
}

/** The usage asked for as a file, and how many rows it has. @throws InvalidInput */
export async function usageFile(
  books: Books,
  asked: UsageAsked,
  format: 'csv' | 'xlsx',
  language: FileLanguage,
): Promise<{ file: MadeFile; rows: number }> {
  const table = usageTable(
    inSnapshot(books.reader, () => readUsage(books, asked)),
    language,
  );
  const file = await tableFile(['usage', asked.from, asked.to], [table], format, language);
  return { file, rows: table.rows.length };
}
