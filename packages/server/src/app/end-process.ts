import { endThreads } from '../platform/threads/start-worker.ts';

/** What threads get to end, ms. */
const GRACE_MS = 1_000;

/**
 * Ends the process of a desk that has closed: exit code 0, or by SIGTERM where a thread is inside a long query. That one only
 * reads, or writes what is made anew; `process.exit` would wait for it, the signal does not.
 */
export async function endProcess(): Promise<void> {
  if (await endThreads(GRACE_MS)) process.exit(0);
  process.removeAllListeners('SIGTERM');
  process.kill(process.pid, 'SIGTERM');
}
