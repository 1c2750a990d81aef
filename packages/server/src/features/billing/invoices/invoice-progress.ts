import type { Ledger } from '../../../platform/ledger/ledger.ts';
import type { InvoicePhase } from './invoice-work.ts';

/** How far an import has come, in lines. */
export interface InvoiceProgress {
  phase: InvoicePhase;
  lines: number;
}

const running = new WeakMap<Ledger, Map<string, InvoiceProgress>>();

/** How far it has come; null when nothing runs under this name. */
export function progressOf(ledger: Ledger, upload: string): InvoiceProgress | null {
  return running.get(ledger)?.get(upload) ?? null;
}

/** Follows a run under a name until it ends. */
export function follow(
  ledger: Ledger,
  upload: string,
): { at(phase: InvoicePhase, lines: number): void; end(): void } {
  const all = running.get(ledger) ?? new Map<string, InvoiceProgress>();
  running.set(ledger, all);
  all.set(upload, { phase: 'reading', lines: 0 });
  return {
    at: (phase, lines) => void all.set(upload, { phase, lines }),
    end: () => void all.delete(upload),
  };
}
