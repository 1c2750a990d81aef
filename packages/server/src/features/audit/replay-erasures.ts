import type { Reader } from '../../platform/db/reader.ts';
import type { Ledger } from '../../platform/ledger/ledger.ts';
import type { Erasure } from './erasure-list.ts';
import { holdsOfBefore, subjectsStillThere } from './log/person-scope.ts';

/** What became of the erasures that the file had forgotten. */
interface Replayed {
  repeated: number;
  /** Orders of erasures that were not: one of each came under legal hold after it was listed. */
  refused: string[];
}

/**
 * Erases again whoever is on the list and still in the file: after a restored backup, or a stop between the list and
 * the commit. A legal hold of before the erasure was listed is released: it had been, else nobody could have listed it.
 */
export async function replayErasures(
  parts: { ledger: Ledger; reader: Reader },
  erasures: readonly Erasure[],
): Promise<Replayed> {
  let repeated = 0;
  const refused: string[] = [];
  for (const { at, refIds, subjects, reason } of erasures) {
    const left = subjectsStillThere(parts.reader, refIds, subjects);
    if (left.refIds.length === 0 && left.subjects.length === 0) continue;
    const by = { actor: 'system', origin: 'system', reason: `replayed: ${reason}` } as const;
    const releases = holdsOfBefore(parts.reader, left.refIds, Date.parse(at)).map(
      (refId) => ({ name: 'order.hold', args: { ...by, refId, hold: false } }) as const,
    );
    const erase = { name: 'order.erase', args: { ...by, ...left } } as const;
    const recorded = await parts.ledger.record([...releases, erase], []);
    if (recorded.ok) repeated += 1;
    else refused.push(...left.refIds);
  }
  return { repeated, refused };
}
