import type { Logger } from 'pino';
import type { Ledger } from './ledger.ts';

/** How often the log's end is signed while it grows, ms. */
const EVERY_MS = 60_000;

/** Signs a checkpoint a minute while entries come (the ledger signs none when idle). Gives the function that ends it. */
export function startCheckpoints(desk: { ledger: Ledger; log: Logger }): () => void {
  const timer = setInterval(() => {
    desk.ledger
      .checkpoint()
      .catch((error) => desk.log.error({ err: error }, 'no checkpoint could be signed'));
  }, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
