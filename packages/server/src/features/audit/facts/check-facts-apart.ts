import { startWorker } from '../../../platform/threads/start-worker.ts';
import type { FactsReport } from './check-facts.ts';

/** Compares the facts of a database in a thread of its own, as of `now` (ms). @throws Error when it was stopped, or the thread failed */
export async function checkFactsApart(path: string, now: number, signal: AbortSignal): Promise<FactsReport> {
  signal.throwIfAborted();
  const worker = startWorker('check-facts', import.meta.url, { path, now });
  return new Promise<FactsReport>((resolve, reject) => {
    const stop = () => reject(new Error('the comparison of the facts was stopped'));
    signal.addEventListener('abort', stop, { once: true });
    worker.on('message', resolve);
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('the comparison of the facts ended without a result')));
  }).finally(() => void worker.terminate());
}
