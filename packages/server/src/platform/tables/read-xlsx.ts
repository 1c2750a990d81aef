import { type Row, type Sheet, type TableLimits, type TableSource, withinLimits } from './sheet.ts';
import { UnreadableTable } from './unreadable-table.ts';
import { xlsxRows } from './xlsx-rows.ts';
import { readWorkbook, type Workbook } from './xlsx-workbook.ts';
import { openZip, type ZipParts } from './zip-parts.ts';

function damaged(where: string): UnreadableTable {
  return new UnreadableTable(
    'broken_xlsx',
    `The workbook is damaged${where}: open it in a spreadsheet and save it anew.`,
  );
}

/** What is to be told of an error while unpacking or parsing; one of the disk's or of our own stays what it is. */
function readingFailed(error: unknown, where: string): unknown {
  const other = error instanceof TypeError || (error instanceof Error && 'syscall' in error);
  return other || error instanceof UnreadableTable ? error : damaged(where);
}

async function open(source: TableSource, limits: TableLimits): Promise<ZipParts> {
  try {
    return await openZip(source, limits.unpackedBytes);
  } catch (error) {
    throw readingFailed(error, '');
  }
}

function otherKind(names: readonly string[]): UnreadableTable {
  const found = names.includes('xl/workbook.bin')
    ? 'a binary workbook (.xlsb)'
    : names.includes('content.xml')
      ? 'an OpenDocument file (.ods)'
      : 'a ZIP file';
  return new UnreadableTable(
    'broken_xlsx',
    `This is ${found}, not an XLSX workbook: save it as .xlsx or CSV.`,
  );
}

async function* rowsOf(
  source: TableSource,
  limits: TableLimits,
  workbook: Workbook,
  { name, part }: Workbook['sheets'][number],
): AsyncGenerator<Row> {
  const zip = await open(source, limits);
  let last = 0;
  try {
    for await (const row of xlsxRows(zip.unpack(part), workbook)) {
      last = row.number;
      yield row;
    }
  } catch (error) {
    throw readingFailed(error, ` in sheet "${name}" below row ${last}`);
  } finally {
    zip.close();
  }
}

/** The sheets of an XLSX workbook, in its order. @throws UnreadableTable */
export async function readXlsx(source: TableSource, limits: TableLimits): Promise<readonly Sheet[]> {
  const zip = await open(source, limits);
  let workbook: Workbook | null;
  try {
    workbook = await readWorkbook(zip);
  } catch (error) {
    throw readingFailed(error, '');
  } finally {
    zip.close();
  }
  if (workbook === null) throw otherKind(zip.names);
  const found = workbook;
  return found.sheets.map((sheet) => ({
    name: sheet.name,
    rows: () => withinLimits(rowsOf(source, limits, found, sheet), limits),
  }));
}
