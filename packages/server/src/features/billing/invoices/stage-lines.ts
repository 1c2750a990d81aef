import type { Desk, Principal } from '../../../platform/desk.ts';
import { settled } from '../refusals.ts';
import type { InvoiceWork } from './invoice-work.ts';
import { runInvoiceWork } from './run-invoice-work.ts';
import { beginRun } from './running-imports.ts';

/** Lines staged in one command. */
const STAGED_AT_ONCE = 500;

/** Runs the thread and puts its rows aside under `upload`; what was put aside is dropped when anything fails or who asked is `gone`. */
export async function stageLines<T>(
  desk: Desk,
  who: Principal,
  upload: string,
  work: Extract<InvoiceWork, { kind: 'import' | 'again' }>,
  gone: AbortSignal,
  store: (matched: { lines: number; sumMinor: number; staged: number; headerKey: string }) => Promise<T>,
): Promise<T> {
  const run = beginRun(desk.ledger, upload, who.name);
  let staged = 0;
  try {
    const matched = await runInvoiceWork(work, {
      stopped: AbortSignal.any([run.stopped, gone]),
      onProgress: ({ phase, done: lines }) => run.at(phase, lines),
      async onRows(rows) {
        for (let at = 0; at < rows.length; at += STAGED_AT_ONCE) {
          const part = rows.slice(at, at + STAGED_AT_ONCE);
          const args = { upload, from: staged, rows: part };
          settled(await desk.ledger.recordWithoutEntry([{ name: 'billing.stage', args }]));
          staged += part.length;
          run.at('storing', staged);
        }
      },
    });
    return await store(matched);
  } catch (error) {
    await desk.ledger
      .recordWithoutEntry([{ name: 'billing.unstage', args: { upload } }])
      .catch(() => undefined);
    throw error;
  } finally {
    run.end();
  }
}
