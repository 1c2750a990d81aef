import type { EpochReport, RotationReport } from '@srs-desk/shared/api/audit.ts';
import { toHex } from '@srs-desk/shared/audit/byte-text.ts';
import type { LogHistory } from './log-history.ts';
import { timeOf } from './open-checkpoint-note.ts';

/** The lives and keys of a log as a verification tells of them. */
export function toldOf(history: LogHistory): { epochs: EpochReport[]; rotations: RotationReport[] } {
  return {
    epochs: history.restores.map(({ epoch, checkpoint, backupOf, lost }) => ({
      epoch,
      begins: checkpoint.size + 1,
      at: timeOf(checkpoint),
      backupOf,
      lost: lost === null ? null : { epoch: lost.epoch, size: lost.size },
    })),
    rotations: history.rotations.map(({ checkpoint, from, to }) => ({
      seq: checkpoint.size + 1,
      at: timeOf(checkpoint),
      from: toHex(from.keyId),
      to: toHex(to.keyId),
    })),
  };
}
