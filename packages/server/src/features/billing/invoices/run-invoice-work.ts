import { Unavailable, Unprocessable } from '../../../platform/errors.ts';
import { startWorker } from '../../../platform/threads/start-worker.ts';
import type { InvoiceNews, InvoiceWork } from './invoice-work.ts';

/** Longer than any sound file takes, ms. */
const LONGEST_MS = 5 * 60 * 1000;

/** A sound invoice of as many rows as a table may have needs a part of this. */
const MOST_MEMORY_MB = 1024;

type Previewed = Extract<InvoiceNews, { kind: 'previewed' }>;
type Matched = Extract<InvoiceNews, { kind: 'matched' }>;
type ResultOf<W extends InvoiceWork> = W extends { kind: 'preview' } ? Previewed : Matched;

/** Who listens while a file is read. */
export interface WorkListener {
  onProgress?: (news: Extract<InvoiceNews, { kind: 'progress' }>) => void;
  /** Staged rows, in their order; the next come when this is done. */
  onRows?: (rows: string[]) => Promise<void>;
}

function refusal(news: Extract<InvoiceNews, { kind: 'refused' }>): Unprocessable {
  return new Unprocessable(news.code, news.message, { lines: news.errors, more: news.more });
}

/**
 * Reads or reconciles an invoice in a thread of its own, so that nothing else waits for it.
 * @throws Unprocessable with the bad lines, Unavailable when the thread fails or takes too long
 */
export function runInvoiceWork<W extends InvoiceWork>(
  work: W,
  listener: WorkListener = {},
): Promise<ResultOf<W>> {
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
    worker.on('message', (news: InvoiceNews) => {
      switch (news.kind) {
        case 'progress':
          listener.onProgress?.(news);
          break;
        case 'rows':
          storing = storing.then(() => listener.onRows?.(news.rows));
          storing.catch(fail);
          break;
        case 'refused':
          fail(refusal(news));
          break;
        default:
          storing.then(() => end(() => resolve(news as ResultOf<W>)), fail);
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
