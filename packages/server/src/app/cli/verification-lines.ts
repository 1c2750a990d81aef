import type { EpochReport, RotationReport } from '@srs-desk/shared/api/audit.ts';
import { type CheckpointResult, coverOf, type Verification } from '../../features/audit/verify/finding.ts';

/** What was verified. */
export type VerifiedSubject = 'log' | 'pack' | 'consistency';

/** What a verification found, for people to read. */
export function verificationLines(verification: Verification, subject: VerifiedSubject): string[] {
  const { outcome, finding, problem, firstSeq, lastSeq, root, durationMs } = verification;
  const lines: string[] = [];
  if (outcome === 'unchecked') lines.push(`NOT CHECKED: ${problem ?? 'no reason known'}`);
  else if (finding !== null) {
    const whole = subject === 'pack' ? 'the pack as a whole' : 'the log as a whole';
    const where = finding.seq === null ? whole : `entry ${finding.seq}`;
    lines.push(`BROKEN at ${where}: ${finding.detail} (${finding.code})`);
  } else if (subject === 'pack') lines.push('INTACT: the pack is as the desk made it');
  else if (subject === 'consistency')
    lines.push('CONSISTENT: the newer log begins with the older one; nothing in it was changed or taken out');
  else lines.push(`INTACT: entries ${firstSeq} … ${lastSeq}, checked in ${(durationMs / 1000).toFixed(1)} s`);
  const cover = coverOf(verification);
  if (outcome === 'intact' && subject === 'log' && cover !== null)
    lines.push(...coverLines(verification, cover));
  if (root !== null) lines.push(`root ${root}`);
  const { checked, newest } = verification.storedCheckpoints;
  if (checked > 0 && newest !== null) {
    lines.push(
      `${checked} checkpoints along the way hold, the newest at ${newest.size} of ${newest.at ?? 'unknown time'}`,
    );
  }
  lines.push(...verification.epochs.map(epochLine), ...verification.rotations.map(rotationLine));
  lines.push(...verification.givenCheckpoints.map(checkpointLine));
  const { timeStamps } = verification;
  if (timeStamps !== undefined) {
    const { size, stampedAt, authority, policy } = timeStamps.newest;
    lines.push(
      `${timeStamps.checked} time stamps hold, the newest over ${size} entries: ${stampedAt}, by ${authority}, policy ${policy}`,
    );
  }
  const { count, first } = verification.openIntents;
  if (count > 0)
    lines.push(`${count} calls without an outcome: ${first.join(', ')}${count > first.length ? ' …' : ''}`);
  for (const warning of verification.warnings) lines.push(`note: ${warning}`);
  return lines;
}

function coverLines({ lastSeq, storedCheckpoints }: Verification, cover: CheckpointResult): string[] {
  const isOutside = cover.source === 'given';
  const end = Math.min(cover.size, lastSeq);
  const own = isOutside ? Math.min(storedCheckpoints.newest?.size ?? 0, lastSeq) : 0;
  const by = isOutside ? 'by a checkpoint from outside' : 'by the file’s own checkpoints';
  const lines = [`signed and complete up to entry ${end}, ${by} (${cover.at ?? 'unknown time'})`];
  if (own > end)
    lines.push(
      `entries ${end + 1} … ${own}: by the file’s own checkpoints alone, which the key’s holder can make anew`,
    );
  const covered = Math.max(end, own);
  if (covered < lastSeq) lines.push(`entries ${covered + 1} … ${lastSeq}: no signed checkpoint covers them`);
  return lines;
}

function epochLine({ epoch, begins, at, backupOf, lost }: EpochReport): string {
  const from =
    backupOf === null ? 'a database file was put back by hand' : `the backup of ${backupOf} was restored`;
  const end =
    lost === null
      ? 'no later checkpoint was known'
      : `epoch ${lost.epoch} went on to ${lost.size} at least: what it had from entry ${begins} on is lost`;
  return `epoch ${epoch} begins at entry ${begins}: ${from} at ${at ?? 'unknown time'}; ${end}`;
}

function rotationLine({ seq, at, from, to }: RotationReport): string {
  return `the key was changed at entry ${seq} (${at ?? 'unknown time'}): ${from} handed over to ${to}, signed by both`;
}

const HOW = {
  matched: 'holds',
  pruned: 'lies in the pruned part; only its signature holds',
  beyond: 'reaches beyond the file; only its signature holds',
} as const;

function checkpointLine({ size, at, epoch, status, signed, droppedFrom }: CheckpointResult): string {
  const how =
    status === 'lost'
      ? `belongs to the lost end of epoch ${epoch}: the restore that entry ${droppedFrom} tells of dropped entries ${droppedFrom} … ${size} of it`
      : HOW[status];
  return `checkpoint at ${size} of ${at ?? 'unknown time'} ${how}${signed ? '' : ' (signature not checked)'}`;
}
