import type { ConsistencyAnswer } from '@srs-desk/shared/api/audit.ts';
import { toHex } from '@srs-desk/shared/audit/byte-text.ts';
import { formatConsistency } from '@srs-desk/shared/audit/consistency-text.ts';
import type { Desk } from '../../platform/desk.ts';
import { Conflict, InvalidInput, NotFound } from '../../platform/errors.ts';
import { consistencyOf, NodeMissing } from './log/proof-nodes.ts';
import { checkpointAt, newestCheckpoint } from './log/queries.ts';

/**
 * That the log under the checkpoint at `to` entries (the newest when absent) begins with the first `from`, which an earlier
 * checkpoint was signed over. @throws InvalidInput, NotFound, Conflict where what it takes was pruned
 */
export function proveConsistency({ reader }: Desk, from: number, to: number | undefined): ConsistencyAnswer {
  const newer = to === undefined ? newestCheckpoint(reader) : checkpointAt(reader, to);
  if (newer === undefined)
    throw new NotFound('checkpoint_not_found', `There is no signed checkpoint at ${to ?? 'all'} entries.`);
  if (from > newer.size) throw new InvalidInput({ from: `must not be above ${newer.size}, the newer one` });
  try {
    const proof = consistencyOf(reader, from, newer.size);
    return {
      from: { size: from, note: checkpointAt(reader, from)?.note ?? null },
      to: { size: newer.size, note: newer.note },
      proof: proof.map(toHex),
      text: formatConsistency({ oldSize: from, proof, note: newer.note }),
    };
  } catch (error) {
    if (!(error instanceof NodeMissing)) throw error;
    throw new Conflict('pruned', `What proves the log from entry ${from} on was pruned.`);
  }
}
