import { once } from 'node:events';
import { Unavailable } from '../errors.ts';
import { startWorker } from '../threads/start-worker.ts';
import type { Row, TableLimits } from './sheet.ts';
import { UnreadableTable } from './unreadable-table.ts';

/** What the thread is given, and what it tells: rows in their order, or what stands against the file. It ends after the last. */
export interface WorkbookAsked {
  bytes: Uint8Array;
  limits: TableLimits;
}
export type WorkbookTold =
  | { rows: readonly Row[] }
  | { refused: Pick<UnreadableTable, 'code' | 'message' | 'row'> };

/** What the thread of one workbook may take. */
interface Bounds {
  memoryMb: number;
  ms: number;
}

/** A workbook of as many rows as an import takes needs a part of either. */
const AT_MOST: Bounds = { memoryMb: 192, ms: 30_000 };

const tooLarge = (): UnreadableTable =>
  new UnreadableTable('too_large', 'The workbook is too large to be read: save it as CSV, or split it.');

/**
 * The rows of the first sheet of an XLSX workbook that has any, read in a thread of its own whose memory and time are bounded: what is
 * packed small may be large, and holds up nobody. @throws UnreadableTable, Unavailable when the thread fails, the reason of `gone`
 */
export async function* rowsApart(
  bytes: Buffer,
  limits: TableLimits,
  gone?: AbortSignal,
  { memoryMb, ms }: Bounds = AT_MOST,
): AsyncGenerator<Row> {
  const asked: WorkbookAsked = { bytes, limits };
  const worker = startWorker('workbook', import.meta.url, asked, {
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
  const told: WorkbookTold[] = [];
  let ended = false;
  let failed: Error | null = null;
  const end = (why: Error | null) => {
    failed ??= ended ? null : why;
    ended = true;
    void worker.terminate();
    worker.emit('told');
  };
  const timer = setTimeout(() => end(tooLarge()), ms);
  const left = () => end(gone?.reason);
  gone?.addEventListener('abort', left);
  worker.on('message', (one: WorkbookTold) => {
    told.push(one);
    worker.emit('told');
  });
  worker.on('error', (error) => end(meaningOf(error)));
  worker.on('exit', () => end(null));
  try {
    gone?.throwIfAborted();
    while (told.length > 0 || !ended) {
      const next = told.shift();
      if (next === undefined) await once(worker, 'told');
      else if ('refused' in next)
        throw new UnreadableTable(next.refused.code, next.refused.message, next.refused.row);
      else yield* next.rows;
    }
    if (failed !== null) throw failed;
  } finally {
    clearTimeout(timer);
    gone?.removeEventListener('abort', left);
    void worker.terminate();
  }
}

function meaningOf(error: Error): Error {
  const isFull = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return isFull ? tooLarge() : new Unavailable('workbook_thread_failed', 'The workbook could not be read.');
}
