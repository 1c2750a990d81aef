import { Unavailable, Unprocessable } from '../../../platform/errors.ts';
import { startWorker } from '../../../platform/threads/start-worker.ts';
import type { InvoiceMessage, InvoiceWork } from './invoice-work.ts';

/** Longer than any sound file takes, ms. */
const LONGEST_MS = 5 * 60 * 1000;

/** A sound invoice of as many rows as a table may have needs a part of this. */
const MOST_MEMORY_MB = 1024;

/** The message that ends each kind of work well. */
const RESULT_OF = { preview: 'previewed', import: 'matched', again: 'matched' } as const;
type ResultOf<W extends InvoiceWork> = Extract<InvoiceMessage, { kind: (typeof RESULT_OF)[W['kind']] }>;

/** Who listens while a file is read. */
interface WorkListener {
  onProgress?: (message: Extract<InvoiceMessage, { kind: 'progress' }>) => void;
  /** Staged rows, in their order; the next come when this is done. */
  onRows?: (rows: string[]) => Promise<void>;
}

function refusal(message: Extract<InvoiceMessage, { kind: 'refused' }>): Unprocessable {
  return new Unprocessable(message.code, message.message, { lines: message.errors, more: message.more });
}

/**
 * Reads or reconciles an invoice in a thread of its own, so that nothing else waits for it.
 * @throws Unprocessable with the bad lines, Unavailable when the thread fails or takes too long
 */
export function runInvoiceWork<W extends InvoiceWork>(
  work: W,
  listener: WorkListener = {},
): Promise<ResultOf<W>> {
  const isResult = (message: InvoiceMessage): message is ResultOf<W> => message.kind === RESULT_OF[work.kind];
  return new Promise((resolve, reject) => {
    const worker = startWorker('invoice', import.meta.url, work, {
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    });
    let storing: Promise<void> = Promise.resolve();
    let ended = false;
    const end = (finish: () => void) => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      void worker.terminate();
      finish();
    };
    const fail = (error: Error) => end(() => reject(error));
    const timer = setTimeout(
      () =>
        fail(new Unavailable('invoice_too_slow', 'Reading the file took too long; nothing was imported.')),
      LONGEST_MS,
    );
    worker.on('message', (message: InvoiceMessage) => {
      switch (message.kind) {
        case 'progress':
          listener.onProgress?.(message);
          break;
        case 'rows':
          storing = storing.then(() => listener.onRows?.(message.rows));
          storing.catch(fail);
          break;
        case 'refused':
          fail(refusal(message));
          break;
        default:
          if (isResult(message)) storing.then(() => end(() => resolve(message)), fail);
      }
    });
    worker.on('error', (error) => {
      const tooMuch = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      fail(
        tooMuch
          ? new Unprocessable(
              'too_large',
              'The file is too large to be read as a whole: save it as CSV, or split it.',
            )
          : new Unavailable('invoice_thread_failed', `The file could not be read: ${error.name}.`),
      );
    });
    worker.on('exit', () => {
      storing.then(
        () => fail(new Unavailable('invoice_thread_failed', 'The file could not be read.')),
        () => undefined,
      );
    });
  });
}
