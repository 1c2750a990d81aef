import { availableParallelism } from 'node:os';
import { startWorker } from '../../../platform/threads/start-worker.ts';
import { LogFile } from '../log/log-file.ts';
import { unchecked, type Verification } from './finding.ts';
import { readVerifierKey } from './open-checkpoint-note.ts';
import { SHORT_LOG, verifyDatabase } from './verify-database.ts';

/** What is to be verified. */
export interface VerifyTask {
  path: string;
  publicKey: string;
  /** Texts of checkpoint notes from outside. */
  checkpoints: readonly string[];
}

interface Watching {
  onProgress: (done: number, total: number) => void;
  /** Ends the run early; it then counts as not checked. */
  signal: AbortSignal;
}

/** As `verifyDatabase`, for a desk that others work with meanwhile: a log that is not short is checked in threads of its own. */
export async function verifyApart(task: VerifyTask, { onProgress, signal }: Watching): Promise<Verification> {
  const { publicKey, ...log } = task;
  if (isShort(task.path))
    return verifyDatabase({ ...log, key: readVerifierKey(publicKey), onProgress, signal });
  // One processor is left to whoever works meanwhile, one is the thread's own.
  const threads = Math.max(0, Math.min(4, availableParallelism() - 2));
  const worker = startWorker('verify', import.meta.url, { ...task, threads });
  return new Promise<Verification>((resolve, reject) => {
    const stop = () => resolve(unchecked('the check could not be finished: it was stopped'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    worker.on('message', (said: { verification: Verification } | { done: number; total: number }) => {
      if ('verification' in said) resolve(said.verification);
      else onProgress(said.done, said.total);
    });
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('the verification ended without a result')));
  }).finally(() => void worker.terminate());
}

// One that cannot be read is told of by the verification.
function isShort(path: string): boolean {
  try {
    const log = new LogFile(path);
    try {
      const { firstSeq, lastSeq } = log.extent();
      return lastSeq - firstSeq < SHORT_LOG;
    } finally {
      log.close();
    }
  } catch {
    return true;
  }
}
