// Whoever opens the ledger knows every command by its type.

import { openLedger, type StartLedger } from '../platform/ledger/ledger.ts';
import { startWorker } from '../platform/threads/start-worker.ts';
import type {} from './commands.ts';

/** Opens the ledger with a writer thread that knows the commands of all features. @throws Error as {@link openLedger} */
export const startLedger: StartLedger = (options) =>
  openLedger({ ...options, startWriter: (start) => startWorker('writer', import.meta.url, start) });
