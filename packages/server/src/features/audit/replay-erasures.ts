import type { Reader } from '../../platform/db/reader.ts';
import type { Ledger } from '../../platform/ledger/ledger.ts';
import type { Erasure } from './erasure-list.ts';
import { subjectsStillThere } from './log/person-scope.ts';

/**
 * Erases again whoever is on the list and still in the file: after a restored backup, or a stop between the list and
 * the commit. Gives how many erasures had to be repeated.
 */
export async function replayErasures(
  parts: { ledger: Ledger; reader: Reader },
  erasures: readonly Erasure[],
): Promise<number> {
  let repeated = 0;
  for (const { refIds, subjects, reason } of erasures) {
    const left = subjectsStillThere(parts.reader, refIds, subjects);
    if (left.refIds.length === 0 && left.subjects.length === 0) continue;
    const args = { ...left, actor: 'system', origin: 'system', reason: `replayed: ${reason}` } as const;
    await parts.ledger.record([{ name: 'order.erase', args }], []);
    repeated += 1;
  }
  return repeated;
}
