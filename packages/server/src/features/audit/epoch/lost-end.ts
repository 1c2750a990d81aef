import { sameBytes } from '@srs-desk/shared/audit/byte-text.ts';
import type { Checkpoint } from '@srs-desk/shared/audit/checkpoint.ts';
import { isAfter, type LostEnd, placeOf } from '@srs-desk/shared/audit/statement.ts';
import { MerkleFrontier } from '@srs-desk/shared/audit/tree.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { currentEpoch } from '../../../platform/ledger/epoch.ts';
import type { AuditKeys } from '../../../platform/ledger/key-file.ts';
import { sha256 } from '../../../platform/ledger/sha256.ts';
import { frontierText, NodeMissing } from '../log/proof-nodes.ts';
import { logEnds } from '../log/queries.ts';
import { ownHistory } from '../verify/own-key.ts';

/**
 * The furthest of these checkpoints that speaks of entries which the log in this database does not have: it is older than they
 * are. Null when it has them all; notes of other logs and keys are left alone.
 */
export function lostEndOf(db: Db, keys: AuditKeys, notes: readonly string[]): LostEnd | null {
  const history = ownHistory(db, keys);
  const epoch = currentEpoch(db);
  let furthest: LostEnd | null = null;
  for (const note of notes) {
    const opened = history.open(note);
    if (!opened.ok || isHad(db, epoch, opened.checkpoint)) continue;
    const lost = { ...placeOf(opened.checkpoint), root: opened.checkpoint.root };
    if (furthest === null || isAfter(lost, furthest)) furthest = lost;
  }
  return furthest;
}

/** Whether the log has what a checkpoint states, or tells of the restore that took it out. */
function isHad(db: Db, epoch: number, checkpoint: Checkpoint): boolean {
  const { epoch: stated, size } = placeOf(checkpoint);
  if (stated !== epoch) return stated < epoch;
  if (size > (logEnds(db).last ?? 0)) return false;
  try {
    return sameBytes(MerkleFrontier.parse(sha256, frontierText(db, size)).root(), checkpoint.root);
  } catch (error) {
    // It lies in the part that was pruned.
    if (error instanceof NodeMissing) return true;
    throw error;
  }
}
