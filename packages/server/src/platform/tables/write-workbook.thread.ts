import { parentPort, workerData } from 'node:worker_threads';
import type { Table } from './table.ts';
import type { WrittenTold } from './workbook-written-apart.ts';
import { toXlsx } from './write-xlsx.ts';

const tell = (told: WrittenTold): void => parentPort?.postMessage(told);

toXlsx(workerData as readonly Table[]).then(
  (bytes) => tell({ bytes }),
  (error: unknown) => tell({ error: error instanceof Error ? error.message : String(error) }),
);
