import { parentPort, workerData } from 'node:worker_threads';
import { readXlsx } from './read-xlsx.ts';
import { firstFilled, type Row } from './sheet.ts';
import { UnreadableTable } from './unreadable-table.ts';
import type { WorkbookAsked, WorkbookTold } from './workbook-apart.ts';

const ROWS_AT_ONCE = 200;

const tell = (told: WorkbookTold): void => parentPort?.postMessage(told);

async function read({ bytes, limits }: WorkbookAsked): Promise<void> {
  let rows: Row[] = [];
  for await (const row of firstFilled(await readXlsx(Buffer.from(bytes), limits))) {
    if (rows.push(row) < ROWS_AT_ONCE) continue;
    tell({ rows });
    rows = [];
  }
  tell({ rows });
}

read(workerData as WorkbookAsked).catch((error: unknown) => {
  if (!(error instanceof UnreadableTable)) throw error;
  const { code, message, row } = error;
  tell({ refused: { code, message, row } });
});
