import { Conflict } from '../../../platform/errors.ts';
import type { Ledger } from '../../../platform/ledger/ledger.ts';
import type { InvoicePhase } from './invoice-work.ts';

/** Invoices read or reconciled at once, by all users together: each takes a thread and its memory. */
const AT_ONCE = 4;

/** How far an import has come, in lines. */
export interface InvoiceProgress {
  phase: InvoicePhase;
  lines: number;
}

interface Running {
  readonly by: string;
  readonly stop: AbortController;
  progress: InvoiceProgress;
}

const running = new WeakMap<Ledger, Map<string, Running>>();

/** How far it has come; null when nothing runs under this name, or nothing of `by` where that is given. */
export function progressOf(ledger: Ledger, upload: string, by?: string): InvoiceProgress | null {
  const run = running.get(ledger)?.get(upload);
  return run === undefined || (by !== undefined && run.by !== by) ? null : run.progress;
}

function refuse(all: ReadonlyMap<string, Running>, upload: string, by: string): void {
  if (all.has(upload)) throw new Conflict('busy', 'This is under way already: wait until it is done.');
  if ([...all.values()].some((each) => each.by === by)) {
    throw new Conflict('import_running', 'Another import of yours is under way: wait for it or stop it.');
  }
  if (all.size >= AT_ONCE) {
    throw new Conflict('imports_full', `${AT_ONCE} imports are under way already: try again shortly.`);
  }
}

/**
 * Begins a run under a name; it holds one of the few places until it ends.
 * @throws Conflict `busy` when it runs already, `import_running` when its user has another, `imports_full`
 */
export function beginRun(
  ledger: Ledger,
  upload: string,
  by: string,
): { stopped: AbortSignal; at(phase: InvoicePhase, lines: number): void; end(): void } {
  const all = running.get(ledger) ?? new Map<string, Running>();
  running.set(ledger, all);
  refuse(all, upload, by);
  const run: Running = { by, stop: new AbortController(), progress: { phase: 'reading', lines: 0 } };
  all.set(upload, run);
  return {
    stopped: run.stop.signal,
    at: (phase, lines) => {
      run.progress = { phase, lines };
    },
    end: () => void all.delete(upload),
  };
}

/** Stops a run of whoever asks; false when nothing of theirs runs under this name. */
export function stopRun(ledger: Ledger, upload: string, by: string): boolean {
  const run = running.get(ledger)?.get(upload);
  if (run === undefined || run.by !== by) return false;
  run.stop.abort();
  return true;
}
