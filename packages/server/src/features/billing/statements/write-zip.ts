import { once } from 'node:events';
import { startWorker } from '../../../platform/threads/start-worker.ts';
import type { ZipAnswer, ZipOrder, ZipWork } from './zip-work.ts';

/** The statements of the largest customer need a part of this. */
const MOST_MEMORY_MB = 512;

/** A ZIP that is being written in a thread of its own. */
interface ZipWriter {
  /** Hands over the next; the one after it comes when this is written. @throws when the thread has failed, or was stopped */
  take(order: ZipOrder): Promise<ZipAnswer>;
  close(): Promise<void>;
}

/** Begins a ZIP of statements; `stopped` ends it at once. */
export function writeZip(work: ZipWork, stopped: AbortSignal): ZipWriter {
  const worker = startWorker('statement-zip', import.meta.url, work, {
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
  });
  // Who waits for an answer hears of the failure.
  worker.on('error', () => undefined);
  const ended = new AbortController();
  worker.once('exit', () => ended.abort());
  return {
    async take(order) {
      worker.postMessage(order);
      const [answer] = await once(worker, 'message', { signal: AbortSignal.any([stopped, ended.signal]) });
      return answer as ZipAnswer;
    },
    async close() {
      await worker.terminate();
    },
  };
}
