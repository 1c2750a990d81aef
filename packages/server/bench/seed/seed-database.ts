import type { Worker } from 'node:worker_threads';
import { refuseUnlessEmpty, removeUnfinished } from '../../src/platform/ledger/bulk-load.ts';
import type { AuditKeys } from '../../src/platform/ledger/key-file.ts';
import { startWorker } from '../../src/platform/threads/start-worker.ts';
import type { SeedPlan, SeedProgress } from './replay-history.ts';
import type { LoadStart, ReplayStart } from './seed-protocol.ts';

interface SeedOptions extends SeedPlan {
  billingTimeZone: string;
  /** No order is due: for benchmarks that bring their own. */
  nothingDue?: boolean;
  onProgress?: (done: SeedProgress) => void;
}

/**
 * The replaying thread makes many short-lived values, of which a batch's worth is alive at any time: with room for them
 * they die before they are copied (measured: docs/performance.md).
 */
const YOUNG_GENERATION_MB = 128;

/**
 * Fills an empty database with orders, calls and their log, as if the desk had watched them for two years:
 * the same for the same seed and end, but for keys and ciphers. One thread replays, another one writes; gives the number
 * of entries.
 * @throws LoadRefused when there is a log already.
 */
export async function seedDatabase(
  path: string,
  keys: AuditKeys,
  options: SeedOptions,
): Promise<{ entries: number }> {
  refuseUnlessEmpty(path);
  const { billingTimeZone, nothingDue = false, onProgress, ...plan } = options;
  const { port1: from, port2: to } = new MessageChannel();
  const loading: LoadStart = { path, keys, billingTimeZone, until: plan.until, nothingDue, from };
  const replaying: ReplayStart = { keys, plan, to };
  const loader = startWorker('load', import.meta.url, loading, { transferList: [from] });
  const replayer = startWorker('replay', import.meta.url, replaying, {
    transferList: [to],
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  });
  replayer.on('message', (done: SeedProgress) => onProgress?.(done));
  try {
    const [loaded] = await Promise.all([resultOf(loader, 'loading'), resultOf(replayer, 'replaying')]);
    return loaded as { entries: number };
  } catch (error) {
    await Promise.all([loader.terminate(), replayer.terminate()]);
    removeUnfinished(path);
    throw error;
  }
}

/** The last message of a thread that ended well; rejects with what ended it otherwise. */
function resultOf(worker: Worker, name: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let last: unknown;
    worker.on('message', (message: unknown) => {
      last = message;
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      if (code === 0) resolve(last);
      else reject(new Error(`the ${name} thread ended with ${code}`));
    });
  });
}
