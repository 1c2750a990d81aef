import { open } from 'node:fs/promises';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { readCsv } from './read-csv.ts';
import { readXlsx } from './read-xlsx.ts';
import {
  DEFAULT_LIMITS,
  firstFilled,
  type Row,
  type Sheet,
  type TableLimits,
  type TableSource,
} from './sheet.ts';
import { UnreadableTable } from './unreadable-table.ts';
import { rowsApart } from './workbook-apart.ts';

const HEAD_BYTES = 64 * 1024;

async function headOf(source: TableSource): Promise<Buffer> {
  if (typeof source !== 'string') return source.subarray(0, HEAD_BYTES);
  const file = await open(source, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

const magicOf = (head: Buffer): string => head.subarray(0, 4).toString('latin1');
/** Whether a file that begins so is one of Excel's, or at least a ZIP file. */
const isWorkbook = (head: Buffer): boolean => magicOf(head) === 'PK\x03\x04';

/**
 * The sheets of an XLSX workbook, or the one of a CSV file: UTF-8, UTF-16 or Windows-1252; comma, semicolon, tab or
 * bar, also as a `sep=` line; quoted line breaks. What it is, its bytes tell, not its name. @throws UnreadableTable
 */
export async function readTable(
  source: TableSource,
  limits: TableLimits = DEFAULT_LIMITS,
): Promise<readonly Sheet[]> {
  const head = await headOf(source);
  if (head.length === 0) throw new UnreadableTable('empty', 'The file is empty.');
  const magic = magicOf(head);
  if (magic === '\xd0\xcf\x11\xe0') {
    throw new UnreadableTable(
      'old_excel',
      'This is an old Excel file (.xls), or one with a password: save it as .xlsx without a password, or as CSV.',
    );
  }
  return isWorkbook(head) ? readXlsx(source, limits) : [readCsv(source, head, limits)];
}

/** Then others have their turn, and who has left is noticed. */
const ROWS_IN_A_TURN = 200;

/**
 * The rows of the first sheet that has any; those of a workbook are read by a thread of their own, see {@link rowsApart}.
 * @throws UnreadableTable, Unavailable, the reason of `gone`
 */
export async function* readFirstSheet(
  source: Buffer,
  limits: TableLimits = DEFAULT_LIMITS,
  gone?: AbortSignal,
): AsyncGenerator<Row> {
  let read = 0;
  const rows = isWorkbook(source)
    ? rowsApart(source, limits, gone)
    : firstFilled(await readTable(source, limits));
  for await (const row of rows) {
    read += 1;
    if (read % ROWS_IN_A_TURN === 0) await yieldToEventLoop(undefined, { signal: gone });
    yield row;
  }
}
