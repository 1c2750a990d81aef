import { once } from 'node:events';
import { startWorker } from '../../../platform/threads/start-worker.ts';

/** As `repeatedAmong`, in a thread of its own, which gets the memory of the parts: they are empty afterwards. @throws the thread's error */
export async function repeatedApart(parts: readonly Float64Array<ArrayBuffer>[]): Promise<Set<number>> {
  const transferList = parts.map(({ buffer }) => buffer);
  const worker = startWorker('repeated', import.meta.url, { parts }, { transferList });
  const [marks] = await once(worker, 'message');
  return marks as Set<number>;
}
