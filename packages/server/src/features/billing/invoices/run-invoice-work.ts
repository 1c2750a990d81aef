import { Conflict, Unavailable, Unprocessable } from '../../../platform/errors.ts';
import { startWorker } from '../../../platform/threads/start-worker.ts';
import type { ImportQuestion, InvoiceMessage, InvoiceWork } from './invoice-work.ts';

/** Longer than any sound file takes to be read and reconciled, ms. */
const LONGEST_MS = 60 * 1000;

/** A sound invoice of as many rows as a table may have needs a part of this. */
const MOST_MEMORY_MB = 512;

/** The message that ends each kind of work well. */
const RESULT_OF = { preview: 'previewed', import: 'matched', again: 'matched' } as const;
type ResultOf<W extends InvoiceWork> = Extract<InvoiceMessage, { kind: (typeof RESULT_OF)[W['kind']] }>;

/** Who listens while a file is read. */
interface WorkListener {
  /** Ends the work at once when it is aborted. */
  stopped?: AbortSignal | undefined;
  onProgress?: (message: Extract<InvoiceMessage, { kind: 'progress' }>) => void;
  /** Staged rows, in their order; the next come when this is done. */
  onRows?: (rows: string[]) => Promise<void>;
}

function wordsOf(question: ImportQuestion): string {
  const { lines, of } = question;
  if (question.code === 'other_month') {
    const { period, asked } = question;
    return `${lines} of ${of} lines are of ${period}, not of ${asked}. Choose that month, or say that ${asked} is meant (periodMeant).`;
  }
  const rate = question.vatBasisPoints;
  return [
    `${lines} of ${of} amounts are what we expect plus ${rate / 100} % of tax.`,
    `Say whether they include it (mapping.vatBasisPoints ${rate}) or are net (0).`,
  ].join(' ');
}

function refusal(message: Extract<InvoiceMessage, { kind: 'refused' }>): Unprocessable {
  return new Unprocessable(message.code, message.message, { lines: message.errors, more: message.more });
}

/**
 * Reads or reconciles an invoice in a thread of its own, so that nothing else waits for it, with `memoryMb` for what it keeps.
 * @throws Unprocessable with the bad lines, Conflict with what must be said first (`ImportQuestion`), `import_stopped`,
 * Unavailable when the thread fails or takes too long
 */
export function runInvoiceWork<W extends InvoiceWork>(
  work: W,
  listener: WorkListener = {},
  memoryMb = MOST_MEMORY_MB,
): Promise<ResultOf<W>> {
  const isResult = (message: InvoiceMessage): message is ResultOf<W> => message.kind === RESULT_OF[work.kind];
  return new Promise((resolve, reject) => {
    const worker = startWorker('invoice', import.meta.url, work, {
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    });
    let storing: Promise<void> = Promise.resolve();
    let ended = false;
    const end = (finish: () => void) => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      listener.stopped?.removeEventListener('abort', stop);
      void worker.terminate();
      finish();
    };
    const fail = (error: Error) => end(() => reject(error));
    const timer = setTimeout(
      () =>
        fail(new Unavailable('invoice_too_slow', 'Reading the file took too long; nothing was imported.')),
      LONGEST_MS,
    );
    const stop = () => fail(new Conflict('import_stopped', 'It was stopped; nothing was imported.'));
    if (listener.stopped?.aborted) stop();
    listener.stopped?.addEventListener('abort', stop);
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
        case 'question': {
          const { code, ...about } = message.question;
          fail(new Conflict(code, wordsOf(message.question), about));
          break;
        }
        default:
          // What is left is the ledger's to do, in its own time.
          clearTimeout(timer);
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
