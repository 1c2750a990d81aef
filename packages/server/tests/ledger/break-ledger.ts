import { vi } from 'vitest';
import type { CommandCall } from '../../src/platform/ledger/commands.ts';
import type { EntryDraft } from '../../src/platform/ledger/entry-draft.ts';
import { LedgerUnavailable } from '../../src/platform/ledger/errors.ts';
import type { Ledger } from '../../src/platform/ledger/ledger.ts';

type Recognised = (changes: readonly CommandCall[], entries: readonly EntryDraft[]) => boolean;

/**
 * A ledger that cannot write from the first record on that is recognised, or from what comes `after` it, until the function given back is called.
 * What is no fact it can still write.
 */
export function breakLedger(ledger: Ledger, from: 'at' | 'after', recognised: Recognised): () => void {
  const record = ledger.record.bind(ledger);
  let state: 'whole' | 'broken' | 'mended' = 'whole';
  vi.spyOn(ledger, 'record').mockImplementation(async (changes, entries) => {
    const isIt = state === 'whole' && recognised(changes, entries);
    if (isIt && from === 'at') state = 'broken';
    if (state === 'broken') throw new LedgerUnavailable('full', 'for the test');
    if (isIt) state = 'broken';
    return record(changes, entries);
  });
  return () => {
    state = 'mended';
  };
}
