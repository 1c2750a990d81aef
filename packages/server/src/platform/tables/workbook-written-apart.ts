import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { Unavailable } from '../errors.ts';
import { startWorker } from '../threads/start-worker.ts';
import type { Table } from './table.ts';

/** The bytes of the workbook, or why there are none. */
export type WrittenTold = { bytes: Uint8Array } | { error: string };

/**
 * The tables as a workbook, written in a thread of its own: packing thousands of rows takes a second that nobody else is to wait
 * for. @throws Unavailable when the thread fails, the reason of `gone`
 */
export async function xlsxApart(tables: readonly Table[], gone?: AbortSignal): Promise<Buffer> {
  gone?.throwIfAborted();
  const worker = startWorker('write-workbook', import.meta.url, tables);
  try {
    const told = await answerOf(worker, gone);
    if ('error' in told) throw new Error(told.error);
    return Buffer.from(told.bytes);
  } catch (error) {
    gone?.throwIfAborted();
    throw new Unavailable('file_not_written', `The workbook could not be written: ${messageOf(error)}`);
  } finally {
    void worker.terminate();
  }
}

async function answerOf(worker: Worker, gone: AbortSignal | undefined): Promise<WrittenTold> {
  const [told] = await once(worker, 'message', gone ? { signal: gone } : {});
  return told;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
